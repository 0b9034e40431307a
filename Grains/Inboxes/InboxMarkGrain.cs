using Coordination.Core;
using Coordination.Log;

namespace Coordination.Inboxes;

[GrainType("inbox")]
public sealed class InboxMarkGrain(
    [PersistentState("inbox", "store")] IPersistentState<GrainRow<InboxMark, InboxMarkEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<InboxMark, InboxMarkCommand, InboxMarkEvent>(Definition, store, log, clock), IInboxMarkGrain
{
    public static readonly Aggregate<InboxMark, InboxMarkEvent> Definition =
        new("inbox", InboxMarkJson.Default, InboxMarkMachine.Apply, InboxMarkMachine.Index);

    protected override Decision<InboxMarkEvent> Decide(InboxMark state, InboxMarkCommand command, DateTimeOffset now) =>
        InboxMarkMachine.Decide(state, command);
}
