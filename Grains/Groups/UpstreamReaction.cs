using Coordination.Log;

namespace Coordination.Groups;

/// <summary>When a group links its supplier, or no longer does, the supplier learns of it: a chain can then be walked both ways.</summary>
public sealed class UpstreamReaction : IReaction
{
    public string Name => "note-downstream";

    public IEnumerable<Step> On(LogEntry entry) => entry.EventType is not ("group.upstream-linked" or "group.upstream-unlinked") ? []
        : GroupLog.EventOf(entry) switch
        {
            UpstreamLinked e => [Note(entry, e.GroupId, linked: true)],
            UpstreamUnlinked e => [Note(entry, e.GroupId, linked: false)],
            _ => [],
        };

    private Step Note(LogEntry entry, string supplier, bool linked) => new(supplier, async grains =>
        (await grains.GetGrain<IGroupGrain>(supplier).Execute(new NoteDownstream(entry.DerivedHeader(Name, supplier), entry.GrainId, linked))).Rejection);
}
