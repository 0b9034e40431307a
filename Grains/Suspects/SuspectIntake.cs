using Orleans.Concurrency;

namespace Coordination.Suspects;

/// <summary>The way to the records, and in for many. It keeps nothing, so calls may overlap.</summary>
[StatelessWorker(1), Reentrant, GrainType("suspect-intake")]
public sealed class SuspectIntake(SuspectRecords records, SuspectQueue queue) : Grain, ISuspectIntake
{
    public async Task<ImmutableArray<Submitted>> Submit(ImmutableArray<Submission> submissions) =>
        [.. await Task.WhenAll(submissions.Select(Submit))];

    public Task<Reply<SuspectRecord>> Read(string recordKey) => records.Read(recordKey);

    private async Task<Submitted> Submit(Submission submission)
    {
        try
        {
            var reply = await records.Execute(submission.RecordKey, submission.Command);
            var compared = reply.Rejection is null && !submission.Command.Header.ValidateOnly ? await queue.Compare(submission.RecordKey) : null;
            return new(reply, compared, null);
        }
        catch (Exception failure)
        {
            return new(null, null, failure); // told to the one it concerns; the others of the call must not fail with it
        }
    }
}
