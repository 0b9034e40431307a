using System.Text.Json;
using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Groups;

/// <summary>What happened to a group. A discriminator is permanent; a changed shape is a new one.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(GroupCreated), "group.created")]
[JsonDerivedType(typeof(GroupDescribed), "group.described")]
[JsonDerivedType(typeof(MemberAdded), "group.member-added")]
[JsonDerivedType(typeof(MemberEnded), "group.member-ended")]
[JsonDerivedType(typeof(MemberRemoved), "group.member-removed")]
[JsonDerivedType(typeof(StandingSet), "group.standing-set")]
[JsonDerivedType(typeof(StageAdded), "group.stage-added")]
[JsonDerivedType(typeof(StageRemoved), "group.stage-removed")]
[JsonDerivedType(typeof(ActionExecuted), "group.action-executed")]
[JsonDerivedType(typeof(CaseLinked), "group.case-linked")]
[JsonDerivedType(typeof(CaseUnlinked), "group.case-unlinked")]
[JsonDerivedType(typeof(CaseFilingNoted), "group.case-filing-noted")]
[JsonDerivedType(typeof(UpstreamLinked), "group.upstream-linked")]
[JsonDerivedType(typeof(UpstreamUnlinked), "group.upstream-unlinked")]
[JsonDerivedType(typeof(DownstreamNoted), "group.downstream-noted")]
[JsonDerivedType(typeof(ParticipantAdded), "group.participant-added")]
[JsonDerivedType(typeof(GroupDismantled), "group.dismantled")]
[JsonDerivedType(typeof(DismantlingLapsed), "group.dismantling-lapsed")]
public abstract record GroupEvent;

public sealed record GroupCreated(
    JurisdictionCode Owner, Protected Title, string PoliceTerm, LegalTier LegalTier, FocusArea FocusArea) : GroupEvent;

/// <summary>What describes the group from here on.</summary>
public sealed record GroupDescribed(Protected? Title, string PoliceTerm, LegalTier LegalTier, FocusArea FocusArea) : GroupEvent;

public sealed record MemberAdded(Membership Span) : GroupEvent;

public sealed record MemberEnded(string Suspect, DateTimeOffset End) : GroupEvent;

public sealed record MemberRemoved(string Suspect, DateTimeOffset? Start) : GroupEvent;

public sealed record StandingSet(string Suspect, MemberStanding Value) : GroupEvent;

public sealed record StageAdded(ChainStage Stage) : GroupEvent;

public sealed record StageRemoved(ChainStage Stage) : GroupEvent;

public sealed record ActionExecuted(GroupAction Action) : GroupEvent;

/// <summary>A case is about the group.</summary>
/// <param name="By">Who says so: the case answers only those who may know of it.</param>
public sealed record CaseLinked(string CaseId, JurisdictionCode By) : GroupEvent;

public sealed record CaseUnlinked(string CaseId) : GroupEvent;

/// <summary>The group has learned whether a case about it is filed.</summary>
/// <param name="FiledAt">When; null if it was withdrawn.</param>
public sealed record CaseFilingNoted(string CaseId, DateTimeOffset? FiledAt) : GroupEvent;

public sealed record UpstreamLinked(string GroupId) : GroupEvent;

public sealed record UpstreamUnlinked(string GroupId) : GroupEvent;

public sealed record DownstreamNoted(string GroupId, bool Linked) : GroupEvent;

public sealed record ParticipantAdded(JurisdictionCode Code) : GroupEvent;

/// <summary>The group is dismantled. Campaigns count it once, with its owner.</summary>
/// <param name="At">When it came about in the field.</param>
/// <param name="StruckBy">The jurisdictions whose actions struck it, the owner included: each has a share.</param>
public sealed record GroupDismantled(
    JurisdictionCode Owner, FocusArea FocusArea, DateTimeOffset At, ImmutableArray<JurisdictionCode> StruckBy, Protected Officer,
    string DocumentNumber) : GroupEvent;

/// <summary>What has come to light since shows that the group is not dismantled after all; campaigns no longer count it.</summary>
public sealed record DismantlingLapsed(ImmutableArray<string> Missing) : GroupEvent;

/// <summary>The stored types of a group.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<Group, GroupEvent>))]
public sealed partial class GroupJson : JsonSerializerContext;

/// <summary>Groups in the log.</summary>
public static class GroupLog
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create(GroupJson.Default);

    /// <summary>The event of a group's entry.</summary>
    public static GroupEvent EventOf(LogEntry entry) => JsonSerializer.Deserialize<GroupEvent>(entry.Body, Json)!;
}
