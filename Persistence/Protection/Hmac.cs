using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Coordination.Persistence;

/// <summary>HMAC-SHA256 under one key. Instances are kept for the next hash: to make one costs more than to use it.</summary>
public sealed class Hmac(ReadOnlyMemory<byte> key)
{
    private readonly ConcurrentBag<IncrementalHash> _idle = [];

    /// <param name="hash">Takes <see cref="HMACSHA256.HashSizeInBytes"/> bytes.</param>
    public void Fill(Span<byte> hash, ReadOnlySpan<byte> text)
    {
        var hmac = _idle.TryTake(out var idle) ? idle : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span); // half the price of HMACSHA256's
        hmac.AppendData(text);
        hmac.GetHashAndReset(hash);
        _idle.Add(hmac);
    }
}
