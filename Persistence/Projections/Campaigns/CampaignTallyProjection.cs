using System.Data.Common;
using Coordination.Campaigns;
using Coordination.Log;

namespace Coordination.Persistence.Projections;

/// <summary>
/// Keeps the national ledger that all campaigns are sums of. A batch loads what its entries can change, posts them by
/// <see cref="CampaignLedger"/>, and saves the new lines: no stored line is ever touched again.
/// </summary>
public sealed class CampaignTallyProjection : IProjection
{
    public const string ProjectionName = "campaign-tally";

    public string Name => ProjectionName;

    public IReadOnlyList<string> Tables { get; } = ["tally_line", "tally_subject", "tally_fact"];

    public async Task Apply(IReadOnlyList<LogEntry> entries, DbTransaction transaction, CancellationToken cancel)
    {
        var counted = entries.Where(CampaignLedger.Counts).ToList();
        if (counted.Count == 0)
        {
            return;
        }
        var ledger = new CampaignLedger();
        await TallyTables.Load(transaction, ledger, CampaignLedger.Concerned(counted), cancel);

        var lines = counted.SelectMany(ledger.Post).ToList();

        await TallyTables.Save(transaction, ledger, counted, cancel);
        await TallyTables.Add(transaction, lines, cancel);
    }
}
