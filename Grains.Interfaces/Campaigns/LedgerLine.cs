namespace Coordination.Campaigns;

/// <summary>What the ledger counts.</summary>
public enum TallyMetric
{
    Unspecified = 0,

    /// <summary>Cases filed and standing.</summary>
    Cases,

    /// <summary>Fen of distinct facts, in the official reading.</summary>
    Amount,

    /// <summary>The same in the seed's literal reading. Source: domain rules 0.1.</summary>
    AmountSeedLiteral,

    /// <summary>Groups dismantled, each once with its owner.</summary>
    Groups,

    /// <summary>Shares of jurisdictions in dismantled groups.</summary>
    GroupParticipations,

    /// <summary>Joint operations concluded, each once with its lead.</summary>
    Operations,

    /// <summary>Shares of jurisdictions in concluded operations.</summary>
    OperationParticipations,
}

/// <summary>
/// One line of the national ledger. Lines are only ever added: a figure as of any moment is the sum of the lines up to it. No line
/// belongs to a window, so that a campaign opened later counts what was there before.
/// </summary>
/// <param name="Seq">The log entry that it follows from.</param>
/// <param name="Number">Place among the lines of that entry, from 1.</param>
/// <param name="DecidedAt">When that entry was decided.</param>
public sealed record LedgerLine(long Seq, int Number, DateTimeOffset DecidedAt, TallyKey Key, long Delta);

/// <summary>What a line counts towards.</summary>
/// <param name="At">Field time, Unix milliseconds: what a window is asked about.</param>
/// <param name="Earlier">
/// Only for amounts: field time of the case that was filed before this one and reports the same fact. A window that holds both counts
/// the fact with the earlier case only. <see cref="Nothing"/> if there is no such case.
/// </param>
/// <param name="CampaignId">The one campaign that it counts for; empty for every campaign.</param>
public readonly record struct TallyKey(
    TallyMetric Metric, JurisdictionCode Jurisdiction, FocusArea FocusArea, long At, long Earlier = TallyKey.Nothing, string CampaignId = "")
{
    /// <summary>Before every window.</summary>
    public const long Nothing = long.MinValue;

    /// <summary>True if a campaign with this window counts it.</summary>
    public bool CountsFor(string campaignId, CampaignWindow window) =>
        At >= window.Start.ToUnixTimeMilliseconds() && At <= window.End.ToUnixTimeMilliseconds()
        && Earlier < window.Start.ToUnixTimeMilliseconds()
        && (CampaignId.Length == 0 || CampaignId == campaignId);
}
