namespace Coordination.Cases;

/// <summary>An instruction to a case.</summary>
[GenerateSerializer, Immutable, Alias("coord.CaseCommand")]
public abstract record CaseCommand(CommandHeader Header) : Command(Header);

/// <summary>Registers a report; the caller's jurisdiction owns the case. Never refused for want of jurisdiction (P-169).</summary>
[GenerateSerializer, Immutable, Alias("coord.CreateCase")]
public sealed record CreateCase(
    CommandHeader Header,
    [property: Id(0)] string CaseNumber,
    [property: Id(1)] Protected Title,
    [property: Id(2)] Protected? Summary,
    [property: Id(3)] FocusArea FocusArea,
    [property: Id(4)] ImmutableArray<string> Offences,
    [property: Id(5)] ReportSource Source,
    [property: Id(6)] string ReferringAgency) : CaseCommand(Header);

/// <summary>Replaces what is not null of the description.</summary>
[GenerateSerializer, Immutable, Alias("coord.UpdateCase")]
public sealed record UpdateCase(
    CommandHeader Header,
    [property: Id(0)] Protected? Title,
    [property: Id(1)] Protected? Summary,
    [property: Id(2)] FocusArea? FocusArea,
    [property: Id(3)] ImmutableArray<string>? Offences) : CaseCommand(Header);

/// <summary>Moves the case along B1.</summary>
/// <param name="To">The status it shall have; for a terminated suspect or a revoked decision the one that results.</param>
[GenerateSerializer, Immutable, Alias("coord.TransitionCase")]
public sealed record TransitionCase(
    CommandHeader Header,
    [property: Id(0)] CaseStatus To,
    [property: Id(1)] Approval Approval,
    [property: Id(2)] Grounds Grounds) : CaseCommand(Header), ITimeCritical;

/// <summary>Adds fact lines, all or none.</summary>
[GenerateSerializer, Immutable, Alias("coord.RecordFacts")]
public sealed record RecordFacts(CommandHeader Header, [property: Id(0)] ImmutableArray<FactLine> Lines) : CaseCommand(Header);

/// <summary>Records that a measure was taken; refused before filing (I1).</summary>
/// <param name="ExtendedGround">For a detention: 流窜, 多次 or 结伙, which allows 30 days to ask for arrest (CPL-91).</param>
[GenerateSerializer, Immutable, Alias("coord.ImposeMeasure")]
public sealed record ImposeMeasure(
    CommandHeader Header,
    [property: Id(0)] string MeasureId,
    [property: Id(1)] MeasureKind Kind,
    [property: Id(2)] string Suspect,
    [property: Id(3)] Approval Approval,
    [property: Id(4)] DetentionGround ExtendedGround) : CaseCommand(Header);

/// <summary>Records that a measure ended.</summary>
[GenerateSerializer, Immutable, Alias("coord.LiftMeasure")]
public sealed record LiftMeasure(
    CommandHeader Header, [property: Id(0)] string MeasureId, [property: Id(1)] Approval Approval) : CaseCommand(Header);

/// <summary>Offers the case to another jurisdiction; until it answers, other writes wait.</summary>
[GenerateSerializer, Immutable, Alias("coord.ProposeTransfer")]
public sealed record ProposeTransfer(
    CommandHeader Header,
    [property: Id(0)] JurisdictionCode To,
    [property: Id(1)] Approval Approval,
    [property: Id(2)] string NoticeNumber) : CaseCommand(Header), ITimeCritical;

/// <summary>The receiver's answer.</summary>
/// <param name="ReceiptNumber">Of the handover that both signed (P-185); needed to accept.</param>
/// <param name="Why">Needed to decline.</param>
[GenerateSerializer, Immutable, Alias("coord.DecideTransfer")]
public sealed record DecideTransfer(
    CommandHeader Header, [property: Id(0)] bool Accept, [property: Id(1)] string ReceiptNumber, [property: Id(2)] string Why)
    : CaseCommand(Header), ITimeCritical;

/// <summary>Ends what has fallen due: an unanswered transfer, a right that was not used.</summary>
/// <param name="Kind">The clock.</param>
[GenerateSerializer, Immutable, Alias("coord.LapseClock")]
public sealed record LapseClock(CommandHeader Header, [property: Id(0)] string Kind) : CaseCommand(Header), ITimeCritical;

/// <summary>Joins this case into another. Its own log entry is the national decision; the main case learns of it by a reaction.</summary>
/// <param name="Into">Grain key of the main case.</param>
/// <param name="IntoOwner">The main case's owner, who from now on may know of this case.</param>
[GenerateSerializer, Immutable, Alias("coord.MergeCase")]
public sealed record MergeCase(
    CommandHeader Header,
    [property: Id(0)] string Into,
    [property: Id(1)] JurisdictionCode IntoOwner,
    [property: Id(2)] JoinderGround Ground,
    [property: Id(3)] Approval Approval) : CaseCommand(Header);

/// <summary>Undoes the merge of this case exactly.</summary>
[GenerateSerializer, Immutable, Alias("coord.UnmergeCase")]
public sealed record UnmergeCase(CommandHeader Header, [property: Id(0)] Approval Approval) : CaseCommand(Header);

/// <summary>Sent to the main case when another was merged into it. It takes it in, or records that it cannot.</summary>
/// <param name="Case">Grain key of the merged-away case.</param>
/// <param name="Round">Which of its merges.</param>
[GenerateSerializer, Immutable, Alias("coord.AbsorbCase")]
public sealed record AbsorbCase(
    CommandHeader Header,
    [property: Id(0)] string Case,
    [property: Id(1)] int Round,
    [property: Id(2)] JurisdictionCode CaseOwner,
    [property: Id(3)] ImmutableArray<FactLine> Facts,
    [property: Id(4)] DateTimeOffset? FirstFiledAt) : CaseCommand(Header);

/// <summary>Sent to the main case when a merge was undone.</summary>
[GenerateSerializer, Immutable, Alias("coord.ReleaseCase")]
public sealed record ReleaseCase(
    CommandHeader Header, [property: Id(0)] string Case, [property: Id(1)] int Round, [property: Id(2)] JurisdictionCode CaseOwner)
    : CaseCommand(Header);

/// <summary>Sent to the merged-away case when the main case could not take it in.</summary>
/// <param name="Round">The merge that failed.</param>
[GenerateSerializer, Immutable, Alias("coord.UndoMerge")]
public sealed record UndoMerge(
    CommandHeader Header, [property: Id(0)] int Round, [property: Id(1)] string Why) : CaseCommand(Header);
