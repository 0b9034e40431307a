using System.Globalization;
using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Groups;

/// <summary>Changes of a group's relations: all or none, with every contradiction told at once.</summary>
public static class GroupRelations
{
    /// <param name="self">The group's own key.</param>
    public static Decision<GroupEvent> Decide(Group group, ModifyGroupRelations command, string self)
    {
        var caller = command.Header.Jurisdiction;
        if (!GroupMachine.Commands(group, caller) && !command.Changes.All(change => change is AddAction))
        {
            return GroupMachine.NotOwner(group);
        }
        if (!GroupMachine.Commands(group, caller) && command.Changes.OfType<AddAction>().Any(added => added.Action.By != caller))
        {
            return Refuse(Reason.JurisdictionMismatch, $"{caller} reports its own actions only.");
        }
        foreach (var link in command.Changes.OfType<AddUpstream>())
        {
            if (SupplyChain.Cycle(self, link.GroupId, [.. command.KnownLinks, .. group.Downstream.Select(down => new SupplyLink(self, down))]) is { } path)
            {
                return Refuse(Reason.GroupCycle, "A group cannot supply itself, however long the way round.").With("path", string.Join(" > ", path));
            }
        }
        return Fold(group, command);
    }

    private static Decision<GroupEvent> Fold(Group group, ModifyGroupRelations command)
    {
        var events = ImmutableArray.CreateBuilder<GroupEvent>();
        var violations = new List<Violation>();
        foreach (var (change, index) in command.Changes.Select((change, index) => (change, index)))
        {
            if (Problem(group, change) is { } problem)
            {
                violations.Add(new(string.Create(CultureInfo.InvariantCulture, $"changes[{index}]"), problem));
                continue;
            }
            var happened = Event(change, command.Header.Jurisdiction);
            events.Add(happened);
            group = GroupMachine.Apply(group, happened);
        }
        return violations.Count > 0
            ? Refuse(Reason.FieldInvalid, "Some changes contradict what is known; none was made.", violations)
            : events.ToArray();
    }

    private static string? Problem(Group group, GroupChange change) => change switch
    {
        AddMember { Span: var span } => span switch
        {
            { Role: MemberRole.Unspecified } => "Has no role.",
            _ when span.End <= span.Start => "Ends before it starts.",
            _ when group.Members.Any(other => other.Suspect == span.Suspect && other.Overlaps(span)) => "Overlaps another span of the same person.",
            _ => null,
        },
        EndMember c => group.Members.FirstOrDefault(span => span.Suspect == c.Suspect && span.End is null) switch
        {
            null => "The person has no open span.",
            { Start: var start } when c.End <= start => "Ends before it starts.",
            _ => null,
        },
        RemoveMember c => group.Members.Any(span => span.Suspect == c.Suspect && span.Start == c.Start) ? null : "There is no such span.",
        SetStanding c => group.Members.Any(span => span.Suspect == c.Suspect) ? null : "The person is no member.",
        AddStage c => group.Stages.Contains(c.Stage) ? "The stage is known already." : null,
        RemoveStage c => group.Stages.Contains(c.Stage) ? null : "The stage is not known.",
        AddAction { Action: var action } => action switch
        {
            _ when group.Actions.Any(other => other.ActionId == action.ActionId) => "The action id is used already.",
            _ when action.By != group.Owner && !group.Participants.Contains(action.By) => $"{action.By} takes no part; add it as a participant first.",
            _ => null,
        },
        AddCase c => group.Cases.Any(known => known.CaseId == c.CaseId) ? "The case is linked already." : null,
        RemoveCase c => group.Cases.Any(known => known.CaseId == c.CaseId) ? null : "The case is not linked.",
        AddUpstream c => group.Upstream.Contains(c.GroupId) ? "The group is linked already." : null,
        RemoveUpstream c => group.Upstream.Contains(c.GroupId) ? null : "The group is not linked.",
        AddParticipant c => c.Code == group.Owner || group.Participants.Contains(c.Code) ? "The jurisdiction takes part already." : null,
        _ => "Is no change.",
    };

    private static GroupEvent Event(GroupChange change, JurisdictionCode by) => change switch
    {
        AddMember c => new MemberAdded(c.Span),
        EndMember c => new MemberEnded(c.Suspect, c.End),
        RemoveMember c => new MemberRemoved(c.Suspect, c.Start),
        SetStanding c => new StandingSet(c.Suspect, c.Value),
        AddStage c => new StageAdded(c.Stage),
        RemoveStage c => new StageRemoved(c.Stage),
        AddAction c => new ActionExecuted(c.Action),
        AddCase c => new CaseLinked(c.CaseId, by),
        RemoveCase c => new CaseUnlinked(c.CaseId),
        AddUpstream c => new UpstreamLinked(c.GroupId),
        RemoveUpstream c => new UpstreamUnlinked(c.GroupId),
        AddParticipant c => new ParticipantAdded(c.Code),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };
}
