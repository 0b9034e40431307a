using Orleans.Concurrency;

namespace Coordination.Suspects;

/// <summary>The way in for many records. It keeps nothing, so calls may overlap.</summary>
[StatelessWorker(1), Reentrant, GrainType("suspect-intake")]
public sealed class SuspectIntake(SuspectQueue queue) : Grain, ISuspectIntake
{
    public async Task<ImmutableArray<Submitted>> Submit(ImmutableArray<Submission> submissions) =>
        [.. await Task.WhenAll(submissions.Select(Submit))];

    private async Task<Submitted> Submit(Submission submission)
    {
        try
        {
            var reply = await GrainFactory.GetGrain<ISuspectRecordGrain>(submission.RecordKey).Execute(submission.Command);
            var compared = reply.Rejection is null && !submission.Command.Header.ValidateOnly ? await queue.Compare(submission.RecordKey) : null;
            return new(reply, compared, null);
        }
        catch (Exception failure)
        {
            return new(null, null, failure); // told to the one it concerns; the others of the call must not fail with it
        }
    }
}
