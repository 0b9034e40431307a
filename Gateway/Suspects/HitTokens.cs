using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Coordination.Persistence;

namespace Coordination.Gateway.Suspects;

/// <summary>
/// Tokens that stand for one hit of one search: which search and which hit, encrypted and bound to the caller (AES-256-GCM with the caller
/// as associated data). Two searches that find the same person give tokens that nobody can tell belong together.
/// </summary>
public sealed class HitTokens(StoreKeys keys, KeyedHash hash)
{
    /// <summary>How long after the search a hit may be used. Source: A.8 of the gateway's contract.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int GuidSize = 16, ContentSize = GuidSize + 1, NonceSize = 12, TagSize = 16;

    /// <param name="requestId">Request id of the search.</param>
    /// <param name="index">Place of the hit in the answer.</param>
    public string Make(Caller caller, Guid requestId, int index)
    {
        Span<byte> content = stackalloc byte[ContentSize];
        requestId.TryWriteBytes(content);
        content[GuidSize] = checked((byte)index);
        Span<byte> token = stackalloc byte[NonceSize + ContentSize + TagSize];
        // The nonce follows from the content: a repeated search is answered with the same tokens, and no nonce serves two contents.
        Span<byte> nonce = stackalloc byte[KeyedHash.Size];
        hash.Fill(nonce, "hit", [caller.Principal, caller.Actor, Convert.ToHexString(content)], null);
        nonce[..NonceSize].CopyTo(token);
        using var cipher = new AesGcm(keys.HitTokens.Span, TagSize);
        cipher.Encrypt(token[..NonceSize], content, token.Slice(NonceSize, ContentSize), token[^TagSize..], Bound(caller));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The search's request id and the hit's place; null for anything that was not made for this caller.</summary>
    public (Guid RequestId, int Index)? Read(Caller caller, string token)
    {
        if (!Base64Url.IsValid(token, out var length) || length != NonceSize + ContentSize + TagSize)
        {
            return null;
        }
        var bytes = Base64Url.DecodeFromChars(token);
        Span<byte> content = stackalloc byte[ContentSize];
        using var cipher = new AesGcm(keys.HitTokens.Span, TagSize);
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, ContentSize), bytes.AsSpan(NonceSize + ContentSize), content, Bound(caller));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;   // altered, or another caller's: which of them is nobody's business
        }
        return (new(content[..GuidSize]), content[GuidSize]);
    }

    private static byte[] Bound(Caller caller) => Encoding.UTF8.GetBytes($"{caller.Principal}\n{caller.Actor}");
}
