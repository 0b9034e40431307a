using System.Buffers;
using System.Security.Cryptography;
using Coordination.Suspects;

namespace Coordination.Gateway.Conventions;

/// <summary>
/// Names of pairs of records: the same for every caller, readable by the gateway alone. The two ids are sealed under the store's key with
/// a synthetic IV: the IV is their keyed hash, so that one pair has one name, a name that was not given out cannot be made, and nobody can
/// tell whether two names have a record in common.
/// </summary>
public sealed class MatchNames(KeyedHash hash)
{
    public const string Collection = "matches";

    private const string Prefix = $"{Collection}/", RecordPrefix = "record-";
    private const int IdSize = 16, ContentSize = 2 * IdSize, Size = KeyedHash.Size + ContentSize;

    public string Of(RecordPair pair)
    {
        Span<byte> name = stackalloc byte[Size];
        var content = name[KeyedHash.Size..];
        Id(pair.RecordA, content[..IdSize]);
        Id(pair.RecordB, content[IdSize..]);
        Iv(name[..KeyedHash.Size], content);
        Mask(content, name[..KeyedHash.Size]);
        return Prefix + Convert.ToHexStringLower(name);
    }

    /// <summary>The pair that a name stands for; null if this store never made it.</summary>
    public RecordPair? Read(string name)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length != Prefix.Length + 2 * Size
            || Convert.FromHexString(name.AsSpan(Prefix.Length), bytes, out _, out _) != OperationStatus.Done)
        {
            return null;
        }
        var iv = bytes[..KeyedHash.Size];
        var content = bytes[KeyedHash.Size..];
        Mask(content, iv);
        Span<byte> expected = stackalloc byte[KeyedHash.Size];
        Iv(expected, content);
        // Upper-case digits would be a second name of the same pair.
        return CryptographicOperations.FixedTimeEquals(iv, expected) && !name.AsSpan().ContainsAnyInRange('A', 'F')
            ? new(RecordPrefix + Convert.ToHexStringLower(content[..IdSize]), RecordPrefix + Convert.ToHexStringLower(content[IdSize..]))
            : null;
    }

    private static void Id(string record, Span<byte> id)
    {
        if (Convert.FromHexString(record.AsSpan(RecordPrefix.Length), id, out _, out var written) != OperationStatus.Done || written != IdSize)
        {
            throw new ArgumentException($"{record} is no key of a record.", nameof(record));
        }
    }

    private void Iv(Span<byte> iv, ReadOnlySpan<byte> content) => hash.Fill(iv, "match-name", [Convert.ToHexString(content)], null);

    // A keystream of two blocks, for the content is no longer; reversed by itself.
    private void Mask(Span<byte> content, ReadOnlySpan<byte> iv)
    {
        Span<byte> stream = stackalloc byte[ContentSize];
        var from = Convert.ToHexString(iv);
        hash.Fill(stream[..KeyedHash.Size], "match-name-a", [from], null);
        hash.Fill(stream[KeyedHash.Size..], "match-name-b", [from], null);
        for (var i = 0; i < ContentSize; i++) { content[i] ^= stream[i]; }
    }
}
