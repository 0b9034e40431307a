namespace Coordination.Groups;

/// <summary>One change of a group's relations.</summary>
[GenerateSerializer, Immutable, Alias("coord.GroupChange")]
public abstract record GroupChange;

[GenerateSerializer, Immutable, Alias("coord.AddMember")]
public sealed record AddMember([property: Id(0)] Membership Span) : GroupChange;

/// <summary>Ends the person's open span.</summary>
[GenerateSerializer, Immutable, Alias("coord.EndMember")]
public sealed record EndMember([property: Id(0)] string Suspect, [property: Id(1)] DateTimeOffset End) : GroupChange;

/// <summary>Takes back a span recorded in error, named by its start.</summary>
[GenerateSerializer, Immutable, Alias("coord.RemoveMember")]
public sealed record RemoveMember([property: Id(0)] string Suspect, [property: Id(1)] DateTimeOffset? Start) : GroupChange;

[GenerateSerializer, Immutable, Alias("coord.SetStanding")]
public sealed record SetStanding([property: Id(0)] string Suspect, [property: Id(1)] MemberStanding Value) : GroupChange;

[GenerateSerializer, Immutable, Alias("coord.AddStage")]
public sealed record AddStage([property: Id(0)] ChainStage Stage) : GroupChange;

[GenerateSerializer, Immutable, Alias("coord.RemoveStage")]
public sealed record RemoveStage([property: Id(0)] ChainStage Stage) : GroupChange;

/// <summary>An action was executed. The only change that a participant makes, and only for itself.</summary>
[GenerateSerializer, Immutable, Alias("coord.AddAction")]
public sealed record AddAction([property: Id(0)] GroupAction Action) : GroupChange;

[GenerateSerializer, Immutable, Alias("coord.AddGroupCase")]
public sealed record AddCase([property: Id(0)] string CaseId) : GroupChange;

[GenerateSerializer, Immutable, Alias("coord.RemoveGroupCase")]
public sealed record RemoveCase([property: Id(0)] string CaseId) : GroupChange;

[GenerateSerializer, Immutable, Alias("coord.AddUpstream")]
public sealed record AddUpstream([property: Id(0)] string GroupId) : GroupChange;

[GenerateSerializer, Immutable, Alias("coord.RemoveUpstream")]
public sealed record RemoveUpstream([property: Id(0)] string GroupId) : GroupChange;

/// <summary>A jurisdiction takes part from now on: it may know of the group and report its own actions.</summary>
[GenerateSerializer, Immutable, Alias("coord.AddParticipant")]
public sealed record AddParticipant([property: Id(0)] JurisdictionCode Code) : GroupChange;
