using Coordination.Core;
using Coordination.Log;

namespace Coordination.Cases;

[GrainType("case")]
public sealed class CaseGrain(
    [PersistentState("case", "store")] IPersistentState<GrainRow<CaseFile, CaseEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<CaseFile, CaseCommand, CaseEvent>(CaseAggregate.Definition, store, log, clock), ICaseGrain
{
    protected override Decision<CaseEvent> Decide(CaseFile state, CaseCommand command, DateTimeOffset now) => CaseMachine.Decide(state, command, now);

    public async Task<Rejection?> OnDue(string kind, CommandHeader header) => (await Execute(new LapseClock(header, kind))).Rejection;
}
