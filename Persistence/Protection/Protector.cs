using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence;

/// <summary>
/// Seals under data keys that are stored before they are used, many at a time, and reveals with keys kept in memory for a short
/// while: a key destroyed by another process is forgotten here after that while.
/// </summary>
public sealed class Protector : IProtector
{
    private const int PoolKeys = 256;          // about 25 kB a round trip; those left over at the end of a process are never used
    private const int CachedKeysMax = 10_000;  // some 2 MB
    private const int DestroyedMax = 10_000;

    private readonly IKeyTable _table;
    private readonly StoreKeys _keys;
    private readonly TimeProvider _time;
    private readonly TimeSpan _revealCacheTime;
    private readonly ConcurrentQueue<Sealer> _pool = new();
    private readonly Grouped<ValueTuple, ISealer> _fresh;
    private readonly ShortMemory<DataKey> _cached;
    private readonly ShortMemory<string> _destroyed; // whoever still has such a key, wrapped, must not teach it again

    public Protector(IKeyTable table, StoreKeys keys, IOptions<StoreOptions> options, TimeProvider time)
    {
        (_table, _keys, _time, _revealCacheTime) = (table, keys, time, options.Value.RevealCacheTime);
        (_cached, _destroyed) = (new(CachedKeysMax, time), new(DestroyedMax, time));
        _fresh = new(NewSealers, callsMax: 1, itemsMax: PoolKeys, waitingMax: int.MaxValue);
    }

    private sealed record Sealer(DataKey Data, WrappedKey Key) : ISealer
    {
        public Protected Seal(string plainText) => Data.Seal(plainText);
    }

    // Whoever finds none left over gets one of the next keys made, in the order of asking: an import asks for thousands at once, and a pool that is filled for whoever
    // comes first let one submission beside it wait for seconds.
    public async ValueTask<ISealer> NewSealer(CancellationToken cancel = default) =>
        _pool.TryDequeue(out var left) ? left : await _fresh.Ask(default).WaitAsync(cancel);

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
            foreach (var stored in await Ask(() => _table.Find(wanted, cancel)))
            {
                var key = stored.Wrapped is null ? null : DataKey.Unwrap(stored.Id, stored.Wrapped, _keys.Wrapping);
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
        _cached.Keep(key.Id, DataKey.Unwrap(key.Id, ImmutableCollectionsMarshal.AsArray(key.Wrapped)!, _keys.Wrapping), Until(1.0 / 3));
    }

    public async Task Destroy(string keyId, CancellationToken cancel = default)
    {
        await Ask(async () =>
        {
            await _table.Destroy(keyId, cancel);
            return true;
        });
        _destroyed.Keep(keyId, keyId, Until(1));
    }

    /// <summary>As many as are asked for, and some for those who come next.</summary>
    private async Task<IReadOnlyList<ISealer>> NewSealers(IReadOnlyList<ValueTuple> asked)
    {
        var fresh = Enumerable.Range(0, PoolKeys).Select(_ => DataKey.New()).Select(key => (Key: key, Stored: key.Wrap(_keys.Wrapping))).ToArray();
        await Ask(async () =>
        {
            await _table.Add(Array.ConvertAll(fresh, key => key.Stored), CancellationToken.None);
            return true;
        });
        var sealers = Array.ConvertAll(fresh, key => new Sealer(key.Key, new(key.Stored.Id, ImmutableCollectionsMarshal.AsImmutableArray(key.Stored.Wrapped))));
        foreach (var left in sealers.AsSpan(asked.Count)) { _pool.Enqueue(left); }
        return sealers[..asked.Count];
    }

    private DateTimeOffset Until(double share) => _time.GetUtcNow() + share * _revealCacheTime;

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
