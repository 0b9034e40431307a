using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Groups;

/// <summary>What may be done to a group, by whom, and what follows from it.</summary>
public static class GroupMachine
{
    /// <param name="self">The group's own key: no group may be above itself.</param>
    public static Decision<GroupEvent> Decide(Group group, GroupCommand command, string self, DateTimeOffset now)
    {
        var caller = command.Header.Jurisdiction;
        return command switch
        {
            CreateGroup when group.Exists => Refuse(Reason.ResourceAlreadyExists, "This group is registered."),
            CreateGroup c => new GroupCreated(caller, c.Title, c.PoliceTerm, c.LegalTier, c.FocusArea),
            _ when !MayKnow(group, caller) => NotFound(),

            ModifyGroupRelations c => Settle(group, GroupRelations.Decide(group, c, self)),
            _ when !Commands(group, caller) => NotOwner(group),

            UpdateGroup c => new GroupDescribed(
                c.Title ?? group.Title, c.PoliceTerm is "" ? group.PoliceTerm : c.PoliceTerm,
                c.LegalTier is LegalTier.Unspecified ? group.LegalTier : c.LegalTier,
                c.FocusArea is FocusArea.Unspecified ? group.FocusArea : c.FocusArea),
            ConfirmGroupDismantled c => Confirm(group, c, now),
            NoteCaseFiling c => Settle(group, NoteFiling(group, c)),
            NoteDownstream c => NoteLink(group, c, self),
            _ => Refuse(Reason.StateTransitionInvalid, $"A group does not take {command.GetType().Name}."),
        };
    }

    public static Group Apply(Group group, GroupEvent happened) => happened switch
    {
        GroupCreated e => new()
        {
            Owner = e.Owner, Title = e.Title, PoliceTerm = e.PoliceTerm, LegalTier = e.LegalTier, FocusArea = e.FocusArea,
        },
        GroupDescribed e => group with { Title = e.Title, PoliceTerm = e.PoliceTerm, LegalTier = e.LegalTier, FocusArea = e.FocusArea },
        MemberAdded e => group with { Members = group.Members.Add(e.Span) },
        MemberEnded e => group with
        {
            Members = [.. group.Members.Select(span => span.Suspect == e.Suspect && span.End is null ? span with { End = e.End } : span)],
        },
        MemberRemoved e => group with { Members = group.Members.RemoveAll(span => span.Suspect == e.Suspect && span.Start == e.Start) },
        StandingSet e => group with
        {
            Standings = group.Standings.RemoveAll(standing => standing.Suspect == e.Suspect).Add(new(e.Suspect, e.Value)),
        },
        StageAdded e => group with { Stages = group.Stages.Add(e.Stage) },
        StageRemoved e => group with { Stages = group.Stages.Remove(e.Stage) },
        ActionExecuted e => group with { Actions = group.Actions.Add(e.Action) },
        CaseLinked e => group with { Cases = group.Cases.Add(new(e.CaseId, null)) },
        CaseUnlinked e => group with { Cases = group.Cases.RemoveAll(known => known.CaseId == e.CaseId) },
        CaseFilingNoted e => group with
        {
            Cases = group.Cases.RemoveAll(known => known.CaseId == e.CaseId).Add(new(e.CaseId, e.FiledAt)),
        },
        UpstreamLinked e => group with { Upstream = group.Upstream.Add(e.GroupId) },
        UpstreamUnlinked e => group with { Upstream = group.Upstream.Remove(e.GroupId) },
        DownstreamNoted e => group with { Downstream = e.Linked ? group.Downstream.Add(e.GroupId) : group.Downstream.Remove(e.GroupId) },
        ParticipantAdded e => group with { Participants = group.Participants.Add(e.Code) },
        GroupDismantled e => group with { DismantledAt = e.At },
        DismantlingLapsed => group with { DismantledAt = null },
        _ => group,
    };

    /// <summary>The superior may do what the owner may (MPS Order 159, art. 7); reactions speak for it.</summary>
    public static bool Commands(Group group, JurisdictionCode caller) => caller == group.Owner || caller.IsMinistry;

    public static Rejection NotOwner(Group group) =>
        Refuse(Reason.NotOwner, $"{group.Owner} leads on this group; a participant adds actions of its own only.")
            .With("currentOwner", group.Owner.Value);

    private static bool MayKnow(Group group, JurisdictionCode caller) =>
        group.Exists && (Commands(group, caller) || group.Participants.Contains(caller));

    private static Decision<GroupEvent> Confirm(Group group, ConfirmGroupDismantled command, DateTimeOffset now)
    {
        var at = command.Header.EventTime ?? now;
        var missing = Dismantling.Missing(group);
        return group switch
        {
            { DismantledAt: not null } => Refuse(Reason.StateTransitionInvalid, "The group is dismantled already."),
            _ when !missing.IsEmpty => Refuse(Reason.StateTransitionInvalid,
                $"The group is not dismantled: {missing.Length} things are missing.", missing.Select(what => new Violation("group", what))),
            _ when at > now => Refuse(Reason.FieldInvalid, "A group is not confirmed as dismantled before it is.",
                new Violation("event_time", "Lies in the future.")),
            _ => new GroupDismantled(group.Owner, group.FocusArea, at, Dismantling.StruckBy(group), command.Officer, command.DocumentNumber),
        };
    }

    // A case that was unlinked meanwhile is none of the group's any more.
    private static Decision<GroupEvent> NoteFiling(Group group, NoteCaseFiling note) =>
        group.Cases.FirstOrDefault(known => known.CaseId == note.CaseId) is { } known && known.FiledAt != note.FiledAt
            ? new CaseFilingNoted(note.CaseId, note.FiledAt)
            : Decision<GroupEvent>.Unchanged;

    private static Decision<GroupEvent> NoteLink(Group group, NoteDownstream note, string self)
    {
        if (group.Downstream.Contains(note.GroupId) == note.Linked)
        {
            return Decision<GroupEvent>.Unchanged;
        }
        // Two opposite links can be decided at the same moment, neither having seen the other: the one of the later key gives way.
        return note.Linked && group.Upstream.Contains(note.GroupId) && string.CompareOrdinal(self, note.GroupId) > 0
            ? new GroupEvent[] { new DownstreamNoted(note.GroupId, true), new UpstreamUnlinked(note.GroupId) }
            : new DownstreamNoted(note.GroupId, note.Linked);
    }

    /// <summary>If what is known now shows that a confirmed group is not dismantled, that is said in the same write.</summary>
    private static Decision<GroupEvent> Settle(Group group, Decision<GroupEvent> decision)
    {
        if (group.DismantledAt is null || decision.Events.IsEmpty)
        {
            return decision;
        }
        var missing = Dismantling.Missing(decision.Events.Aggregate(group, Apply));
        return missing.IsEmpty ? decision : new([.. decision.Events, new DismantlingLapsed(missing)], null);
    }
}
