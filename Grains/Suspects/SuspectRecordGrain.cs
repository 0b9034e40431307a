using Coordination.Core;
using Coordination.Log;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Stores a record; its commit also writes the keyed hashes under which other records find it.</summary>
[GrainType("record")]
public sealed class SuspectRecordGrain(
    [PersistentState("record", "store")] IPersistentState<GrainRow<SuspectRecord, SuspectRecordEvent>> store,
    IRequestLog log, DecisionClock clock, SuspectFeatures features, IMatchKeyHash hash)
    : MachineGrain<SuspectRecord, SuspectRecordCommand, SuspectRecordEvent>(Definition, store, log, clock), ISuspectRecordGrain
{
    /// <summary>The document number fails its check digit: stored as it is, compared with care.</summary>
    private const string IdCheckFailed = "ID_CHECK_FAILED";

    // The open content of the submission under way; gone when its turn ends.
    private NormalizedRecord? _content;

    public static readonly Aggregate<SuspectRecord, SuspectRecordEvent> Definition =
        new("record", SuspectRecordJson.Default, SuspectRecordMachine.Apply, SuspectRecordMachine.Index);

    protected override Decision<SuspectRecordEvent> Decide(SuspectRecord state, SuspectRecordCommand command, DateTimeOffset now) =>
        SuspectRecordMachine.Decide(state, command);

    public new async Task<Reply<SuspectRecord>> Execute(SuspectRecordCommand command)
    {
        if (command is not SubmitRecord submit)
        {
            return await base.Execute(command);
        }
        _content = await features.Open(this.GetPrimaryKeyString(), submit.Header.Jurisdiction, submit.Attributes);
        try
        {
            return await base.Execute(submit with { Flags = _content.Document.IsCheckFailed ? [IdCheckFailed] : [] });
        }
        finally
        {
            _content = null;
        }
    }

    protected override ValueTask<IReadOnlyList<string>?> MatchKeys(SuspectRecord next) =>
        new([.. Resolution.MatchKeys.Keys(_content!).Select(key => hash.Of((int)key.Family, key.Text)).Distinct()]);
}
