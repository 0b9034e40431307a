using Coordination.Groups;
using Coordination.JointOperations;

namespace Coordination.Campaigns;

/// <summary>What the ledger keeps of a group: whether it is dismantled, since when, and who struck it.</summary>
public sealed record CountedGroup
{
    public JurisdictionCode Owner { get; init; }
    public FocusArea FocusArea { get; init; }
    public DateTimeOffset? DismantledAt { get; init; }
    public ImmutableArray<JurisdictionCode> StruckBy { get; init; } = [];

    public CountedGroup Apply(GroupEvent happened) => happened switch
    {
        GroupDescribed e => this with { FocusArea = e.FocusArea },
        GroupDismantled e => new() { Owner = e.Owner, FocusArea = e.FocusArea, DismantledAt = e.At, StruckBy = e.StruckBy },
        DismantlingLapsed => this with { DismantledAt = null, StruckBy = [] },
        _ => this,
    };

    /// <summary>One group, with its owner; a share for each who struck it.</summary>
    public IEnumerable<(TallyKey Key, long Value)> Figures() => DismantledAt is not { } at ? [] :
    [
        (new(TallyMetric.Groups, Owner, FocusArea, at.ToUnixTimeMilliseconds()), 1),
        .. StruckBy.Select(by => (new TallyKey(TallyMetric.GroupParticipations, by, FocusArea, at.ToUnixTimeMilliseconds()), 1L)),
    ];
}

/// <summary>What the ledger keeps of a joint operation. Only a concluded one counts: before, its figures are provisional (O10).</summary>
public sealed record CountedOperation
{
    public JurisdictionCode Lead { get; init; }

    /// <summary>The campaign that counts it; empty if none does.</summary>
    public string CampaignId { get; init; } = "";
    public ImmutableArray<JurisdictionCode> Participants { get; init; } = [];

    /// <summary>T0 of the concluded operation; null before.</summary>
    public DateTimeOffset? ConcludedFor { get; init; }

    public CountedOperation Apply(JointOperationEvent happened) => happened switch
    {
        OperationArmed e => this with { Participants = e.Participants },
        OperationClosed e => this with { Lead = e.Lead, CampaignId = e.CampaignId, ConcludedFor = e.TZero },
        OperationRecorded e => new()
        {
            Lead = e.Lead, CampaignId = e.CampaignId, ConcludedFor = e.TZero, Participants = [.. e.Plan.Parties.Select(party => party.Code)],
        },
        _ => this,
    };

    /// <summary>One operation, with its lead; a share for each who took part.</summary>
    public IEnumerable<(TallyKey Key, long Value)> Figures() => ConcludedFor is not { } at || CampaignId.Length == 0 ? [] :
    [
        (Key(TallyMetric.Operations, Lead, at), 1),
        .. Participants.Append(Lead).Distinct().Select(party => (Key(TallyMetric.OperationParticipations, party, at), 1L)),
    ];

    private TallyKey Key(TallyMetric metric, JurisdictionCode jurisdiction, DateTimeOffset at) =>
        new(metric, jurisdiction, FocusArea.Unspecified, at.ToUnixTimeMilliseconds(), CampaignId: CampaignId);
}
