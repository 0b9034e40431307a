using Coordination.Core;
using Coordination.Log;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Coordination.Suspects;

/// <summary>
/// The records, a row each as grains have; its commit also writes the keyed hashes under which other records find it. No grain stands
/// for a record: it is written once and hardly ever again, and of two that write it at once its version lets one win. A hundred
/// thousand activations would be made, and kept, for nothing.
/// </summary>
public sealed class SuspectRecords([FromKeyedServices("store")] IGrainStorage store, IStoreGroups groups, IRequestLog log, DecisionClock clock)
{
    private const string StateName = "record";

    /// <summary>Lost races in a row before the caller is told to come back.</summary>
    private const int AttemptsMax = 10;

    /// <summary>Stores records, together; an unchanged content is accepted without a write.</summary>
    /// <returns>In their order, each as if it had come alone.</returns>
    public IReadOnlyList<Task<Reply<SuspectRecord>>> Execute(IReadOnlyList<Submission> submissions) => groups.Together(() => submissions.Select(Execute).ToList());

    /// <summary>Nearly every record is new, so it is written as one without a look; the write fails where it is not, and then it is read.</summary>
    private async Task<Reply<SuspectRecord>> Execute(Submission submission)
    {
        var row = submission.Command.Header.ValidateOnly ? await Row(submission.RecordKey) : Row(submission.RecordKey, new(new()));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await row.Execute(submission.Command);
            }
            catch (InconsistentStateException) when (attempt < AttemptsMax)
            {
                row = await Row(submission.RecordKey);
            }
        }
    }

    public async Task<Reply<SuspectRecord>> Read(string key) => (await Row(key)).Read();

    private async Task<RowMachine<SuspectRecord, SuspectRecordCommand, SuspectRecordEvent>> Row(string key)
    {
        var held = new GrainState<GrainRow<SuspectRecord, SuspectRecordEvent>>(new());
        await store.ReadStateAsync(StateName, Id(key), held);
        return Row(key, held);
    }

    private RowMachine<SuspectRecord, SuspectRecordCommand, SuspectRecordEvent> Row(string key, GrainState<GrainRow<SuspectRecord, SuspectRecordEvent>> held) =>
        new(new Owner(key, store, held), held, log, clock);

    private static GrainId Id(string key) => GrainId.Create(SuspectRecordAggregate.Definition.GrainType, key);

    private sealed class Owner(string key, IGrainStorage store, GrainState<GrainRow<SuspectRecord, SuspectRecordEvent>> held)
        : IRowOwner<SuspectRecord, SuspectRecordCommand, SuspectRecordEvent>
    {
        public string Key => key;

        public Aggregate<SuspectRecord, SuspectRecordEvent> Aggregate => SuspectRecordAggregate.Definition;

        public Decision<SuspectRecordEvent> Decide(SuspectRecord state, SuspectRecordCommand command, DateTimeOffset now) =>
            SuspectRecordMachine.Decide(state, command);

        /// <summary>Only its owner, which never changes.</summary>
        public IEnumerable<JurisdictionCode> Concerned(SuspectRecord before, SuspectRecord after, SuspectRecordEvent happened) => [after.Owner];

        public RowIndex? IndexOf(SuspectRecord before, SuspectRecord next, SuspectRecordCommand command) => command is not SubmitRecord submit ? null : new()
        {
            Keys = submit.Keys,
            Part = submit.Part,
            Content = new(next.Owner.Value, next.Attributes!.KeyId, next.Attributes.Ciphertext, next.Sealed, next.SourceRecordId, next.Flags),
        };

        public Task Write(GrainRow<SuspectRecord, SuspectRecordEvent> next)
        {
            held.State = next;
            return store.WriteStateAsync(StateName, Id(key), held);
        }
    }
}
