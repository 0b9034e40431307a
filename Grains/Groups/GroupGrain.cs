using Coordination.Core;
using Coordination.Log;

namespace Coordination.Groups;

/// <summary>Runs <see cref="GroupMachine"/>.</summary>
[GrainType("group")]
public sealed class GroupGrain(
    [PersistentState("group", "store")] IPersistentState<GrainRow<Group, GroupEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<Group, GroupCommand, GroupEvent>(GroupAggregate.Definition, store, log, clock), IGroupGrain
{
    protected override Decision<GroupEvent> Decide(Group state, GroupCommand command, DateTimeOffset now) =>
        GroupMachine.Decide(state, command, this.GetPrimaryKeyString(), now);
}
