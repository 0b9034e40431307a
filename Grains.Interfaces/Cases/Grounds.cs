namespace Coordination.Cases;

/// <summary>What one kind of transition must show. Each is kept as it was given in the event of the transition.</summary>
[GenerateSerializer, Immutable, Alias("coord.Grounds")]
public abstract record Grounds;

/// <summary>How long a filing review may take. Source: E17-15, 16.</summary>
public enum ReviewClass
{
    Unspecified = 0,

    /// <summary>7 days; 3 for an agency's referral.</summary>
    Ordinary,

    /// <summary>30 days, approved at county level.</summary>
    Complex,

    /// <summary>60 days: extra-complex or across regions, approved at city level.</summary>
    CrossRegion,
}

/// <summary>REPORTED to ACCEPTED.</summary>
/// <param name="FormNumber">受案登记表.</param>
/// <param name="ReceiptNumber">受案回执.</param>
[GenerateSerializer, Immutable, Alias("coord.Acceptance")]
public sealed record Acceptance(
    [property: Id(0)] string FormNumber, [property: Id(1)] string ReceiptNumber, [property: Id(2)] ReviewClass Review) : Grounds;

/// <summary>The three conditions that filing needs together. Source: P-178; E17-17.</summary>
public enum FilingCondition
{
    Unspecified = 0,
    CriminalFact,
    LiabilityThreshold,
    OwnJurisdiction,
}

/// <summary>The way by which a case comes to be filed.</summary>
public enum FilingRoute
{
    Unspecified = 0,

    /// <summary>After acceptance.</summary>
    Initial,

    /// <summary>The complainant asked for review within 7 days and was right (P-179).</summary>
    ComplainantReview,

    /// <summary>The next level up reviewed it, asked within 7 days of the first review (P-179).</summary>
    ComplainantReviewAbove,

    /// <summary>The referring agency asked for review within 3 days and was right (P-181; R730-9).</summary>
    AgencyReview,

    /// <summary>The procurator gave notice to file: within 15 days (P-182).</summary>
    ProcuratorNotice,

    /// <summary>New facts or evidence (P-190).</summary>
    NewFacts,
}

/// <summary>To FILED.</summary>
/// <param name="FilingNumber">Filing document; never one used before.</param>
/// <param name="RouteDocument">The review decision, notice or new evidence that the route rests on; empty for the initial one.</param>
/// <param name="CountedFrom">When the asker was told of the decision that it asked to review.</param>
/// <param name="RequestedAt">When it asked.</param>
[GenerateSerializer, Immutable, Alias("coord.Filing")]
public sealed record Filing(
    [property: Id(0)] FilingRoute Route,
    [property: Id(1)] string FilingNumber,
    [property: Id(2)] ImmutableArray<FilingCondition> Conditions,
    [property: Id(3)] string RouteDocument = "",
    [property: Id(4)] DateTimeOffset? CountedFrom = null,
    [property: Id(5)] DateTimeOffset? RequestedAt = null) : Grounds;

/// <summary>ACCEPTED to NOT_FILED.</summary>
/// <param name="NoticeNumber">The notice to the complainant or the referring agency; needed where there is one.</param>
[GenerateSerializer, Immutable, Alias("coord.FilingRefusal")]
public sealed record FilingRefusal([property: Id(0)] string NoticeNumber) : Grounds;

/// <summary>To TRANSFERRED: to an authority outside the network.</summary>
/// <param name="Receiver">The authority, e.g. a military security organ.</param>
/// <param name="NoticeNumber">移送案件通知书.</param>
/// <param name="ReporterToldAt">When the reporter was told.</param>
[GenerateSerializer, Immutable, Alias("coord.HandOver")]
public sealed record HandOver(
    [property: Id(0)] string Receiver, [property: Id(1)] string NoticeNumber, [property: Id(2)] DateTimeOffset? ReporterToldAt) : Grounds;

/// <summary>ACCEPTED to ADMIN.</summary>
/// <param name="DecisionNumber">The administrative file that takes it up.</param>
[GenerateSerializer, Immutable, Alias("coord.AdministrativeHandling")]
public sealed record AdministrativeHandling([property: Id(0)] string DecisionNumber) : Grounds;

/// <summary>FILED to INVESTIGATING.</summary>
/// <param name="Investigators">Officer ids, at least one.</param>
[GenerateSerializer, Immutable, Alias("coord.Investigation")]
public sealed record Investigation([property: Id(0)] ImmutableArray<string> Investigators) : Grounds;

