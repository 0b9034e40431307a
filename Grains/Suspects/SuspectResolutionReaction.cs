using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>
/// Completes what a gateway or resolver began and did not finish: every stored record is compared, and what moved arrives where it went.
/// Mostly it finds the work done, at the price of one read.
/// </summary>
public sealed class SuspectResolutionReaction : IReaction
{
    public string Name => "suspect-resolution";

    public IEnumerable<Step> On(LogEntry entry)
    {
        if (entry.EventType is "record.submitted" or "record.revised")
        {
            yield return Resolve(entry.GrainId, entry.Version);
        }
        else if (entry.EventType == "component.moved")
        {
            yield return Resolve(ComponentRoot.FounderOf(entry.GrainId), recordVersion: 0);
        }
    }

    private static Step Resolve(string record, int recordVersion) => new(record, async grains =>
    {
        await grains.GetGrain<ISuspectResolver>("resolver").Resolve(record, recordVersion);
        return null;
    });
}
