namespace Coordination.JointOperations;

/// <summary>What the parties consent to. Its hash covers all but <see cref="ConsentDue"/>, <see cref="LeadTime"/> and protected text.</summary>
[GenerateSerializer, Immutable, Alias("coord.OperationPlan")]
public sealed record Plan
{
    /// <summary>The targets of one plan: with their reports they are one row. A larger action is several operations of a campaign.</summary>
    public const int TargetsMax = 500;

    /// <summary>The moment at which all act.</summary>
    [Id(0)] public DateTimeOffset TZero { get; init; }

    /// <summary>Until when the parties answer; who has not is silent.</summary>
    [Id(1)] public DateTimeOffset ConsentDue { get; init; }

    /// <summary>GO is given at least this long before <see cref="TZero"/>. Source: O4.</summary>
    [Id(2)] public TimeSpan LeadTime { get; init; }
    [Id(3)] public Quorum Quorum { get; init; } = Quorum.All;
    [Id(4)] public DisconnectedPolicy DisconnectedPolicy { get; init; }
    [Id(5)] public ImmutableArray<PlanParty> Parties { get; init; } = [];
    [Id(6)] public ImmutableArray<PlanTarget> Targets { get; init; } = [];
}

/// <summary>A party of the plan.</summary>
/// <param name="Code">Its jurisdiction.</param>
[GenerateSerializer, Immutable, Alias("coord.PlanParty")]
public sealed record PlanParty([property: Id(0)] JurisdictionCode Code)
{
    /// <summary>Codes of the teams it sends; in any order.</summary>
    [Id(1)] public ImmutableArray<string> Teams { get; init; } = [];
}

/// <summary>One target of the plan.</summary>
/// <param name="Id">Unique within the operation, chosen by the lead, e.g. <c>15</c>.</param>
/// <param name="Subject">Resource name of the suspect or group, e.g. <c>suspects/…</c>; unique within the operation.</param>
/// <param name="Party">Who acts on it.</param>
[GenerateSerializer, Immutable, Alias("coord.PlanTarget")]
public sealed record PlanTarget(
    [property: Id(0)] string Id, [property: Id(1)] string Subject, [property: Id(2)] JurisdictionCode Party)
{
    /// <summary>What is to be done; in any order.</summary>
    [Id(3)] public ImmutableArray<Measure> Measures { get; init; } = [];

    /// <summary>Where it is expected. Guidance, not a term of consent: correcting it voids nothing.</summary>
    [Id(4)] public Protected? Address { get; init; }

    /// <summary>Notes for the team. Guidance as well.</summary>
    [Id(5)] public Protected? Notes { get; init; }
}

/// <summary>Measures against a target.</summary>
public enum Measure
{
    Unspecified = 0,
    Arrest,
    Summon,
    Search,
    Seizure,
    Freeze,
    Surveillance,
}

/// <summary>Whose readiness GO waits for. Parties outside it may stay out by confirmed refusal or silence, never by withdrawing.</summary>
[GenerateSerializer, Immutable, Alias("coord.Quorum")]
public sealed record Quorum([property: Id(0)] QuorumRule Rule)
{
    public static readonly Quorum All = new(QuorumRule.All);

    /// <summary>Who must be ready under <see cref="QuorumRule.AllCore"/>.</summary>
    [Id(1)] public ImmutableArray<JurisdictionCode> Core { get; init; } = [];

    /// <summary>How many must be ready under <see cref="QuorumRule.AtLeast"/>.</summary>
    [Id(2)] public int Count { get; init; }
}

/// <summary>Kinds of quorum.</summary>
public enum QuorumRule
{
    Unspecified = 0,
    All,
    AllCore,
    AtLeast,
}

/// <summary>What a party does at T0 if it has lost contact. Source: O5.</summary>
public enum DisconnectedPolicy
{
    Unspecified = 0,
    ProceedAsOrdered,
    Hold,
}
