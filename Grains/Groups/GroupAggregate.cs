using Coordination.Log;

namespace Coordination.Groups;

public static class GroupAggregate
{
    public static readonly Aggregate<Group, GroupEvent> Definition = new("group", GroupJson.Default, GroupMachine.Apply, Index);

    private static ResourceIndex Index(Group group) =>
        new(group.Owner, Dismantling.Status(group).ToString(), [.. group.Parties()]);
}
