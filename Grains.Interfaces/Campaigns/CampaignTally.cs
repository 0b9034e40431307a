namespace Coordination.Campaigns;

/// <summary>A sum of ledger lines: what one jurisdiction achieved in one field on one day.</summary>
/// <param name="Day">The day in Asia/Shanghai of the field time.</param>
public sealed record TallyCell(TallyMetric Metric, JurisdictionCode Jurisdiction, FocusArea FocusArea, DateOnly Day, long Value);

/// <summary>What a set of jurisdictions achieved.</summary>
public sealed record CampaignFigures
{
    public long Cases { get; init; }
    public long Groups { get; init; }

    /// <summary>Shares in groups; may exceed them (K4).</summary>
    public long GroupParticipations { get; init; }
    public long Operations { get; init; }

    /// <summary>Shares in operations; may exceed them (K4).</summary>
    public long OperationParticipations { get; init; }

    /// <summary>Fen, in the official reading.</summary>
    public long Amount { get; init; }

    /// <summary>Fen, in the seed's literal reading. Source: domain rules 0.1.</summary>
    public long AmountSeedLiteral { get; init; }

    /// <exception cref="OverflowException">The sum is more than int64 holds.</exception>
    public static CampaignFigures Of(IEnumerable<TallyCell> cells)
    {
        var sums = new Dictionary<TallyMetric, long>();
        foreach (var cell in cells)
        {
            sums[cell.Metric] = checked(sums.GetValueOrDefault(cell.Metric) + cell.Value);
        }
        return new()
        {
            Cases = sums.GetValueOrDefault(TallyMetric.Cases),
            Groups = sums.GetValueOrDefault(TallyMetric.Groups),
            GroupParticipations = sums.GetValueOrDefault(TallyMetric.GroupParticipations),
            Operations = sums.GetValueOrDefault(TallyMetric.Operations),
            OperationParticipations = sums.GetValueOrDefault(TallyMetric.OperationParticipations),
            Amount = sums.GetValueOrDefault(TallyMetric.Amount),
            AmountSeedLiteral = sums.GetValueOrDefault(TallyMetric.AmountSeedLiteral),
        };
    }
}

/// <summary>The figures of a campaign at one moment. All of them are sums of the same cells, so provinces add up to the nation.</summary>
public sealed record CampaignTally(
    CampaignFigures National,
    CampaignFigures Key,
    ImmutableSortedDictionary<JurisdictionCode, CampaignFigures> Jurisdictions,
    ImmutableSortedDictionary<FocusArea, CampaignFigures> FocusAreas,
    ImmutableSortedDictionary<DateOnly, CampaignFigures> Days)
{
    private static readonly TimeSpan ShanghaiOffset = TimeSpan.FromHours(8);

    public static CampaignTally Of(Campaign campaign, IReadOnlyCollection<TallyCell> cells) => new(
        CampaignFigures.Of(cells),
        CampaignFigures.Of(cells.Where(cell => campaign.KeyJurisdictions.Contains(cell.Jurisdiction))),
        By(cells, cell => cell.Jurisdiction), By(cells, cell => cell.FocusArea), By(cells, cell => cell.Day));

    /// <summary>The cells of a campaign over these lines.</summary>
    public static IReadOnlyCollection<TallyCell> Cells(string campaignId, CampaignWindow window, IEnumerable<LedgerLine> lines) =>
    [
        .. lines.Where(line => line.Key.CountsFor(campaignId, window))
            .GroupBy(line => (line.Key.Metric, line.Key.Jurisdiction, line.Key.FocusArea, Day: Day(line.Key.At)), line => line.Delta)
            .Select(cell => new TallyCell(
                cell.Key.Metric, cell.Key.Jurisdiction, cell.Key.FocusArea, cell.Key.Day, cell.Aggregate(0L, (sum, delta) => checked(sum + delta))))
            .Where(cell => cell.Value != 0),
    ];

    /// <summary>The day in Asia/Shanghai (no summer time since 1991) of a field time in Unix milliseconds.</summary>
    public static DateOnly Day(long at) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(ShanghaiOffset).DateTime);

    private static ImmutableSortedDictionary<TBy, CampaignFigures> By<TBy>(IEnumerable<TallyCell> cells, Func<TallyCell, TBy> by) where TBy : notnull =>
        cells.GroupBy(by).ToImmutableSortedDictionary(group => group.Key, CampaignFigures.Of);
}
