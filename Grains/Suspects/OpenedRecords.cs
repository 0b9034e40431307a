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
    private const int KeptMax = 4_000; // what is kept outlives a collection, and is what its pause is made of

    private readonly ShortMemory<Content> _kept = new(KeptMax, time);

    /// <param name="Until">When it is forgotten; opened or not, since it came in or was read.</param>
    /// <param name="Sealed">As it came in; null once it is open.</param>
    private sealed record Content(int Version, DateTimeOffset Until, Protected? Sealed, WrappedKey? Key, NormalizedRecord? Open);

    /// <summary>Takes a content as it came in, so that it need not be read back.</summary>
    public void Keep(RecordVersion record, Protected attributes, WrappedKey key) =>
        Keep(record.RecordKey, new(record.Version, time.GetUtcNow() + KeptFor, attributes, key, null));

    /// <summary>Opens what is on its way in, and puts it into <paramref name="open"/>. It is not kept: it may never be stored.</summary>
    public async Task Open(IReadOnlyList<Submission> submissions, IDictionary<string, NormalizedRecord> open)
    {
        foreach (var submission in submissions) { protector.Learn(submission.Key); }
        var texts = await protector.Reveal([.. submissions.Select(s => s.Command.Attributes)]);
        foreach (var (submission, text) in submissions.Zip(texts))
        {
            open[submission.RecordKey] = Read(submission.RecordKey, submission.Command.Header.Jurisdiction, text);
        }
    }

    /// <summary>Reads records, and puts what they say into <paramref name="open"/>. One whose data key was destroyed says nothing any more.</summary>
    /// <returns>Those that are stored, in no order.</returns>
    public async Task<IReadOnlyList<IndexedRecord>> Load(IEnumerable<string> records, IDictionary<string, NormalizedRecord> open)
    {
        var kept = records.ToDictionary(record => record, _kept.Find, StringComparer.Ordinal);
        var loaded = await index.Load([.. kept.Select(k => new RecordVersion(k.Key, k.Value?.Version ?? 0))]);
        var until = time.GetUtcNow() + KeptFor;
        List<(IndexedRecord Record, Protected Sealed, DateTimeOffset Until)> closed = [];
        foreach (var record in loaded)
        {
            var known = record.Attributes is null ? kept[record.RecordKey] : null;
            if (known?.Open is { } content)
            {
                open[record.RecordKey] = content;
                continue;
            }
            if ((known?.Key ?? record.Key) is { } key) { protector.Learn(key); }
            closed.Add((record, known?.Sealed ?? record.Attributes!, known?.Until ?? until));
        }
        if (closed.Count == 0) { return loaded; }
        var texts = await protector.Reveal(closed.ConvertAll(c => c.Sealed));
        foreach (var ((record, _, forgotten), text) in closed.Zip(texts))
        {
            Keep(record.RecordKey, new(record.Version, forgotten, null, null, open[record.RecordKey] = Read(record.RecordKey, record.Owner, text)));
        }
        return loaded;
    }

    private static NormalizedRecord Read(string record, JurisdictionCode owner, string? text) =>
        text is null ? new() { RecordId = record } : SuspectFeatures.Read(record, owner, text);

    private void Keep(string record, Content content) => _kept.Keep(record, content, content.Until);
}
