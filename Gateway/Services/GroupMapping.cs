using Coordination.Groups;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Gateway.Services;

/// <summary>Groups on the wire. Enums of both sides share their numbers; a test compares the names.</summary>
internal static class GroupMapping
{
    public const string Collection = "groups", KeyPrefix = "group", Cases = "cases", CaseKeyPrefix = "case";

    /// <param name="title">The title in plain text; empty if it was erased.</param>
    public static V1.Group ToProto(this Groups.Group group, string key, int version, string title) => new()
    {
        Name = Name(key),
        Owner = Jurisdiction(group.Owner),
        Title = title,
        PoliceTerm = group.PoliceTerm,
        LegalTier = (V1.LegalTier)group.LegalTier,
        FocusArea = (V1.FocusArea)group.FocusArea,
        Status = (V1.GroupStatus)Dismantling.Status(group),
        Missing = { Dismantling.Missing(group) },
        Members = { group.Members.Select(span => ToProto(span, group)) },
        Stages = { group.Stages.Order().Select(stage => (V1.ChainStage)stage) },
        Actions = { group.Actions.Select(ToProto) },
        Cases = { group.Cases.Select(known => new V1.GroupCase { CaseFile = Require.NameOf(known.CaseId, Cases), FileTime = known.FiledAt?.ToTimestamp() }) },
        Upstream = { group.Upstream.Select(Name) },
        Participants = { group.Participants.Order().Select(Jurisdiction) },
        DismantleTime = group.DismantledAt?.ToTimestamp(),
        Etag = Etags.Of(version),
    };

    public static V1.GroupNode ToNode(this Groups.Group group, string key, int distance) => new()
    {
        Group = Name(key),
        Owner = Jurisdiction(group.Owner),
        Stages = { group.Stages.Order().Select(stage => (V1.ChainStage)stage) },
        Status = (V1.GroupStatus)Dismantling.Status(group),
        Distance = distance,
    };

    /// <summary>A change whose shape the validator has accepted.</summary>
    public static Groups.GroupChange ToChange(this V1.GroupChange change) => change.ChangeCase switch
    {
        V1.GroupChange.ChangeOneofCase.AddMember => new AddMember(new(
            change.AddMember.Suspect, (MemberRole)change.AddMember.Role,
            change.AddMember.StartTime?.ToDateTimeOffset(), change.AddMember.EndTime?.ToDateTimeOffset())),
        V1.GroupChange.ChangeOneofCase.EndMember => new EndMember(change.EndMember.Suspect, change.EndMember.EndTime.ToDateTimeOffset()),
        V1.GroupChange.ChangeOneofCase.RemoveMember =>
            new RemoveMember(change.RemoveMember.Suspect, change.RemoveMember.StartTime?.ToDateTimeOffset()),
        V1.GroupChange.ChangeOneofCase.SetStanding => new SetStanding(change.SetStanding.Suspect, (MemberStanding)change.SetStanding.Standing),
        V1.GroupChange.ChangeOneofCase.AddStage => new AddStage((ChainStage)change.AddStage),
        V1.GroupChange.ChangeOneofCase.RemoveStage => new RemoveStage((ChainStage)change.RemoveStage),
        V1.GroupChange.ChangeOneofCase.AddAction => new AddAction(new(
            change.AddAction.ActionId, (ChainStage)change.AddAction.Stage,
            Require.Code(change.AddAction.Jurisdiction, "changes.add_action.jurisdiction"), change.AddAction.ExecuteTime.ToDateTimeOffset())),
        V1.GroupChange.ChangeOneofCase.AddCase => new AddCase(CaseKey(change.AddCase)),
        V1.GroupChange.ChangeOneofCase.RemoveCase => new RemoveCase(CaseKey(change.RemoveCase)),
        V1.GroupChange.ChangeOneofCase.AddUpstream => new AddUpstream(Key(change.AddUpstream, "changes.add_upstream")),
        V1.GroupChange.ChangeOneofCase.RemoveUpstream => new RemoveUpstream(Key(change.RemoveUpstream, "changes.remove_upstream")),
        _ => new AddParticipant(Require.Code(change.AddParticipant, "changes.add_participant")),
    };

    public static string Key(string name, string field = "name") => Require.Name(name, Collection, KeyPrefix, field);

    public static string Name(string key) => Require.NameOf(key, Collection);

    private static string CaseKey(string name) => Require.Name(name, Cases, CaseKeyPrefix, "changes.case");

    private static string Jurisdiction(JurisdictionCode code) => $"jurisdictions/{code}";

    private static V1.GroupMember ToProto(Membership span, Groups.Group group) => new()
    {
        Suspect = span.Suspect,
        Role = (V1.MemberRole)span.Role,
        StartTime = span.Start?.ToTimestamp(),
        EndTime = span.End?.ToTimestamp(),
        Standing = (V1.MemberStanding)(group.Standings.FirstOrDefault(standing => standing.Suspect == span.Suspect)?.Value ?? default),
    };

    private static V1.GroupAction ToProto(Groups.GroupAction action) => new()
    {
        ActionId = action.ActionId, Stage = (V1.ChainStage)action.Stage, Jurisdiction = Jurisdiction(action.By), ExecuteTime = action.At.ToTimestamp(),
    };
}
