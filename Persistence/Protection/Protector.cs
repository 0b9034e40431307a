using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence;

/// <summary>
/// Seals under data keys that are stored before they are used, many at a time, and reveals with keys kept in memory for a short
/// while: a key destroyed by another process is forgotten here after that while.
/// </summary>
public sealed class Protector(IKeyTable table, StoreKeys keys, IOptions<StoreOptions> options, TimeProvider time) : IProtector, IDisposable
{
    private const int PoolKeys = 256;          // about 25 kB a round trip; those left over at the end of a process are never used
    private const int CachedKeysMax = 10_000;  // some 2 MB
    private const int DestroyedMax = 10_000;

    private readonly ConcurrentQueue<Sealer> _pool = new();
    private readonly ShortMemory<DataKey> _cached = new(CachedKeysMax, time);
    private readonly ShortMemory<string> _destroyed = new(DestroyedMax, time); // whoever still has such a key, wrapped, must not teach it again
    private readonly SemaphoreSlim _refill = new(1);

    private sealed record Sealer(DataKey Data, WrappedKey Key) : ISealer
    {
        public Protected Seal(string plainText) => Data.Seal(plainText);
    }

    public async ValueTask<ISealer> NewSealer(CancellationToken cancel = default)
    {
        Sealer? sealer;
        while (!_pool.TryDequeue(out sealer))
        {
            await Refill(cancel);
        }
        return sealer;
    }

    public async ValueTask<string> Reveal(Protected sealedText, CancellationToken cancel = default) =>
        (await Reveal([sealedText], cancel))[0] ?? throw new KeyDestroyedException(sealedText.KeyId);

    public async ValueTask<IReadOnlyList<string?>> Reveal(IReadOnlyList<Protected> sealedTexts, CancellationToken cancel = default)
    {
        var found = new Dictionary<string, DataKey?>(StringComparer.Ordinal);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in sealedTexts)
        {
            if (_destroyed.Find(field.KeyId) is not null) { found[field.KeyId] = null; }
            else if (_cached.Find(field.KeyId) is { } cached) { found[field.KeyId] = cached; }
            else { wanted.Add(field.KeyId); }
        }
        if (wanted.Count > 0)
        {
            foreach (var stored in await Ask(() => table.Find(wanted, cancel)))
            {
                var key = stored.Wrapped is null ? null : DataKey.Unwrap(stored.Id, stored.Wrapped, keys.Wrapping);
                found[stored.Id] = key;
                if (key is null) { _destroyed.Keep(stored.Id, stored.Id, Until(1)); }
                else { _cached.Keep(stored.Id, key, Until(1)); }
            }
        }
        return [.. sealedTexts.Select(field => found.TryGetValue(field.KeyId, out var key)
            ? key?.Open(field)
            : throw new InvalidOperationException($"The data key {field.KeyId} is not in the store: is the key table of another store in use?"))];
    }

    public void Learn(WrappedKey key)
    {
        if (_destroyed.Find(key.Id) is not null || _cached.Find(key.Id) is not null) { return; }
        // For a part of the time: it has been on its way, or in somebody's memory, for the rest.
        _cached.Keep(key.Id, DataKey.Unwrap(key.Id, ImmutableCollectionsMarshal.AsArray(key.Wrapped)!, keys.Wrapping), Until(1.0 / 3));
    }

    public async Task Destroy(string keyId, CancellationToken cancel = default)
    {
        await Ask(async () =>
        {
            await table.Destroy(keyId, cancel);
            return true;
        });
        _destroyed.Keep(keyId, keyId, Until(1));
    }

    public void Dispose() => _refill.Dispose();

    private async Task Refill(CancellationToken cancel)
    {
        await _refill.WaitAsync(cancel);
        try
        {
            if (!_pool.IsEmpty)
            {
                return;
            }
            var fresh = Enumerable.Range(0, PoolKeys).Select(_ => DataKey.New()).Select(key => (Key: key, Stored: key.Wrap(keys.Wrapping))).ToArray();
            await Ask(async () =>
            {
                await table.Add(Array.ConvertAll(fresh, key => key.Stored), cancel);
                return true;
            });
            foreach (var (key, stored) in fresh)
            {
                _pool.Enqueue(new(key, new(stored.Id, ImmutableCollectionsMarshal.AsImmutableArray(stored.Wrapped))));
            }
        }
        finally
        {
            _refill.Release();
        }
    }

    private DateTimeOffset Until(double share) => time.GetUtcNow() + share * options.Value.RevealCacheTime;

    private static async Task<T> Ask<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            throw new StoreUnavailableException("The data keys could not be reached.", failure);
        }
    }
}
