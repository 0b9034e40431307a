using System.Text.Json.Serialization;

namespace Coordination.Groups;

/// <summary>A group as it stands. Grows by its members and what was done against them, which every decision needs.</summary>
[GenerateSerializer, Immutable, Alias("coord.Group")]
public sealed record Group
{
    /// <summary>The jurisdiction that leads on it; default before it is registered.</summary>
    [Id(0)] public JurisdictionCode Owner { get; init; }
    [Id(1)] public Protected? Title { get; init; }

    /// <summary>The police's own word for it, e.g. 职业化犯罪团伙; no legal meaning.</summary>
    [Id(2)] public string PoliceTerm { get; init; } = "";
    [Id(3)] public LegalTier LegalTier { get; init; }
    [Id(4)] public FocusArea FocusArea { get; init; }

    /// <summary>Who takes part besides the owner.</summary>
    [Id(5)] public ImmutableArray<JurisdictionCode> Participants { get; init; } = [];
    [Id(6)] public ImmutableArray<Membership> Members { get; init; } = [];

    /// <summary>Where each member stands with the law, in whatever role; absent means unspecified.</summary>
    [Id(7)] public ImmutableArray<Standing> Standings { get; init; } = [];

    /// <summary>Stages of the chain that it is known to run.</summary>
    [Id(8)] public ImmutableArray<ChainStage> Stages { get; init; } = [];
    [Id(9)] public ImmutableArray<GroupAction> Actions { get; init; } = [];
    [Id(10)] public ImmutableArray<GroupCase> Cases { get; init; } = [];

    /// <summary>Groups that supply it, by grain key.</summary>
    [Id(11)] public ImmutableArray<string> Upstream { get; init; } = [];

    /// <summary>Groups that it supplies, as far as it has learned of their links.</summary>
    [Id(12)] public ImmutableArray<string> Downstream { get; init; } = [];

    /// <summary>When it was dismantled, as confirmed; null if it is not.</summary>
    [Id(13)] public DateTimeOffset? DismantledAt { get; init; }

    [JsonIgnore] public bool Exists => Owner != default;

    /// <summary>All who may know of it, besides the ministry.</summary>
    public IEnumerable<JurisdictionCode> Parties() => Participants.Add(Owner).Order();
}

/// <summary>One person's time in a group. Spans of one person do not overlap.</summary>
/// <param name="Suspect">The person, by grain key or entity id as the wire names it.</param>
/// <param name="Start">First moment; null if not known, which is before any that is.</param>
/// <param name="End">First moment after it; null if it lasts.</param>
[GenerateSerializer, Immutable, Alias("coord.Membership")]
public sealed record Membership(
    [property: Id(0)] string Suspect, [property: Id(1)] MemberRole Role, [property: Id(2)] DateTimeOffset? Start, [property: Id(3)] DateTimeOffset? End)
{
    /// <summary>Organisers and leaders must be dealt with before a group is dismantled.</summary>
    [JsonIgnore] public bool Leads => Role is MemberRole.Organiser or MemberRole.Leader;

    public bool Overlaps(Membership other) =>
        (End is null || other.Start is null || other.Start < End) && (other.End is null || Start is null || Start < other.End);
}

/// <summary>Where one person stands with the law.</summary>
[GenerateSerializer, Immutable, Alias("coord.Standing")]
public sealed record Standing([property: Id(0)] string Suspect, [property: Id(1)] MemberStanding Value);

/// <summary>An action executed against one stage of a group.</summary>
/// <param name="ActionId">The sender's own id, unique in the group.</param>
/// <param name="By">The jurisdiction that carried it out.</param>
[GenerateSerializer, Immutable, Alias("coord.GroupAction")]
public sealed record GroupAction(
    [property: Id(0)] string ActionId, [property: Id(1)] ChainStage Stage, [property: Id(2)] JurisdictionCode By, [property: Id(3)] DateTimeOffset At);

/// <summary>A case about a group.</summary>
/// <param name="CaseId">The case's grain key.</param>
/// <param name="FiledAt">When it was filed; null if the group has not learned of a filing or the case was withdrawn.</param>
[GenerateSerializer, Immutable, Alias("coord.GroupCase")]
public sealed record GroupCase([property: Id(0)] string CaseId, [property: Id(1)] DateTimeOffset? FiledAt);
