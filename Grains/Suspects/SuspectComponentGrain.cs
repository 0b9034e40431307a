using Coordination.Core;
using Coordination.Log;

namespace Coordination.Suspects;

[GrainType("component")]
public sealed class SuspectComponentGrain(
    [PersistentState("component", "store")] IPersistentState<GrainRow<SuspectComponent, SuspectComponentEvent>> store,
    IRequestLog log, DecisionClock clock)
    : MachineGrain<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>(Definition, store, log, clock), ISuspectComponentGrain
{
    public static readonly Aggregate<SuspectComponent, SuspectComponentEvent> Definition =
        new("component", SuspectComponentJson.Default, SuspectComponentMachine.Apply, SuspectComponentMachine.Index, isListed: false);

    protected override Decision<SuspectComponentEvent> Decide(SuspectComponent state, SuspectComponentCommand command, DateTimeOffset now) =>
        SuspectComponentMachine.Decide(state, command, now);

    protected override IEnumerable<JurisdictionCode> Concerned(SuspectComponent before, SuspectComponent after, SuspectComponentEvent happened) =>
        ComponentNotices.Concerned(before, after, happened);

    protected override RowIndex? IndexOf(SuspectComponent before, SuspectComponent next, SuspectComponentCommand command) => next.MovedInto is { } into
        ? new() { Filed = [.. next.Members.Select(m => m.Record)], MovedInto = into }
        : new() { Filed = [.. next.Members.Select(m => m.Record).Except(before.Members.Select(m => m.Record))] };
}
