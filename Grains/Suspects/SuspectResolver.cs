using Orleans.Concurrency;

namespace Coordination.Suspects;

/// <summary>The way to the comparisons of this silo. It keeps nothing, so calls may overlap.</summary>
[StatelessWorker(1), Reentrant, GrainType("suspect-resolver")]
public sealed class SuspectResolver(SuspectQueue queue, SuspectJudging judging, SuspectExplaining explaining) : Grain, ISuspectResolver
{
    public Task<Resolved> Resolve(string recordKey) => queue.Compare([recordKey])[recordKey];

    public Task Complete(ImmutableArray<RecordVersion> records) => queue.Complete(records);

    public Task<Reply<SuspectComponent>> Judge(JudgeMatch vote) => judging.Judge(vote);

    public Task<Reply<SuspectComponent>> NoteArrest(NoteArrest command) => judging.NoteArrest(command);

    public Task<MatchExplanation?> Explain(RecordPair pair, ImmutableArray<string> hidden) => explaining.Explain(pair, hidden);

    public Task<ImmutableArray<MatchCandidate>> Candidates(string recordKey) => explaining.Candidates(recordKey);
}
