using Coordination.Core;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>Stores a record; its commit also writes the keyed hashes under which other records find it.</summary>
[GrainType("record")]
public sealed class SuspectRecordGrain(
    [PersistentState("record", "store")] IPersistentState<GrainRow<SuspectRecord, SuspectRecordEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<SuspectRecord, SuspectRecordCommand, SuspectRecordEvent>(Definition, store, log, clock), ISuspectRecordGrain
{
    public static readonly Aggregate<SuspectRecord, SuspectRecordEvent> Definition =
        new("record", SuspectRecordJson.Default, SuspectRecordMachine.Apply, SuspectRecordMachine.Index, isListed: false);

    protected override Decision<SuspectRecordEvent> Decide(SuspectRecord state, SuspectRecordCommand command, DateTimeOffset now) =>
        SuspectRecordMachine.Decide(state, command);

    protected override RowIndex? IndexOf(SuspectRecord before, SuspectRecord next, SuspectRecordCommand command) =>
        command is not SubmitRecord submit ? null : new()
        {
            Keys = submit.Keys,
            Part = submit.Part,
            Content = new(next.Owner.Value, next.Attributes!.KeyId, next.Attributes.Ciphertext, next.Sealed),
        };
}
