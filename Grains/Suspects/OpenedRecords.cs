using System.Collections.Concurrent;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>
/// The stored records, with what they say. What was opened lately, or came in just now, is kept in memory for a short while: records come in
/// runs, and each is met by those that follow it. Where each belongs is read anew every time.
/// </summary>
public sealed class OpenedRecords(IMatchIndex index, IProtector protector, TimeProvider time)
{
    // Short, because an erased record must be forgotten.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(20);
    private const int KeptMax = 20_000;

    private ConcurrentDictionary<string, Content> _young = new(StringComparer.Ordinal), _old = new(StringComparer.Ordinal);
    private long _since = time.GetTimestamp();

    /// <param name="Sealed">As it came in; null once it is open.</param>
    /// <param name="Since">When it came in, or was read.</param>
    private sealed record Content(int Version, long Since, Protected? Sealed, WrappedKey? Key, NormalizedRecord? Open);

    /// <summary>Takes a content as it came in, so that it need not be read back.</summary>
    public void Keep(RecordVersion record, Protected attributes, WrappedKey key) =>
        _young[record.RecordKey] = new(record.Version, time.GetTimestamp(), attributes, key, null);

    /// <summary>Reads records, and puts what they say into <paramref name="open"/>. One whose data key was destroyed says nothing any more.</summary>
    /// <returns>Those that are stored, in no order.</returns>
    public async Task<IReadOnlyList<IndexedRecord>> Load(IEnumerable<string> records, IDictionary<string, NormalizedRecord> open)
    {
        Age();
        var kept = records.ToDictionary(record => record, Kept, StringComparer.Ordinal);
        var loaded = await index.Load([.. kept.Select(k => new RecordVersion(k.Key, k.Value?.Version ?? 0))]);
        List<(IndexedRecord Record, Protected Sealed)> closed = [];
        foreach (var record in loaded)
        {
            var known = record.Attributes is null ? kept[record.RecordKey] : null;
            if (known?.Open is { } content)
            {
                open[record.RecordKey] = content;
                continue;
            }
            if ((known?.Key ?? record.Key) is { } key) { protector.Learn(key); }
            closed.Add((record, known?.Sealed ?? record.Attributes!));
        }
        if (closed.Count == 0) { return loaded; }
        var texts = await protector.Reveal(closed.ConvertAll(c => c.Sealed));
        foreach (var ((record, _), text) in closed.Zip(texts))
        {
            var content = text is null ? new() { RecordId = record.RecordKey } : SuspectFeatures.Read(record.RecordKey, record.Owner, text);
            var since = kept[record.RecordKey] is { } known && known.Version == record.Version ? known.Since : time.GetTimestamp();
            _young[record.RecordKey] = new(record.Version, since, null, null, open[record.RecordKey] = content);
        }
        return loaded;
    }

    private Content? Kept(string record) =>
        (_young.GetValueOrDefault(record) ?? _old.GetValueOrDefault(record)) is { } content && time.GetElapsedTime(content.Since) < KeptFor ? content : null;

    private void Age()
    {
        var since = Interlocked.Read(ref _since);
        if (time.GetElapsedTime(since) < KeptFor / 2 && _young.Count < KeptMax / 2) { return; }
        if (Interlocked.CompareExchange(ref _since, time.GetTimestamp(), since) == since) { (_old, _young) = (_young, new(StringComparer.Ordinal)); }
    }
}
