using Coordination.Core;

namespace Coordination.Suspects;

/// <summary>Carries out people's votes: what follows from one is computed before it is written, and both are one write.</summary>
public sealed class SuspectJudging(SuspectFiling filing, IMatchIndex index, DecisionClock clock)
{
    private const int AttemptsMax = 30;

    public async Task<Reply<SuspectComponent>> Judge(JudgeMatch vote)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await Try(vote) is { } judged)
            {
                return judged;
            }
        }
        throw new TimeoutException($"The match lost {AttemptsMax} races in a row; nothing was decided.");
    }

    private async Task<Reply<SuspectComponent>?> Try(JudgeMatch vote)
    {
        if (await filing.Together(vote.Pair.RecordA, vote.Pair.RecordB) is not var (union, open))
        {
            var stored = await index.Load([vote.Pair.RecordA, vote.Pair.RecordB]);
            return stored.Count == 2 ? null : new(null, 0, Refusals.NotFound());
        }
        var gathered = union.Gathered();
        var whole = union.TargetState.With(gathered);
        var decision = JudgementRules.Decide(whole, vote, clock.GetUtcNow());
        if (decision.Rejection is { } refused && union.Homes.Count != 1)
        {
            return new(null, 0, refused); // an answer that was given before rests in the component that holds both by then
        }
        var decisions = decision.Events.Aggregate(whole.Decisions, JudgementRules.After);
        return await filing.Carry(union, vote with
        {
            Header = vote.Header with { ExpectedVersion = union.TargetVersion },
            Settlement = Union.Computed(gathered, decisions, open),
        });
    }
}
