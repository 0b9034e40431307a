using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Coordination.Persistence;

/// <summary>HMAC-SHA256 under one key. Instances are kept for the next hash: to make one costs more than to use it.</summary>
public sealed class Hmac(ReadOnlyMemory<byte> key)
{
    private readonly ConcurrentBag<HMACSHA256> _idle = [];

    /// <param name="hash">Takes <see cref="HMACSHA256.HashSizeInBytes"/> bytes.</param>
    public void Fill(Span<byte> hash, ReadOnlySpan<byte> text)
    {
        var hmac = _idle.TryTake(out var idle) ? idle : new HMACSHA256(key.ToArray());
        hmac.TryComputeHash(text, hash, out _);
        _idle.Add(hmac);
    }
}
