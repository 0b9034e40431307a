using System.Text.Json;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>
/// Completes what a gateway or resolver began and did not finish: every stored record is compared, and what moved arrives where it went.
/// It looks a little later, so that mostly it finds the work done, at the price of one question for all that were read together.
/// </summary>
public sealed class SuspectResolutionReaction : IReaction
{
    public string Name => "suspect-resolution";

    public TimeSpan After => TimeSpan.FromSeconds(2);

    public IEnumerable<Step> On(LogEntry entry) => On([entry]).Select(step => step.Step);

    public IEnumerable<(LogEntry Entry, Step Step)> On(IReadOnlyList<LogEntry> entries)
    {
        var stored = entries.Where(e => e.EventType is "record.submitted" or "record.revised").ToList();
        if (stored.Count > 0)
        {
            ImmutableArray<RecordVersion> records = [.. stored.Select(e => new RecordVersion(e.GrainId, e.Version))];
            yield return (stored[^1], Step("records", resolver => resolver.Complete(records)));
        }
        foreach (var entry in entries.Where(e => e.EventType == "component.moved"))
        {
            var moved = (ComponentMoved)JsonSerializer.Deserialize(entry.Body, SuspectComponentJson.Default.SuspectComponentEvent)!;
            yield return (entry, Step(entry.GrainId, resolver => resolver.Resolve(moved.Member)));
        }
    }

    private static Step Step(string target, Func<ISuspectResolver, Task> send) => new(target, async grains =>
    {
        await send(grains.GetGrain<ISuspectResolver>("resolver"));
        return null;
    });
}
