using Coordination.Core;

namespace Coordination.Suspects;

/// <summary>
/// Who may decide that two records are one person or two (rule M3 of B10): a person of each jurisdiction that is touched, or the
/// ministry's as arbiter; what holds then, and until when.
/// </summary>
public static class JudgementRules
{
    /// <summary>Metadata key that names the judgement which the voter had not seen.</summary>
    public const string CurrentJudgement = "currentJudgement";

    /// <summary>The judgements in force: about one pair of records the latest decision holds, and UNSURE leaves it to the machine.</summary>
    public static IReadOnlyDictionary<RecordPair, Verdict> InForce(IEnumerable<MatchDecision> decisions)
    {
        var inForce = new Dictionary<RecordPair, Verdict>();
        foreach (var decision in decisions.Where(d => d.Standing != Verdict.Unspecified))
        {
            foreach (var pair in decision.SideA.SelectMany(a => decision.SideB.Select(b => RecordPair.Of(a, b))))
            {
                if (decision.Standing == Verdict.Unsure) { inForce.Remove(pair); }
                else { inForce[pair] = decision.Standing; }
            }
        }
        return inForce;
    }

    /// <summary>What a vote comes to. Of a component that holds both records, with its persons as they were shown.</summary>
    public static Decision<SuspectComponentEvent> Decide(SuspectComponent component, JudgeMatch vote, DateTimeOffset now)
    {
        var (a, b) = (component.MemberOf(vote.Pair.RecordA), component.MemberOf(vote.Pair.RecordB));
        if (a is null || b is null || a == b)
        {
            return Refusals.NotFound();
        }
        var earlier = component.Decisions.FirstOrDefault(d => d.Pair == vote.Pair) ?? new(a.Record, b.Record);
        var sides = Sides(component, vote, earlier);
        var voters = Voters.Of(component, vote, sides);
        if (!voters.Include(vote.Header.Jurisdiction))
        {
            return Refusals.NotFound();
        }
        if (Refusal(component, vote, earlier, sides) is { } refusal)
        {
            return refusal;
        }
        var cast = new MatchVote(vote.Header.Jurisdiction, vote.Header.Actor, vote.Verdict, vote.Reason, now);
        ImmutableArray<MatchVote> agreed = [.. earlier.Open.Where(v => v.Actor != cast.Actor && v.Verdict == cast.Verdict), cast];
        var takesNothingBack = vote.Verdict == Verdict.Unsure && earlier.Standing == Verdict.Unspecified;
        return takesNothingBack || voters.AreEnough(agreed, vote.PersonsMin)
            ? new MatchDecided(a.Record, b.Record, sides.A, sides.B, vote.Verdict, agreed)
            : new MatchVoted(a.Record, b.Record, cast);
    }

    /// <summary>The decisions after a vote; the latest is last.</summary>
    public static ImmutableArray<MatchDecision> After(ImmutableArray<MatchDecision> decisions, SuspectComponentEvent happened) => happened switch
    {
        MatchVoted e => Replace(decisions, e.RecordA, e.RecordB, d => d with { Open = [.. d.Open.Where(v => v.Actor != e.Vote.Actor), e.Vote] }),
        MatchDecided e => Replace(decisions, e.RecordA, e.RecordB, d => d with
        {
            Standing = e.Verdict, SideA = e.SideA, SideB = e.SideB, DecidedBy = e.By, Open = [],
        }, last: true),
        _ => decisions,
    };

    private static Rejection? Refusal(SuspectComponent component, JudgeMatch vote, MatchDecision earlier, (ImmutableArray<string> A, ImmutableArray<string> B) sides)
    {
        if (vote.SeenRevision is { } seen && seen != MatchRevision.Of(component, vote.Pair))
        {
            return new Rejection(Reason.EtagMismatch, $"The match changed since you read it; the judgement is {Word(earlier)} now. Read it again and decide again.")
                .With(CurrentJudgement, Word(earlier));
        }
        if (sides.A.Intersect(sides.B).Any() || sides.A.IsEmpty || sides.B.IsEmpty || sides.A.Concat(sides.B).Any(r => component.MemberOf(r) is null))
        {
            return Refusals.Refuse(Reason.StateTransitionInvalid, "The two are one person now: say which records to take out of it by SplitSuspect.");
        }
        if (earlier.Standing == vote.Verdict && earlier.SideA.SequenceEqual(sides.A) && earlier.SideB.SequenceEqual(sides.B))
        {
            return Refusals.Refuse(Reason.MatchAlreadyDecided, $"It is decided: {Word(earlier)}.");
        }
        return earlier.Open.Any(v => v.Actor == vote.Header.Actor && v.Verdict == vote.Verdict)
            ? Refusals.Refuse(Reason.SecondReviewerRequired, "Your vote counts already; another person must give theirs: of the other jurisdiction where two are touched.")
            : null;
    }

    /// <summary>The records that the vote parts or joins: as it names them; else the two persons as they are; else, of one person, as it was decided.</summary>
    private static (ImmutableArray<string> A, ImmutableArray<string> B) Sides(SuspectComponent component, JudgeMatch vote, MatchDecision earlier)
    {
        if (!vote.SideA.IsEmpty || !vote.SideB.IsEmpty)
        {
            return (Sorted(vote.SideA), Sorted(vote.SideB));
        }
        ImmutableArray<string> Person(string record) => component.EntityOf(record)?.Records ?? [record];
        var (a, b) = (Person(vote.Pair.RecordA), Person(vote.Pair.RecordB));
        if (a.Contains(vote.Pair.RecordB))
        {
            return earlier.Standing != Verdict.Unspecified ? (earlier.SideA, earlier.SideB) : (a, b);
        }
        // What was bound before is bound, or freed, with it.
        return (Sorted([.. a, .. earlier.SideA.Except(b)]), Sorted([.. b, .. earlier.SideB.Except(a)]));
    }

    private static ImmutableArray<string> Sorted(IEnumerable<string> records) => [.. records.Distinct().Order(StringComparer.Ordinal)];

    private static string Word(MatchDecision decision) => decision.Standing switch
    {
        Verdict.Same => "SAME",
        Verdict.NotSame => "NOT_SAME",
        Verdict.Unsure => "UNSURE",
        _ => "undecided",
    };

    private static ImmutableArray<MatchDecision> Replace(
        ImmutableArray<MatchDecision> decisions, string a, string b, Func<MatchDecision, MatchDecision> change, bool last = false)
    {
        var pair = new RecordPair(a, b);
        var at = decisions.ToList().FindIndex(d => d.Pair == pair);
        var changed = change(at < 0 ? new(a, b) : decisions[at]);
        return at < 0 ? decisions.Add(changed) : last ? decisions.RemoveAt(at).Add(changed) : decisions.SetItem(at, changed);
    }
}
