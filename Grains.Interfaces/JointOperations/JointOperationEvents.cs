using System.Text.Json.Serialization;

namespace Coordination.JointOperations;

/// <summary>What happened to a joint operation. A discriminator is permanent; a changed shape is a new one.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(OperationCreated), "operation.created")]
[JsonDerivedType(typeof(OperationRecorded), "operation.recorded")]
[JsonDerivedType(typeof(PlanProposed), "operation.plan-proposed")]
[JsonDerivedType(typeof(PlanAccepted), "operation.plan-accepted")]
[JsonDerivedType(typeof(PlanRefused), "operation.plan-refused")]
[JsonDerivedType(typeof(RefusalDecided), "operation.refusal-decided")]
[JsonDerivedType(typeof(PartiesFellSilent), "operation.parties-silent")]
[JsonDerivedType(typeof(PartyWithdrew), "operation.party-withdrew")]
[JsonDerivedType(typeof(ReadinessReported), "operation.readiness-reported")]
[JsonDerivedType(typeof(ReadinessReached), "operation.ready")]
[JsonDerivedType(typeof(ReadinessLost), "operation.readiness-lost")]
[JsonDerivedType(typeof(GoGiven), "operation.go-given")]
[JsonDerivedType(typeof(ArmingStarted), "operation.arming")]
[JsonDerivedType(typeof(OperationArmed), "operation.armed")]
[JsonDerivedType(typeof(ExecutionStarted), "operation.executing")]
[JsonDerivedType(typeof(ResultsReported), "operation.results-reported")]
[JsonDerivedType(typeof(ConsolidationStarted), "operation.consolidating")]
[JsonDerivedType(typeof(OperationClosed), "operation.closed")]
[JsonDerivedType(typeof(OperationAborted), "operation.aborted")]
[JsonDerivedType(typeof(PartyStoodDown), "operation.stood-down")]
public abstract record JointOperationEvent;

public sealed record OperationCreated(JurisdictionCode Lead, Protected Title, string CampaignId) : JointOperationEvent;

/// <summary>An operation concluded before connection. Campaigns count it by lead, campaign and T0, as <see cref="OperationClosed"/>.</summary>
public sealed record OperationRecorded(
    JurisdictionCode Lead, string CampaignId, DateTimeOffset TZero, Protected Title, Plan Plan, string PlanHash,
    ImmutableArray<TargetReport> Reports) : JointOperationEvent;

/// <summary>A plan is in force from here on.</summary>
/// <param name="Invited">Who is asked (again) for an answer.</param>
/// <param name="Voided">Of these, whose standing consent the change has voided.</param>
/// <param name="Postponed">All targets that are out of the plan by now.</param>
/// <param name="Proposer">Who wrote this version; empty if it follows from the superior's decision.</param>
public sealed record PlanProposed(
    int Version, string Hash, Plan Plan, ImmutableArray<JurisdictionCode> Invited, ImmutableArray<JurisdictionCode> Voided,
    ImmutableArray<PlanTarget> Postponed, string Proposer) : JointOperationEvent;

public sealed record PlanAccepted(JurisdictionCode Party, string PlanHash, DateTimeOffset TZero, Protected? Reservation) : JointOperationEvent;

public sealed record PlanRefused(
    JurisdictionCode Party, string PlanHash, RefusalGround Ground, Protected? Details, DateTimeOffset At) : JointOperationEvent;

public sealed record RefusalDecided(JurisdictionCode Party, string PlanHash, RefusalDecision Decision, Protected Reason) : JointOperationEvent;

public sealed record PartiesFellSilent(ImmutableArray<JurisdictionCode> Parties) : JointOperationEvent;

public sealed record PartyWithdrew(JurisdictionCode Party, Protected Reason) : JointOperationEvent;

public sealed record ReadinessReported(JurisdictionCode Party, Readiness Readiness) : JointOperationEvent;

/// <summary>From here on nothing of the parties stands in the way of GO.</summary>
public sealed record ReadinessReached : JointOperationEvent;

public sealed record ReadinessLost : JointOperationEvent;

/// <summary>A person has given GO to the plan with this hash.</summary>
public sealed record GoGiven(string Actor, JurisdictionCode Jurisdiction, string PlanHash, DateTimeOffset At) : JointOperationEvent;

/// <summary>Two persons have given GO; what must be claimed before it is in force is claimed now.</summary>
public sealed record ArmingStarted : JointOperationEvent;

/// <summary>GO is in force. Ended only by an abort.</summary>
/// <param name="Participants">Who goes: all of them consented and were ready at this moment.</param>
public sealed record OperationArmed(
    string PlanHash, DateTimeOffset TZero, ImmutableArray<JurisdictionCode> Participants) : JointOperationEvent;

public sealed record ExecutionStarted(DateTimeOffset TZero) : JointOperationEvent;

/// <summary>A party's reports.</summary>
/// <param name="Reports">The new ones.</param>
/// <param name="Repeated">Sequences sent again: known, not counted again.</param>
/// <param name="StartedAt">When the party started by its own clock, if it said so for the first time.</param>
/// <param name="Complete">Each of its targets has a result by now.</param>
public sealed record ResultsReported(
    JurisdictionCode Party, ImmutableArray<TargetReport> Reports, ImmutableArray<long> Repeated, DateTimeOffset? StartedAt, bool Complete)
    : JointOperationEvent;

public sealed record ConsolidationStarted : JointOperationEvent;

/// <summary>The operation is over. Campaigns count it by lead, campaign and T0.</summary>
public sealed record OperationClosed(
    JurisdictionCode Lead, string CampaignId, DateTimeOffset TZero, OutcomeCounts Outcomes) : JointOperationEvent;

/// <summary>The operation is called off, whatever was decided before.</summary>
/// <param name="AlreadyActed">Whose execution was known of by then.</param>
public sealed record OperationAborted(
    JurisdictionCode By, Protected Reason, DateTimeOffset At, ImmutableArray<JurisdictionCode> AlreadyActed) : JointOperationEvent;

public sealed record PartyStoodDown(JurisdictionCode Party, DateTimeOffset At) : JointOperationEvent;

/// <summary>How many targets ended how; they add up to the targets.</summary>
[GenerateSerializer, Immutable, Alias("coord.OutcomeCounts")]
public sealed record OutcomeCounts(
    [property: Id(0)] int Arrested, [property: Id(1)] int Surrendered, [property: Id(2)] int NotFound, [property: Id(3)] int Unknown,
    [property: Id(4)] int Postponed, [property: Id(5)] int Released, [property: Id(6)] int PropertySeized)
{
    [JsonIgnore] public int Total => Arrested + Surrendered + NotFound + Unknown + Postponed + Released + PropertySeized;
}
