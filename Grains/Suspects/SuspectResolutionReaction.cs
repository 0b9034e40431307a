using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>
/// Completes what a gateway or resolver began and did not finish: every stored record is compared, and what moved arrives where it went.
/// It looks a little later, so that mostly it finds the work done, at the price of a share in one question.
/// </summary>
public sealed class SuspectResolutionReaction : IReaction
{
    public string Name => "suspect-resolution";

    public TimeSpan After => TimeSpan.FromSeconds(2);

    public IEnumerable<Step> On(LogEntry entry)
    {
        if (entry.EventType is "record.submitted" or "record.revised")
        {
            yield return Step(entry.GrainId, resolver => resolver.Complete(entry.GrainId, entry.Version));
        }
        else if (entry.EventType == "component.moved")
        {
            var moved = System.Text.Json.JsonSerializer.Deserialize(entry.Body, SuspectComponentJson.Default.SuspectComponentEvent) as ComponentMoved;
            yield return Step(entry.GrainId, resolver => resolver.Resolve(moved!.Member, recordVersion: 0));
        }
    }

    private static Step Step(string target, Func<ISuspectResolver, Task> send) => new(target, async grains =>
    {
        await send(grains.GetGrain<ISuspectResolver>("resolver"));
        return null;
    });
}
