using Coordination.Log;

namespace Coordination.Suspects;

public static class SuspectRecordAggregate
{
    public static readonly Aggregate<SuspectRecord, SuspectRecordEvent> Definition =
        new("record", SuspectRecordJson.Default, SuspectRecordMachine.Apply, SuspectRecordMachine.Index, isListed: false);
}