/// <summary>Why a case is withdrawn. Source: P-186, 188; E17-25.</summary>
public enum WithdrawalGround
{
    Unspecified = 0,

    /// <summary>P-186 (1): no criminal fact.</summary>
    NoCriminalFact,

    /// <summary>P-186 (2): obviously minor, not a crime.</summary>
    ObviouslyMinor,

    /// <summary>P-186 (3): past the limitation of prosecution.</summary>
    LimitationExpired,

    /// <summary>P-186 (4): punishment remitted by amnesty.</summary>
    Amnesty,

    /// <summary>P-186 (5): the suspect died.</summary>
    SuspectDied,

    /// <summary>P-186 (6): no liability by another provision of law.</summary>
    NoLiabilityByLaw,

    /// <summary>E17-25: 12 months after the coercive measure ended without referral.</summary>
    TwelveMonthsAfterMeasure,

    /// <summary>E17-25: 2 years after filing without any coercive measure and without referral.</summary>
    TwoYearsWithoutMeasure,

    /// <summary>E17-25: the procurator gave notice to withdraw.</summary>
    ProcuratorNotice,

    /// <summary>P-188: by approval of the Supreme People's Procuratorate, through the ministry.</summary>
    SpecialApproval,
}

/// <summary>To WITHDRAWN. Every measure still in force ends with it (P-187).</summary>
/// <param name="NoticeNumber">The notice to suspect, victim and referring agency.</param>
/// <param name="GroundDocument">The procurator's notice or the special approval; empty for the other grounds.</param>
[GenerateSerializer, Immutable, Alias("coord.Withdrawal")]
public sealed record Withdrawal(
    [property: Id(0)] WithdrawalGround Ground, [property: Id(1)] string NoticeNumber, [property: Id(2)] string GroundDocument = "") : Grounds;

/// <summary>Investigation against one suspect ends; the case goes on with its status (P-186).</summary>
/// <param name="Suspect">Grain key of the suspect record.</param>
[GenerateSerializer, Immutable, Alias("coord.SuspectTermination")]
public sealed record SuspectTermination([property: Id(0)] string Suspect) : Grounds;

/// <summary>The conditions of concluding an investigation, all needed. Source: P-283; the last: CPL-56.</summary>
public enum ConclusionCondition
{
    Unspecified = 0,
    FactsClear,
    EvidenceSufficient,
    OffenceCorrect,
    FormalitiesComplete,
    LiabilityDue,
    IllegalEvidenceExcluded,
}

/// <summary>INVESTIGATING to CONCLUDED.</summary>
[GenerateSerializer, Immutable, Alias("coord.Conclusion")]
public sealed record Conclusion([property: Id(0)] ImmutableArray<ConclusionCondition> Conditions) : Grounds;

/// <summary>What the indictment opinion says of one suspect: needed for each in a joint crime (P-290).</summary>
/// <param name="Suspect">Grain key of the suspect record.</param>
/// <param name="Role">Place in the joint crime, e.g. <c>PRINCIPAL</c>; empty for a sole offender.</param>
/// <param name="Opinion">The opinion's code or article.</param>
[GenerateSerializer, Immutable, Alias("coord.SuspectOpinion")]
public sealed record SuspectOpinion(
    [property: Id(0)] string Suspect, [property: Id(1)] string Role, [property: Id(2)] string Opinion);

/// <summary>To PROSECUTION_REVIEW, at first or again after a return.</summary>
/// <param name="PropertyListNumber">List of seized and frozen property, attached also when it says none (P-288).</param>
/// <param name="Complex">The procurator's review may take 15 days more (CPL-172).</param>
[GenerateSerializer, Immutable, Alias("coord.ProsecutionReferral")]
public sealed record ProsecutionReferral(
    [property: Id(0)] ImmutableArray<SuspectOpinion> Suspects,
    [property: Id(1)] string PropertyListNumber,
    [property: Id(2)] bool Complex) : Grounds;

/// <summary>What the procurator or the court decided on a case under review: RETURNED, INDICTED or NOT_PROSECUTED.</summary>
/// <param name="ProcuratorDocument">The procurator's document.</param>
[GenerateSerializer, Immutable, Alias("coord.ProcuratorDecision")]
public sealed record ProcuratorDecision([property: Id(0)] string ProcuratorDocument) : Grounds;

/// <summary>A superior revokes the last decision: the case returns to the status before it (P-7, I4).</summary>
/// <param name="Reason">Code or document of the reason.</param>
[GenerateSerializer, Immutable, Alias("coord.Revocation")]
public sealed record Revocation([property: Id(0)] string Reason) : Grounds;
