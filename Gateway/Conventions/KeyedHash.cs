using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Coordination.Gateway.Conventions;

/// <summary>HMAC-SHA256 under the store's key: what it names cannot be guessed or searched for without the key.</summary>
public sealed class KeyedHash(ReadOnlyMemory<byte> key) : IDisposable
{
    /// <summary>Bytes kept of each hash: 128 bits.</summary>
    public const int Size = 16;

    // One a thread, used again: setting one up costs as much as hashing a request.
    private readonly ThreadLocal<IncrementalHash> _hmac = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span));

    public void Dispose() => _hmac.Dispose();

    /// <summary>The hash as URL-safe base64.</summary>
    /// <param name="use">Keeps hashes of different uses apart.</param>
    /// <param name="parts">Kept apart by their lengths, so that no two lists of parts give the same bytes.</param>
    public string Of(string use, ReadOnlySpan<string> parts, IMessage? message = null)
    {
        Span<byte> hash = stackalloc byte[Size];
        Fill(hash, use, parts, message);
        return Base64Url.EncodeToString(hash);
    }

    /// <summary>The hash in lower-case hexadecimal, for ids.</summary>
    public string Hex(string use, params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[Size];
        Fill(hash, use, parts, null);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Writes the hash to <paramref name="hash"/>, which takes <see cref="Size"/> bytes.</summary>
    public void Fill(Span<byte> hash, string use, ReadOnlySpan<string> parts, IMessage? message)
    {
        var length = sizeof(int) + Encoding.UTF8.GetMaxByteCount(use.Length) + (message?.CalculateSize() ?? 0);
        foreach (var part in parts)
        {
            length += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        }
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var at = Append(buffer, 0, use);
        foreach (var part in parts)
        {
            at = Append(buffer, at, part);
        }
        if (message is not null)
        {
            var size = message.CalculateSize();
            message.WriteTo(buffer.AsSpan(at, size));
            at += size;
        }
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hmac = _hmac.Value!;
        hmac.AppendData(buffer.AsSpan(0, at));
        hmac.GetHashAndReset(full);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);   // it held what the request says
        full[..Size].CopyTo(hash);
    }

    private static int Append(byte[] buffer, int at, string part)
    {
        var written = Encoding.UTF8.GetBytes(part, buffer.AsSpan(at + sizeof(int)));
        BitConverter.TryWriteBytes(buffer.AsSpan(at), written);
        return at + sizeof(int) + written;
    }
}
