using Orleans.Concurrency;

namespace Coordination.Suspects;

/// <summary>The way to the records, and in for many. It keeps nothing, so calls may overlap.</summary>
[StatelessWorker(1), Reentrant, GrainType("suspect-intake")]
public sealed class SuspectIntake(SuspectRecords records, SuspectQueue queue, OpenedRecords opened) : Grain, ISuspectIntake
{
    public async Task<ImmutableArray<Submitted>> Submit(ImmutableArray<Submission> submissions)
    {
        var replies = records.Execute(submissions);
        var early = queue.FindEarly(submissions);
        await Task.WhenAny(Task.WhenAll(replies)); // each tells its own failure
        List<string> stored = [];
        var areNew = true;
        foreach (var (submission, reply) in submissions.Zip(replies))
        {
            areNew &= reply is { IsCompletedSuccessfully: true, Result: { Rejection: null, Version: 1, Unchanged: false, Replayed: false } };
            if (submission.Command.Header.ValidateOnly || reply is not { IsCompletedSuccessfully: true, Result: { Rejection: null } accepted }) { continue; }
            stored.Add(submission.RecordKey);
            if (accepted is { Unchanged: false, Replayed: false }) { opened.Keep(new(submission.RecordKey, accepted.Version), submission.Command.Attributes, submission.Key); }
        }
        var looks = queue.Compare(stored, areNew ? early : null);
        return [.. await Task.WhenAll(submissions.Select((s, i) => Ended(replies[i], looks.GetValueOrDefault(s.RecordKey))))];
    }

    public Task<Reply<SuspectRecord>> Read(string recordKey) => records.Read(recordKey);

    private static async Task<Submitted> Ended(Task<Reply<SuspectRecord>> reply, Task<Resolved>? look)
    {
        try
        {
            return new(await reply, look is null ? null : await look, null);
        }
        catch (Exception failure)
        {
            return new(null, null, failure); // told to the one it concerns; the others of the call must not fail with it
        }
    }
}
