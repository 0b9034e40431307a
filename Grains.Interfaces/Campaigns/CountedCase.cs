using System.Text.Json.Serialization;
using Coordination.Cases;

namespace Coordination.Campaigns;

/// <summary>What the ledger keeps of a case.</summary>
public sealed record CountedCase
{
    public JurisdictionCode Owner { get; init; }
    public FocusArea FocusArea { get; init; }
    public CaseStatus Status { get; init; }

    /// <summary>The first filing; a case filed again after withdrawal keeps it.</summary>
    public DateTimeOffset? FirstFiledAt { get; init; }

    /// <summary>How often it was filed.</summary>
    public int Filings { get; init; }

    /// <summary>The case that this one is joined into.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Its own fact lines by fact id.</summary>
    public ImmutableDictionary<string, CountedFact> Facts { get; init; } = ImmutableDictionary<string, CountedFact>.Empty;

    /// <summary>True while it is a filed case of its own.</summary>
    [JsonIgnore] public bool IsStanding => FirstFiledAt is not null && Status.IsStanding();

    public CountedCase Apply(CaseEvent happened) => happened switch
    {
        CaseReported e => this with { Owner = e.Owner, FocusArea = e.FocusArea, Status = CaseStatus.Reported },
        CaseDescribed { FocusArea: { } area } => this with { FocusArea = area },
        CaseFiled e => this with { Status = e.To, FirstFiledAt = FirstFiledAt ?? e.At, Filings = Filings + 1 },
        // A first filing that a superior revoked has never been.
        DecisionRevoked { From: CaseStatus.Filed } e => this with { Status = e.To, FirstFiledAt = Filings > 1 ? FirstFiledAt : null },
        CaseTransition e => this with { Status = e.To },
        FactsRecorded e => this with { Facts = Facts.SetItems(e.Lines.Select(line => KeyValuePair.Create(line.FactId, CountedFact.Of(line)))) },
        TransferAccepted e => this with { Owner = e.To },
        CaseMerged e => this with { Status = CaseStatus.Merged, MergedInto = e.Into },
        CaseUnmerged e => this with { Status = e.Restored, MergedInto = null },
        _ => this,
    };
}

/// <summary>A fact's amounts in fen, in both readings.</summary>
public readonly record struct CountedFact(long Official, long SeedLiteral)
{
    public static CountedFact Of(FactLine line) => new(line.Amount(AmountReading.Official), line.Amount(AmountReading.SeedLiteral));
}
