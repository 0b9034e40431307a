namespace Coordination.JointOperations;

/// <summary>
/// A joint operation as it stands. Grows by its targets and their reports, which every decision about it needs (some 150 bytes each);
/// who decided what and when is the log's.
/// </summary>
[GenerateSerializer, Immutable, Alias("coord.JointOperation")]
public sealed record JointOperation
{
    [Id(0)] public OperationStatus Status { get; init; }

    /// <summary>The jurisdiction that leads and owns it.</summary>
    [Id(1)] public JurisdictionCode Lead { get; init; }
    [Id(2)] public Protected? Title { get; init; }

    /// <summary>The campaign that counts it; empty if none.</summary>
    [Id(3)] public string CampaignId { get; init; } = "";

    /// <summary>The plan in force; null before the first is proposed.</summary>
    [Id(4)] public Plan? Plan { get; init; }

    /// <summary>Counts proposed plans from 1.</summary>
    [Id(5)] public int PlanVersion { get; init; }

    /// <summary>SHA-256 of the plan's canonical form, 64 lower-case hex digits. What consent and GO name.</summary>
    [Id(6)] public string PlanHash { get; init; } = "";

    /// <summary>Who wrote any version of the plan; none of them may give GO. Source: separation of duties.</summary>
    [Id(7)] public ImmutableArray<string> Proposers { get; init; } = [];
    [Id(8)] public ImmutableArray<Party> Parties { get; init; } = [];

    /// <summary>Targets of parties that were dropped: out of the plan, still in the figures.</summary>
    [Id(9)] public ImmutableArray<PlanTarget> Postponed { get; init; } = [];

    /// <summary>The GOs given to the plan in force: one is pending, two different persons arm.</summary>
    [Id(10)] public ImmutableArray<GoApproval> Approvals { get; init; } = [];

    /// <summary>All accepted reports in order of receipt, superseded ones included.</summary>
    [Id(11)] public ImmutableArray<TargetReport> Reports { get; init; } = [];

    /// <summary>The last refusal of each party to each version of the plan.</summary>
    [Id(12)] public ImmutableArray<Refusal> Refusals { get; init; } = [];

    /// <summary>When the abort was decided.</summary>
    [Id(13)] public DateTimeOffset? AbortedAt { get; init; }
}

/// <summary>States of an operation; <see cref="Closed"/> and <see cref="Aborted"/> are final. Source: B9.</summary>
public enum OperationStatus
{
    Unspecified = 0,
    Draft,
    Proposed,
    Consenting,
    Ready,

    /// <summary>The second GO is given and not yet in force.</summary>
    Arming,
    Armed,
    Executing,
    Consolidating,
    Closed,
    Aborted,
}

/// <summary>Where one party stands. Source: B9.</summary>
public enum PartyStatus
{
    Unspecified = 0,

    /// <summary>Has yet to answer the plan in force.</summary>
    Invited,
    Accepted,
    AcceptedWithReservation,
    Refused,

    /// <summary>Let the consent deadline pass: escalated, never taken as consent.</summary>
    Silent,
    Withdrawn,
    Holding,
    Ready,
    Executing,

    /// <summary>Has a result for each of its targets.</summary>
    Reported,
    StoodDown,

    /// <summary>Acted before the abort reached it.</summary>
    ExecutedBeforeAbort,
}

/// <summary>One party and its answer.</summary>
[GenerateSerializer, Immutable, Alias("coord.OperationParty")]
public sealed record Party([property: Id(0)] JurisdictionCode Code, [property: Id(1)] PartyStatus Status)
{
    /// <summary>The hash that its standing consent named; empty without one. Earlier than the plan's if no later change affected it.</summary>
    [Id(2)] public string ConsentHash { get; init; } = "";

    /// <summary>The T0 of the plan it consented to: small shifts are measured from here, so that they cannot add up.</summary>
    [Id(3)] public DateTimeOffset? ConsentTZero { get; init; }

    /// <summary>Its consent was to an earlier plan and was voided by a change.</summary>
    [Id(4)] public bool ConsentVoided { get; init; }

    /// <summary>The common superior overruled its refusal or silence: it is bound to this plan.</summary>
    [Id(5)] public bool BoundByOrder { get; init; }
    [Id(6)] public Protected? Reservation { get; init; }

    /// <summary>When it started, by its own clock; its skew is the distance to T0.</summary>
    [Id(7)] public DateTimeOffset? StartedAt { get; init; }
}

/// <summary>A refusal of the plan and what became of it. Source: O2, J11.</summary>
[GenerateSerializer, Immutable, Alias("coord.OperationRefusal")]
public sealed record Refusal(
    [property: Id(0)] JurisdictionCode Party, [property: Id(1)] int PlanVersion, [property: Id(2)] RefusalGround Ground,
    [property: Id(3)] DateTimeOffset At)
{
    [Id(4)] public Protected? Details { get; init; }

    /// <summary>What the common superior decided; unspecified while it has not.</summary>
    [Id(5)] public RefusalDecision Decision { get; init; }
}

/// <summary>The lawful grounds to refuse. Source: J11 (MPS Order 159, art. 347, 355, 356; economic crime rules, art. 63) and O2.</summary>
public enum RefusalGround
{
    Unspecified = 0,

    /// <summary>Formal papers are missing (art. 347): the lead supplies them.</summary>
    PapersIncomplete,
    NotPoliceMatter,
    JurisdictionDispute,

    /// <summary>Raised and reported up, between provinces through both provincial departments.</summary>
    ManifestlyUnlawful,

    /// <summary>It would harm an operation of the party's own.</summary>
    OwnOperationConflict,
}

/// <summary>What the common superior makes of a refusal or of silence. Source: O2.</summary>
public enum RefusalDecision
{
    Unspecified = 0,

    /// <summary>The refusal stands; the party stays in the plan and takes no part.</summary>
    Confirm,

    /// <summary>Binding: the party takes part as if it had accepted (MPS Order 159, art. 7).</summary>
    Overrule,

    /// <summary>The party leaves the plan, its targets are postponed, all others consent anew.</summary>
    Drop,
}

/// <summary>One person's GO to one plan.</summary>
[GenerateSerializer, Immutable, Alias("coord.GoApproval")]
public sealed record GoApproval(
    [property: Id(0)] string Actor, [property: Id(1)] JurisdictionCode Jurisdiction, [property: Id(2)] DateTimeOffset At);

/// <summary>What a party reports of one target. Source: O6.</summary>
/// <param name="Sequence">The party's own number for this report; (party, sequence) counts once.</param>
/// <param name="EventTime">When it happened in the field.</param>
/// <param name="ReceivedAt">When it was received; as-of views go by this.</param>
[GenerateSerializer, Immutable, Alias("coord.TargetReport")]
public sealed record TargetReport(
    [property: Id(0)] JurisdictionCode Party, [property: Id(1)] long Sequence, [property: Id(2)] string TargetId,
    [property: Id(3)] TargetOutcome Outcome, [property: Id(4)] DateTimeOffset EventTime, [property: Id(5)] DateTimeOffset ReceivedAt)
{
    /// <summary>The earlier report of the same party and target that this one corrects.</summary>
    [Id(6)] public long? Supersedes { get; init; }
}

/// <summary>What became of a target. Source: O6.</summary>
public enum TargetOutcome
{
    Unspecified = 0,
    Arrested,
    Surrendered,
    NotFound,

    /// <summary>Not heard of: neither failed nor done.</summary>
    Unknown,
    Postponed,

    /// <summary>Let go after arrest, e.g. the wrong person.</summary>
    Released,
    PropertySeized,
}
