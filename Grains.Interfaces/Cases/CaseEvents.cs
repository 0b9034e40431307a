using System.Text.Json.Serialization;

namespace Coordination.Cases;

/// <summary>What happened to a case. The discriminators are permanent.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(CaseReported), "case.reported")]
[JsonDerivedType(typeof(CaseDescribed), "case.described")]
[JsonDerivedType(typeof(CaseAccepted), "case.accepted")]
[JsonDerivedType(typeof(CaseFiled), "case.filed")]
[JsonDerivedType(typeof(CaseNotFiled), "case.not_filed")]
[JsonDerivedType(typeof(CaseHandedOver), "case.handed_over")]
[JsonDerivedType(typeof(CaseMadeAdministrative), "case.made_administrative")]
[JsonDerivedType(typeof(InvestigationStarted), "case.investigation_started")]
[JsonDerivedType(typeof(CaseWithdrawn), "case.withdrawn")]
[JsonDerivedType(typeof(CaseConcluded), "case.concluded")]
[JsonDerivedType(typeof(CaseReferred), "case.referred")]
[JsonDerivedType(typeof(CaseReturned), "case.returned")]
[JsonDerivedType(typeof(CaseIndicted), "case.indicted")]
[JsonDerivedType(typeof(CaseNotProsecuted), "case.not_prosecuted")]
[JsonDerivedType(typeof(DecisionRevoked), "case.decision_revoked")]
[JsonDerivedType(typeof(SuspectTerminated), "case.suspect_terminated")]
[JsonDerivedType(typeof(FactsRecorded), "case.facts_recorded")]
[JsonDerivedType(typeof(MeasureImposed), "case.measure_imposed")]
[JsonDerivedType(typeof(MeasureLifted), "case.measure_lifted")]
[JsonDerivedType(typeof(TransferProposed), "case.transfer_proposed")]
[JsonDerivedType(typeof(TransferAccepted), "case.transfer_accepted")]
[JsonDerivedType(typeof(TransferDeclined), "case.transfer_declined")]
[JsonDerivedType(typeof(TransferExpired), "case.transfer_expired")]
[JsonDerivedType(typeof(ClockLapsed), "case.clock_lapsed")]
[JsonDerivedType(typeof(CaseMerged), "case.merged")]
[JsonDerivedType(typeof(CaseUnmerged), "case.unmerged")]
[JsonDerivedType(typeof(CaseAbsorbed), "case.absorbed")]
[JsonDerivedType(typeof(AbsorptionRefused), "case.absorption_refused")]
[JsonDerivedType(typeof(CaseReleased), "case.released")]
[JsonDerivedType(typeof(GroupNoted), "case.group_noted")]
public abstract record CaseEvent;

/// <summary>A report was registered.</summary>
public sealed record CaseReported(
    JurisdictionCode Owner, string CaseNumber, Protected Title, Protected? Summary, FocusArea FocusArea,
    ImmutableArray<string> Offences, ReportSource Source, string ReferringAgency, DateTimeOffset At) : CaseEvent;

/// <summary>The description was replaced in what is not null.</summary>
public sealed record CaseDescribed(
    Protected? Title, Protected? Summary, FocusArea? FocusArea, ImmutableArray<string>? Offences) : CaseEvent;

/// <summary>A change of status with all that it rests on (I5).</summary>
/// <param name="At">Event time; the clocks count from it.</param>
/// <param name="Clocks">What runs from now on because of the new status.</param>
public abstract record CaseTransition(CaseStatus From, DateTimeOffset At, Approval Approval, ImmutableArray<CaseClock> Clocks) : CaseEvent
{
    /// <summary>Written with the event for whoever reads the log by SQL.</summary>
    public abstract CaseStatus To { get; }
}

/// <summary>受案.</summary>
public sealed record CaseAccepted(
    CaseStatus From, DateTimeOffset At, Approval Approval, Acceptance Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Accepted;
}

/// <summary>立案, at first or again.</summary>
public sealed record CaseFiled(
    CaseStatus From, DateTimeOffset At, Approval Approval, Filing Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Filed;
}

/// <summary>不予立案.</summary>
public sealed record CaseNotFiled(
    CaseStatus From, DateTimeOffset At, Approval Approval, FilingRefusal Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.NotFiled;
}

/// <summary>移送 to an authority outside the network.</summary>
public sealed record CaseHandedOver(
    CaseStatus From, DateTimeOffset At, Approval Approval, HandOver Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Transferred;
}

/// <summary>It became an administrative matter.</summary>
public sealed record CaseMadeAdministrative(
    CaseStatus From, DateTimeOffset At, Approval Approval, AdministrativeHandling Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Admin;
}

/// <summary>Investigators were named.</summary>
public sealed record InvestigationStarted(
    CaseStatus From, DateTimeOffset At, Approval Approval, Investigation Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Investigating;
}

