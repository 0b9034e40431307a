namespace Coordination.JointOperations;

/// <summary>An instruction to one joint operation.</summary>
[GenerateSerializer, Immutable, Alias("coord.JointOperationCommand")]
public abstract record JointOperationCommand(CommandHeader Header) : Command(Header);

/// <summary>Opens a draft. The lead opens its own; the ministry for any.</summary>
[GenerateSerializer, Immutable, Alias("coord.CreateOperation")]
public sealed record CreateOperation(
    CommandHeader Header, [property: Id(0)] JurisdictionCode Lead, [property: Id(1)] Protected Title, [property: Id(2)] string CampaignId)
    : JointOperationCommand(Header);

/// <summary>Registers an operation that was over before this system was connected, in one write: it is closed from the start.</summary>
[GenerateSerializer, Immutable, Alias("coord.RecordConcluded")]
public sealed record RecordConcluded(
    CommandHeader Header, [property: Id(0)] JurisdictionCode Lead, [property: Id(1)] Protected Title, [property: Id(2)] string CampaignId,
    [property: Id(3)] Plan Plan, [property: Id(4)] ImmutableArray<ReportedResult> Results) : JointOperationCommand(Header);

/// <summary>Proposes a plan, the first or a changed one; by the lead or the ministry. Voids the consents that the change affects (O1).</summary>
[GenerateSerializer, Immutable, Alias("coord.ProposePlan")]
public sealed record ProposePlan(CommandHeader Header, [property: Id(0)] Plan Plan) : JointOperationCommand(Header), ITimeCritical;

/// <summary>Adds targets, or takes up postponed ones: all or none. A new version of the plan.</summary>
[GenerateSerializer, Immutable, Alias("coord.AssignTargets")]
public sealed record AssignTargets(CommandHeader Header, [property: Id(0)] ImmutableArray<PlanTarget> Targets) : JointOperationCommand(Header);

/// <summary>A party's answer for itself to the plan with this hash. Replaces its earlier answer.</summary>
[GenerateSerializer, Immutable, Alias("coord.RespondToPlan")]
public sealed record RespondToPlan(
    CommandHeader Header, [property: Id(0)] string PlanHash, [property: Id(1)] PlanAnswer Answer) : JointOperationCommand(Header)
{
    /// <summary>Needed to refuse. Source: O2.</summary>
    [Id(2)] public RefusalGround Ground { get; init; }

    /// <summary>The reservation, or what the refusal says.</summary>
    [Id(3)] public Protected? Details { get; init; }
}

/// <summary>Ways to answer a plan.</summary>
public enum PlanAnswer
{
    Unspecified = 0,
    Accept,
    AcceptWithReservation,
    Refuse,
}

/// <summary>The common superior's decision on a party that refused, is silent or withdrew; by the ministry.</summary>
[GenerateSerializer, Immutable, Alias("coord.DecideRefusal")]
public sealed record DecideRefusal(
    CommandHeader Header, [property: Id(0)] JurisdictionCode Party, [property: Id(1)] RefusalDecision Decision,
    [property: Id(2)] Protected Reason) : JointOperationCommand(Header);

/// <summary>The consent deadline passed; sent when it is due.</summary>
[GenerateSerializer, Immutable, Alias("coord.PassConsentDeadline")]
public sealed record PassConsentDeadline(CommandHeader Header) : JointOperationCommand(Header), ITimeCritical;

/// <summary>A party's readiness, for itself; after an abort, that it stands down.</summary>
[GenerateSerializer, Immutable, Alias("coord.ReportReadiness")]
public sealed record ReportReadiness(CommandHeader Header, [property: Id(0)] Readiness Readiness) : JointOperationCommand(Header);

/// <summary>What a party reports of itself.</summary>
public enum Readiness
{
    Unspecified = 0,
    Ready,
    Holding,

    /// <summary>Neither ready nor holding any more.</summary>
    Back,

    /// <summary>The abort has arrived and is obeyed.</summary>
    StoodDown,
}

/// <summary>One person's GO to the plan with this hash: the first is pending, the second of another person arms.</summary>
[GenerateSerializer, Immutable, Alias("coord.DecideGo")]
public sealed record DecideGo(CommandHeader Header, [property: Id(0)] string PlanHash) : JointOperationCommand(Header), ITimeCritical;

/// <summary>T0 is reached; sent when it is due.</summary>
[GenerateSerializer, Immutable, Alias("coord.ReachTZero")]
public sealed record ReachTZero(CommandHeader Header) : JointOperationCommand(Header), ITimeCritical;

/// <summary>Aborts, if the lead or the ministry says so; from any other party it is that party's withdrawal, which blocks GO.</summary>
[GenerateSerializer, Immutable, Alias("coord.AbortOperation")]
public sealed record AbortOperation(CommandHeader Header, [property: Id(0)] Protected Reason) : JointOperationCommand(Header);

/// <summary>A party's reports on its own targets: all or none. Those already known are counted once.</summary>
[GenerateSerializer, Immutable, Alias("coord.ReportResults")]
public sealed record ReportResults(
    CommandHeader Header, [property: Id(0)] ImmutableArray<ReportedResult> Results) : JointOperationCommand(Header)
{
    /// <summary>When the party started, by its own clock; the first one given is kept.</summary>
    [Id(1)] public DateTimeOffset? StartedAt { get; init; }
}

/// <summary>One result as the party sends it; see <see cref="TargetReport"/>.</summary>
[GenerateSerializer, Immutable, Alias("coord.ReportedResult")]
public sealed record ReportedResult(
    [property: Id(0)] long Sequence, [property: Id(1)] string TargetId, [property: Id(2)] TargetOutcome Outcome,
    [property: Id(3)] DateTimeOffset EventTime)
{
    [Id(4)] public long? Supersedes { get; init; }
}

/// <summary>Closes: figures are final and flow to the campaign; by the lead or the ministry.</summary>
[GenerateSerializer, Immutable, Alias("coord.CloseOperation")]
public sealed record CloseOperation(CommandHeader Header) : JointOperationCommand(Header);
