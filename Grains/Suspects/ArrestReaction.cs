using Coordination.Cases;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>When a case detains or arrests, the component of the suspect record learns of it, and with it all who hold a record of that person (rule M5 of B10).</summary>
public sealed class ArrestReaction : IReaction
{
    public string Name => "suspect-arrest";

    public IEnumerable<Step> On(LogEntry entry) =>
        entry.EventType == "case.measure_imposed"
        && CaseLog.EventOf(entry) is MeasureImposed { Measure: { Kind: MeasureKind.Detention or MeasureKind.Arrest, Suspect.Length: > 0 } measure }
            ? [Note(entry, measure)]
            : [];

    private Step Note(LogEntry entry, Measure measure) => new(measure.Suspect, async grains =>
        (await grains.GetGrain<ISuspectResolver>("resolver").NoteArrest(
            new(entry.DerivedHeader(Name, measure.Suspect), new(measure.Suspect, entry.GrainId, measure.Id, measure.Since)))).Rejection);
}
