using System.Text.Json.Serialization;

namespace Coordination.Cases;

/// <summary>Where a case stands. Source: domain rules B1.</summary>
public enum CaseStatus
{
    Unspecified = 0,

    /// <summary>报案: reported; a report is always taken, with or without jurisdiction (P-169).</summary>
    Reported,

    /// <summary>受案: registered, under review whether to file (P-171).</summary>
    Accepted,

    /// <summary>立案 (P-178).</summary>
    Filed,

    /// <summary>不予立案 (P-178).</summary>
    NotFiled,

    /// <summary>移送: handed to an authority outside the network (P-175, 184). Between its jurisdictions the case keeps its status and changes its owner.</summary>
    Transferred,

    /// <summary>Dealt with as an administrative matter (P-177).</summary>
    Admin,

    /// <summary>侦查 (P-191).</summary>
    Investigating,

    /// <summary>并案: joined into another case, to which its name redirects for as long as it is not undone (P-21, 184).</summary>
    Merged,

    /// <summary>撤案 (P-186; E17-25).</summary>
    Withdrawn,

    /// <summary>侦查终结 (P-283).</summary>
    Concluded,

    /// <summary>移送审查起诉: with the procurator (P-289).</summary>
    ProsecutionReview,

    /// <summary>退回补充侦查 (CPL-175).</summary>
    Returned,

    /// <summary>Prosecuted (CPL-176).</summary>
    Indicted,

    /// <summary>Not prosecuted (CPL-177).</summary>
    NotProsecuted,
}

/// <summary>How the police learned of it. Source: P-169, 180.</summary>
public enum ReportSource
{
    Unspecified = 0,

    /// <summary>报案 or 举报 by whoever is not the victim.</summary>
    Report,

    /// <summary>控告: the victim complains, and may ask for review of a refusal to file.</summary>
    Complaint,

    /// <summary>Referred by a regulator or another agency (R730; N25).</summary>
    AgencyReferral,

    /// <summary>自首.</summary>
    SelfSurrender,

    /// <summary>Found by the police themselves.</summary>
    OwnDiscovery,

    /// <summary>Assigned by a superior.</summary>
    Assignment,
}

/// <summary>A case as its history made it.</summary>
[GenerateSerializer, Immutable, Alias("coord.CaseFile")]
public sealed record CaseFile
{
    [Id(0)] public JurisdictionCode Owner { get; init; }

    /// <summary>Counts the owners from 1; an act under an earlier one is refused.</summary>
    [Id(1)] public int Epoch { get; init; }

    [Id(2)] public CaseStatus Status { get; init; }

    /// <summary>Event time of the last change of status.</summary>
    [Id(3)] public DateTimeOffset Since { get; init; }

    /// <summary>The status that the last decision of the police left; a superior may restore it (P-7). Unspecified if there is none to revoke.</summary>
    [Id(4)] public CaseStatus Before { get; init; }

    /// <summary>The number given by <see cref="RegisteredBy"/>; only the owner is shown it.</summary>
    [Id(5)] public string CaseNumber { get; init; } = "";
    [Id(6)] public JurisdictionCode RegisteredBy { get; init; }
    [Id(7)] public Protected? Title { get; init; }
    [Id(8)] public Protected? Summary { get; init; }
    [Id(9)] public FocusArea FocusArea { get; init; }

    /// <summary>Articles of the Criminal Law under suspicion, e.g. <c>CL-274</c>.</summary>
    [Id(10)] public ImmutableArray<string> Offences { get; init; } = [];
    [Id(11)] public ReportSource Source { get; init; }

    /// <summary>The agency that referred it; empty if none did.</summary>
    [Id(12)] public string ReferringAgency { get; init; } = "";

    /// <summary>Filing documents, the newest last; a case filed again after withdrawal has a new one (P-190).</summary>
    [Id(13)] public ImmutableArray<string> FilingNumbers { get; init; } = [];

    /// <summary>The first filing: what campaigns count by (K3).</summary>
    [Id(14)] public DateTimeOffset? FirstFiledAt { get; init; }

    /// <summary>The filing in force.</summary>
    [Id(15)] public DateTimeOffset? FiledAt { get; init; }

    /// <summary>How often the procurator returned it, 0 to 2 (CPL-175).</summary>
    [Id(16)] public int Returns { get; init; }

    /// <summary>Records of suspects against whom investigation was terminated while the case goes on (P-186).</summary>
    [Id(17)] public ImmutableArray<string> TerminatedSuspects { get; init; } = [];

    [Id(18)] public ImmutableArray<FactLine> Facts { get; init; } = [];
    [Id(19)] public ImmutableArray<Measure> Measures { get; init; } = [];

    /// <summary>When the last coercive measure against a person ended; null while one lasts or if there was none.</summary>
    [Id(20)] public DateTimeOffset? CoercionEndedAt { get; init; }

    /// <summary>True once any coercive measure was taken under the filing in force.</summary>
    [Id(21)] public bool Coerced { get; init; }