/// <summary>撤案; every measure in force ended with it.</summary>
public sealed record CaseWithdrawn(
    CaseStatus From, DateTimeOffset At, Approval Approval, Withdrawal Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Withdrawn;
}

/// <summary>侦查终结.</summary>
public sealed record CaseConcluded(
    CaseStatus From, DateTimeOffset At, Approval Approval, Conclusion Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Concluded;
}

/// <summary>移送审查起诉, at first or after a return.</summary>
public sealed record CaseReferred(
    CaseStatus From, DateTimeOffset At, Approval Approval, ProsecutionReferral Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.ProsecutionReview;
}

/// <summary>退回补充侦查.</summary>
public sealed record CaseReturned(
    CaseStatus From, DateTimeOffset At, Approval Approval, ProcuratorDecision Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Returned;
}

/// <summary>起诉.</summary>
public sealed record CaseIndicted(
    CaseStatus From, DateTimeOffset At, Approval Approval, ProcuratorDecision Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.Indicted;
}

/// <summary>不起诉; every measure in force ended with it.</summary>
public sealed record CaseNotProsecuted(
    CaseStatus From, DateTimeOffset At, Approval Approval, ProcuratorDecision Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => CaseStatus.NotProsecuted;
}

/// <summary>A superior revoked the last decision.</summary>
/// <param name="Restored">The status before it, which holds again.</param>
public sealed record DecisionRevoked(
    CaseStatus From, CaseStatus Restored, DateTimeOffset At, Approval Approval, Revocation Grounds, ImmutableArray<CaseClock> Clocks)
    : CaseTransition(From, At, Approval, Clocks)
{
    public override CaseStatus To => Restored;
}

/// <summary>终止侦查 against one suspect; the case goes on.</summary>
public sealed record SuspectTerminated(DateTimeOffset At, Approval Approval, SuspectTermination Grounds) : CaseEvent;

/// <summary>Fact lines were added.</summary>
public sealed record FactsRecorded(ImmutableArray<FactLine> Lines) : CaseEvent;

/// <summary>A measure was taken.</summary>
public sealed record MeasureImposed(Measure Measure, Approval Approval) : CaseEvent;

/// <summary>A measure ended.</summary>
/// <param name="Clocks">What runs from now on because no coercive measure is left.</param>
public sealed record MeasureLifted(string MeasureId, DateTimeOffset At, Approval Approval, ImmutableArray<CaseClock> Clocks) : CaseEvent;

/// <summary>The owner offered the case.</summary>
public sealed record TransferProposed(
    JurisdictionCode From, JurisdictionCode To, DateTimeOffset At, DateTimeOffset ExpiresAt, Approval Approval, string NoticeNumber) : CaseEvent;

/// <summary>The receiver took it: at this instant the owner changed.</summary>
/// <param name="Epoch">The new owner's.</param>
public sealed record TransferAccepted(JurisdictionCode From, JurisdictionCode To, int Epoch, string ReceiptNumber, DateTimeOffset At) : CaseEvent;

/// <summary>The receiver declined.</summary>
public sealed record TransferDeclined(JurisdictionCode To, string Why) : CaseEvent;

/// <summary>The receiver did not answer in time.</summary>
public sealed record TransferExpired(JurisdictionCode To) : CaseEvent;

/// <summary>A right was not used in time.</summary>
public sealed record ClockLapsed(string Kind) : CaseEvent;

/// <summary>The case was joined into another: one case less nationally, from this entry on (K3).</summary>
/// <param name="Facts">Its fact lines, as the main case takes them in.</param>
public sealed record CaseMerged(
    string Into, JurisdictionCode IntoOwner, JoinderGround Ground, CaseStatus From, DateTimeOffset At, Approval Approval,
    JurisdictionCode Owner, ImmutableArray<FactLine> Facts, DateTimeOffset? FirstFiledAt, int Round) : CaseEvent;

/// <summary>The merge was undone: one case more nationally, from this entry on.</summary>
/// <param name="Approval">Null if it was undone because the main case could not take it in.</param>
/// <param name="Why">In that case, why.</param>
public sealed record CaseUnmerged(
    string Into, CaseStatus Restored, DateTimeOffset At, Approval? Approval, string Why, JurisdictionCode Owner, int Round) : CaseEvent;

/// <summary>The main case took another in.</summary>
public sealed record CaseAbsorbed(JoinedCase Joined) : CaseEvent;

/// <summary>The main case could not take another in: that merge will be undone.</summary>
public sealed record AbsorptionRefused(string Case, int Round, string Why) : CaseEvent;

/// <summary>The main case gave another back.</summary>
public sealed record CaseReleased(string Case, int Round, JurisdictionCode Owner) : CaseEvent;

/// <summary>A group linked the case, or no longer does.</summary>
/// <param name="FiledAt">When the case was filed, if it stands.</param>
public sealed record GroupNoted(string GroupId, bool Linked, DateTimeOffset? FiledAt) : CaseEvent;
