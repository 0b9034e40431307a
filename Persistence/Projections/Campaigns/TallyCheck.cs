using Coordination.Campaigns;
using Coordination.Persistence.Reads;
using Coordination.Persistence.Verify;

namespace Coordination.Persistence.Projections;

/// <summary>
/// Counts the whole log anew in memory and compares line by line: whatever the batches were, however often the projection was
/// stopped, the stored ledger must be the one that the log alone gives.
/// </summary>
public sealed class TallyCheck(StoreDatabase database) : IStoreCheck
{
    private const int Page = 1_000;
    private readonly TallyReads _tallies = new(database);
    private readonly ReadModel _log = new(database);

    public string Name => "tallies";

    public string Claim => "Every ledger line follows from the log, and every figure of the log is in the ledger.";

    public async Task Run(CheckLog found, CancellationToken cancel)
    {
        var position = await _tallies.Position(cancel);
        var ledger = new CampaignLedger();
        for (var seq = 0L; seq < position;)
        {
            var entries = await _log.Log(seq, (int)Math.Min(Page, position - seq), cancel);
            if (entries.Count == 0)
            {
                found.Found($"The ledger claims to have counted up to {position}, but the log ends at {seq}.");
                return;
            }
            var until = entries[^1].Seq;
            Compare(entries.SelectMany(ledger.Post), await _tallies.Lines(seq, until, cancel), found);
            found.Saw(entries.Count);
            seq = until;
        }
        foreach (var line in await _tallies.Lines(position, long.MaxValue, cancel))
        {
            found.Found($"Line {line.Seq}/{line.Number} lies beyond the counted position {position}.");
        }
    }

    private static void Compare(IEnumerable<LedgerLine> recounted, IReadOnlyList<LedgerLine> stored, CheckLog found)
    {
        var kept = stored.ToDictionary(line => (line.Seq, line.Number));
        foreach (var line in recounted)
        {
            if (!kept.Remove((line.Seq, line.Number), out var same))
            {
                found.Found($"Entry {line.Seq}: line {line.Number} ({line.Key.Metric} {line.Delta}) is missing from the ledger.");
            }
            else if (same.Key != line.Key || same.Delta != line.Delta)
            {
                found.Found($"Entry {line.Seq}: line {line.Number} says {same.Key.Metric} {same.Delta}, the log {line.Key.Metric} {line.Delta}.");
            }
        }
        foreach (var line in kept.Values)
        {
            found.Found($"Entry {line.Seq}: line {line.Number} ({line.Key.Metric} {line.Delta}) does not follow from the log.");
        }
    }
}