    /// <summary>What runs because of the status.</summary>
    [Id(22)] public ImmutableArray<CaseClock> Clocks { get; init; } = [];
    [Id(23)] public PendingTransfer? Transfer { get; init; }

    /// <summary>Jurisdictions besides the owner that may know of it: earlier owners, and owners of cases joined with it.</summary>
    [Id(24)] public ImmutableArray<JurisdictionCode> KnownTo { get; init; } = [];

    /// <summary>Set while the case is merged away.</summary>
    [Id(25)] public MergedAway? Merged { get; init; }

    /// <summary>Cases joined into this one, in key order; those released again stay as marks against late messages.</summary>
    [Id(26)] public ImmutableArray<JoinedCase> Joined { get; init; } = [];

    /// <summary>How often it was merged away.</summary>
    [Id(27)] public int Merges { get; init; }

    /// <summary>Groups that it is about, by grain key: they learn of its filing.</summary>
    [Id(28)] public ImmutableArray<string> Groups { get; init; } = [];

    [JsonIgnore] public bool Exists => Status != CaseStatus.Unspecified;

    /// <summary>Between filing and conclusion: the time of joinder and of transfer between investigators (P-184).</summary>
    [JsonIgnore] public bool UnderInvestigation => Status is CaseStatus.Filed or CaseStatus.Investigating;

    /// <summary>Who may know of the case besides the ministry: its owner, earlier owners, owners of joined cases, and who it is offered to.</summary>
    [JsonIgnore] public IEnumerable<JurisdictionCode> Parties => KnownTo.Append(Owner).Concat(Transfer is { } pending ? [pending.To] : []);

    /// <summary>The time limits under way; while the case is merged away only those that bind the state towards persons and property.</summary>
    [JsonIgnore] public IEnumerable<CaseClock> Running => (Merged is null ? Clocks : []).Concat(Measures.SelectMany(measure => measure.Clocks));

    public bool MayBeKnownTo(JurisdictionCode who) => who.IsMinistry || Parties.Contains(who);
}

/// <summary>A transfer that waits for the receiver's answer; the sender owns the case until then.</summary>
[GenerateSerializer, Immutable, Alias("coord.PendingTransfer")]
public sealed record PendingTransfer(
    [property: Id(0)] JurisdictionCode To,
    [property: Id(1)] DateTimeOffset ProposedAt,
    [property: Id(2)] DateTimeOffset ExpiresAt,
    [property: Id(3)] string Article,
    [property: Id(4)] string NoticeNumber);

/// <summary>Why a case may be joined into another. Source: J5; P-21.</summary>
public enum JoinderGround
{
    Unspecified = 0,

    /// <summary>One person committed several crimes.</summary>
    OnePersonSeveralCrimes,

    /// <summary>A joint crime.</summary>
    JointCrime,

    /// <summary>A co-offender committed other crimes.</summary>
    CoOffendersOtherCrimes,

    /// <summary>Crimes of several suspects are linked, and joinder helps to prove the facts.</summary>
    LinkedCrimes,
}

/// <summary>Where a merged-away case went.</summary>
/// <param name="Into">Grain key of the main case.</param>
/// <param name="From">The status that an undo restores.</param>
/// <param name="Round">Counts the merges of this case, so that late word of an earlier one is told from the present one.</param>
[GenerateSerializer, Immutable, Alias("coord.MergedAway")]
public sealed record MergedAway(
    [property: Id(0)] string Into, [property: Id(1)] CaseStatus From, [property: Id(2)] JoinderGround Ground,
    [property: Id(3)] DateTimeOffset At, [property: Id(4)] JurisdictionCode IntoOwner, [property: Id(5)] int Round);

/// <summary>What a main case holds of one joined into it. Its own facts stay apart, so that an undo is exact.</summary>
/// <param name="Case">Grain key of the joined case.</param>
/// <param name="Round">Which of the joined case's merges this is; word of an earlier one comes too late.</param>
/// <param name="Active">False once released.</param>
/// <param name="Facts">Its fact lines when it was joined; empty once released.</param>
/// <param name="FirstFiledAt">Its own first filing; the main case keeps both dates (K3).</param>
[GenerateSerializer, Immutable, Alias("coord.JoinedCase")]
public sealed record JoinedCase(
    [property: Id(0)] string Case,
    [property: Id(1)] int Round,
    [property: Id(2)] bool Active,
    [property: Id(3)] JurisdictionCode Owner,
    [property: Id(4)] ImmutableArray<FactLine> Facts,
    [property: Id(5)] DateTimeOffset? FirstFiledAt);

/// <summary>A time limit under way.</summary>
/// <param name="Kind">Names the rule, e.g. <c>filing-review</c>.</param>
/// <param name="At">When it ends; an act before it is in time.</param>
/// <param name="Lapses">True if it ends by itself when due (a right that is lost); false if it stays, overdue, until the act is done.</param>
[GenerateSerializer, Immutable, Alias("coord.CaseClock")]
public sealed record CaseClock([property: Id(0)] string Kind, [property: Id(1)] DateTimeOffset At, [property: Id(2)] bool Lapses = false);
