using Coordination.Core;
using Coordination.Log;

namespace Coordination.Disclosures;

[GrainType("disclosure")]
public sealed class DisclosureGrain(
    [PersistentState("disclosure", "store")] IPersistentState<GrainRow<Disclosure, DisclosureEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<Disclosure, DisclosureCommand, DisclosureEvent>(DisclosureAggregate.Definition, store, log, clock), IDisclosureGrain
{
    protected override Decision<DisclosureEvent> Decide(Disclosure state, DisclosureCommand command, DateTimeOffset now) =>
        DisclosureMachine.Decide(state, command, now);

    protected override IEnumerable<JurisdictionCode> Concerned(Disclosure before, Disclosure after, DisclosureEvent happened) =>
        DisclosureAggregate.Concerned(after, happened);

    public async Task<Rejection?> OnDue(string kind, CommandHeader header) =>
        kind == DisclosureClocks.Answer.Kind ? (await Execute(new PassDisclosureDeadline(header))).Rejection : null;
}
