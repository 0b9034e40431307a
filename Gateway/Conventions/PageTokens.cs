using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;

namespace Coordination.Gateway.Conventions;

/// <summary>Page tokens: opaque, signed, and good only for the same caller and the same question.</summary>
public sealed class PageTokens(KeyedHash hash)
{
    /// <summary>Page size if none is asked for.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>Larger pages are cut to this.</summary>
    public const int MaxPageSize = 1000;

    /// <summary>A token that stands for <paramref name="cursor"/>.</summary>
    /// <param name="question">What is listed, by which filter and order: all that must not change from page to page.</param>
    public string Make(Caller caller, string question, string cursor)
    {
        var bytes = new byte[KeyedHash.Size + Encoding.UTF8.GetByteCount(cursor)];
        Sign(bytes, caller, question, cursor);
        Encoding.UTF8.GetBytes(cursor, bytes.AsSpan(KeyedHash.Size));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The cursor of <paramref name="token"/>; null for the first page.</summary>
    /// <exception cref="RpcException">PAGE_TOKEN_INVALID: altered, or from another caller, filter or method.</exception>
    public string? Read(Caller caller, string question, string token)
    {
        if (token.Length == 0)
        {
            return null;
        }
        if (Decode(token) is { } bytes)
        {
            var cursor = Encoding.UTF8.GetString(bytes.AsSpan(KeyedHash.Size));
            Span<byte> expected = stackalloc byte[KeyedHash.Size];
            Sign(expected, caller, question, cursor);
            if (CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(0, KeyedHash.Size)))
            {
                return cursor;
            }
        }
        throw Failure.Of(Reason.PageTokenInvalid,
            [new("page_token", "Send the token of the page before, with the same filter and as the same caller; or list again without one.")]);
    }

    /// <summary>How many to list: the default for 0, cut to the maximum.</summary>
    /// <exception cref="RpcException">FIELD_INVALID for a negative size.</exception>
    public static int Size(int pageSize) => pageSize switch
    {
        < 0 => throw Failure.InvalidField("page_size", "A page size is 0 (the default of 50) or more; more than 1,000 counts as 1,000."),
        0 => DefaultPageSize,
        > MaxPageSize => MaxPageSize,
        _ => pageSize,
    };

    private void Sign(Span<byte> signature, Caller caller, string question, string cursor) =>
        hash.Fill(signature[..KeyedHash.Size], "page", [caller.Principal, caller.Actor, question, cursor], null);

    private static byte[]? Decode(string token) =>
        Base64Url.IsValid(token, out var length) && length >= KeyedHash.Size ? Base64Url.DecodeFromChars(token) : null;
}
