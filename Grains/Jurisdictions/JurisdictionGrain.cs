using Coordination.Core;
using Coordination.Log;

namespace Coordination.Jurisdictions;

/// <summary>Runs <see cref="JurisdictionMachine"/>.</summary>
[GrainType("jurisdiction")]
public sealed class JurisdictionGrain(
    [PersistentState("jurisdiction", "store")] IPersistentState<GrainRow<JurisdictionProfile, JurisdictionEvent>> store,
    IRequestLog log, DecisionClock clock)
    : MachineGrain<JurisdictionProfile, JurisdictionCommand, JurisdictionEvent>(JurisdictionAggregate.Definition, store, log, clock),
        IJurisdictionGrain
{
    protected override Decision<JurisdictionEvent> Decide(JurisdictionProfile state, JurisdictionCommand command, DateTimeOffset now) =>
        JurisdictionMachine.Decide(state, command);
}
