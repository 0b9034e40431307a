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
        new("component", SuspectComponentJson.Default, SuspectComponentMachine.Apply, SuspectComponentMachine.Index);

    protected override Decision<SuspectComponentEvent> Decide(SuspectComponent state, SuspectComponentCommand command, DateTimeOffset now) =>
        SuspectComponentMachine.Decide(state, command);
}
