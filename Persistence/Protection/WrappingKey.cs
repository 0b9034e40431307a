using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Coordination.Persistence;

/// <summary>The key that wraps data keys. Ciphers are kept for the next use: to make one costs more than to wrap a key with it.</summary>
internal sealed class WrappingKey(byte[] key)
{
    private readonly ConcurrentBag<AesGcm> _idle = [];

    public byte[] Use(Func<AesGcm, byte[]> use)
    {
        var aes = _idle.TryTake(out var idle) ? idle : new AesGcm(key, DataKey.TagBytes);
        try
        {
            return use(aes);
        }
        finally
        {
            _idle.Add(aes);
        }
    }
}
