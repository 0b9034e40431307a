using Coordination.Core;
using Coordination.Log;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Carries out people's votes, and notes arrests: what follows is computed before it is written, and all of it is one write.</summary>
public sealed class SuspectJudging(SuspectFiling filing, IMatchIndex index, IRequestLog log, DecisionClock clock)
{
    private const int AttemptsMax = 30;

    /// <returns>The component that holds both records afterwards; without it for a vote that was carried out before.</returns>
    /// <exception cref="TimeoutException">It lost too many races; nothing was decided.</exception>
    public async Task<Reply<SuspectComponent>> Judge(JudgeMatch vote) =>
        await Replayed(vote.Header) ?? await Repeatedly(() => TryJudge(vote));

    /// <inheritdoc cref="Judge"/>
    public async Task<Reply<SuspectComponent>> NoteArrest(NoteArrest command) =>
        await Replayed(command.Header) ?? await Repeatedly(() => TryNote(command));

    private static async Task<Reply<SuspectComponent>> Repeatedly(Func<Task<Reply<SuspectComponent>?>> attempt)
    {
        for (var n = 0; n < AttemptsMax; n++)
        {
            if (await attempt() is { } reply)
            {
                return reply;
            }
        }
        throw new TimeoutException($"The component lost {AttemptsMax} races in a row; nothing was decided.");
    }

    private async Task<Reply<SuspectComponent>?> TryJudge(JudgeMatch vote)
    {
        if (await filing.Together(vote.Pair.RecordA, vote.Pair.RecordB) is not var (union, open))
        {
            return await AreStored(vote.Pair.RecordA, vote.Pair.RecordB) ? null : new(null, 0, Refusals.NotFound());
        }
        var gathered = union.Gathered();
        var whole = union.TargetState.With(gathered);
        var decision = JudgementRules.Decide(whole, vote, clock.GetUtcNow());
        // Refused or only asked, nothing moves. The same vote may have come twice at once.
        if (decision.Rejection is { } refused)
        {
            return await Replayed(vote.Header) ?? new(null, 0, refused);
        }
        if (vote.Header.ValidateOnly)
        {
            return new(whole, union.TargetVersion);
        }
        return await filing.Carry(union, vote with
        {
            Header = vote.Header with { ExpectedVersion = union.TargetVersion },
            Bits = Scorer.Compare(open[vote.Pair.RecordA], open[vote.Pair.RecordB], Model.Suspects).Bits,
            Settlement = Union.Computed(gathered, decision.Events.Aggregate(whole.Decisions, JudgementRules.After), open),
        });
    }

    private async Task<Reply<SuspectComponent>?> TryNote(NoteArrest command)
    {
        var record = command.Arrest.Record;
        if (await filing.Together(record) is not var (union, open))
        {
            return await AreStored(record) ? null : new(null, 0, Refusals.NotFound());
        }
        var gathered = union.Gathered();
        return await filing.Carry(union, command with
        {
            Header = command.Header with { ExpectedVersion = union.TargetVersion },
            Settlement = Union.Computed(gathered, union.TargetState.With(gathered).Decisions, open),
        });
    }

    // The component that took it may have moved since: the log knows the request wherever it was carried out.
    private async Task<Reply<SuspectComponent>?> Replayed(CommandHeader header) =>
        await log.Find(header.Principal, header.RequestId) is { } found && found.Fingerprint == header.Fingerprint
            ? new(null, found.Version, Replayed: true)
            : null;

    private async Task<bool> AreStored(params string[] records) => (await index.Load(Array.ConvertAll(records, record => new RecordVersion(record, 0)))).Count == records.Length;
}
