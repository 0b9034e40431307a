using Coordination.Core;
using Coordination.Log;

namespace Coordination.JointOperations;

[GrainType("operation")]
public sealed class JointOperationGrain(
    [PersistentState("operation", "store")] IPersistentState<GrainRow<JointOperation, JointOperationEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<JointOperation, JointOperationCommand, JointOperationEvent>(JointOperationAggregate.Definition, store, log, clock), IJointOperationGrain
{
    protected override Decision<JointOperationEvent> Decide(JointOperation state, JointOperationCommand command, DateTimeOffset now) =>
        JointOperationMachine.Decide(state, command, now);

    public async Task<Rejection?> OnDue(string kind, CommandHeader header)
    {
        JointOperationCommand? command = kind switch
        {
            JointOperationAggregate.ConsentDue => new PassConsentDeadline(header),
            JointOperationAggregate.TZero => new ReachTZero(header),
            _ => null,
        };
        var rejection = command is null ? null : (await Execute(command)).Rejection;
        // It is no longer due: somebody was faster.
        return rejection?.Reason is Reason.StateTransitionInvalid ? null : rejection;
    }
}
