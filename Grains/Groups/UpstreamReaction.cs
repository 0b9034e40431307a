using System.Text.Json;
using Coordination.Log;

namespace Coordination.Groups;

/// <summary>When a group links its supplier, or no longer does, the supplier learns of it: a chain can then be walked both ways.</summary>
public sealed class UpstreamReaction : IReaction
{
    public string Name => "note-downstream";

    public IEnumerable<Step> On(LogEntry entry) => entry.EventType switch
    {
        "group.upstream-linked" => [Note(entry, linked: true)],
        "group.upstream-unlinked" => [Note(entry, linked: false)],
        _ => [],
    };

    private Step Note(LogEntry entry, bool linked)
    {
        using var body = JsonDocument.Parse(entry.Body);
        var supplier = body.RootElement.GetProperty("groupId").GetString()!;
        return new(supplier, async grains => (await grains.GetGrain<IGroupGrain>(supplier)
            .Execute(new NoteDownstream(entry.DerivedHeader(Name, supplier), entry.GrainId, linked))).Rejection);
    }
}
