using Coordination.Core;

namespace Coordination.Suspects;

/// <summary>
/// Who may decide that two records are one person or two (rule M3 of B10): a person of each jurisdiction that is touched, or the
/// ministry's as arbiter; what holds then, and until when. To part a person takes two people, whoever they are.
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
            foreach (var pair in MatchSides.Pairs(decision.SideA, decision.SideB))
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
        var earlier = component.Decisions.LastOrDefault(d => d.Pair == vote.Pair) ?? new(a.Record, b.Record);
        var sides = MatchSides.Of(component, earlier, vote);
        var voters = Voters.Of(component, vote.Pair, sides, vote.Verdict);
        if (!voters.Include(vote.Header.Jurisdiction))
        {
            return Refusals.NotFound();
        }
        var inForce = InForce(component.Decisions);
        // Where SAME takes back that the two were parted, it binds nobody who came to either of them only since: whose they are, the evidence says.
        var isTakenBack = vote.Verdict == Verdict.Same && earlier.Standing == Verdict.NotSame && inForce.GetValueOrDefault(vote.Pair) == Verdict.NotSame;
        var bound = isTakenBack ? sides.PartedBy(earlier) : sides;
        if (Refusal(component, vote, earlier, sides, bound, inForce) is { } refusal)
        {
            return refusal;
        }
        var cast = new MatchVote(vote.Header.Jurisdiction, vote.Header.Actor, vote.Verdict, vote.Reason, now) { SideA = sides.A, SideB = sides.B };
        if (earlier.Open.Any(v => v.Actor == cast.Actor && v.AgreesWith(cast)))
        {
            return Refusals.Refuse(Reason.SecondReviewerRequired, "Your vote counts already; another person must give theirs: of the other jurisdiction where two are touched, or of the ministry.");
        }
        ImmutableArray<MatchVote> agreed = [.. earlier.Open.Where(v => v.Actor != cast.Actor && v.AgreesWith(cast)), cast];
        var takesNothingBack = vote.Verdict == Verdict.Unsure && !MatchSides.Pairs(sides.A, sides.B).Any(inForce.ContainsKey);
        return takesNothingBack || voters.AreEnough(agreed)
            ? new MatchDecided(a.Record, b.Record, bound.A, bound.B, vote.Verdict, [.. agreed.Select(v => v with { SideA = [], SideB = [] })]) { Bits = vote.Bits }
            : new MatchVoted(a.Record, b.Record, cast) { Bits = vote.Bits };
    }

    /// <summary>The decisions after a vote; the latest is last.</summary>
    public static ImmutableArray<MatchDecision> After(ImmutableArray<MatchDecision> decisions, SuspectComponentEvent happened) => happened switch
    {
        MatchVoted e => Voted(decisions, e),
        MatchDecided e => Decided(decisions, e),
        _ => decisions,
    };

    private static ImmutableArray<MatchDecision> Voted(ImmutableArray<MatchDecision> decisions, MatchVoted e)
    {
        var last = decisions.LastOrDefault(d => d.Pair == new RecordPair(e.RecordA, e.RecordB));
        var voted = last ?? new(e.RecordA, e.RecordB);
        voted = voted with { Open = [.. voted.Open.Where(v => v.Actor != e.Vote.Actor), e.Vote], Bits = e.Bits };
        return last is null ? decisions.Add(voted) : decisions.Replace(last, voted);
    }

    // An earlier decision of the pair stays as long as it binds records that this one says nothing of. But SAME takes a NOT_SAME back as a
    // whole, as UNSURE does: records that left their person because of it could not come back otherwise. What it had overridden stays so.
    private static ImmutableArray<MatchDecision> Decided(ImmutableArray<MatchDecision> decisions, MatchDecided e)
    {
        var bound = MatchSides.Pairs(e.SideA, e.SideB).ToHashSet();
        var earlier = decisions.Where(d => d.Pair == new RecordPair(e.RecordA, e.RecordB)).ToList();
        var kept = decisions.Where(d => !earlier.Contains(d) || !MatchSides.Pairs(d.SideA, d.SideB).All(bound.Contains))
            .Select(d => earlier.Contains(d) ? d with { Open = [], Standing = IsTakenBack(d) ? Verdict.Unsure : d.Standing } : d);
        return [.. kept, new(e.RecordA, e.RecordB) { Standing = e.Verdict, SideA = e.SideA, SideB = e.SideB, DecidedBy = e.By, Bits = e.Bits }];

        bool IsTakenBack(MatchDecision d) => (d.Standing, e.Verdict) == (Verdict.NotSame, Verdict.Same);
    }

    private static Rejection? Refusal(
        SuspectComponent component, JudgeMatch vote, MatchDecision earlier, MatchSides sides, MatchSides bound, IReadOnlyDictionary<RecordPair, Verdict> inForce)
    {
        var current = inForce.GetValueOrDefault(vote.Pair, earlier.Standing);
        if (vote.SeenRevision is { } seen && seen != MatchRevision.Of(component, vote.Pair))
        {
            return new Rejection(Reason.EtagMismatch, $"The match changed since you read it; the judgement is {Word(current)} now. Read it again and decide again.")
                .With(CurrentJudgement, Word(current));
        }
        if (!vote.Part.IsEmpty && !(sides.IsPartOfOnePerson(component) && sides.Part(vote.Pair)))
        {
            return Refusals.Refuse(Reason.StateTransitionInvalid, "These records are not a part of one person any more, or all of it. Read the suspect again.");
        }
        if (!sides.AreTwo)
        {
            return Refusals.Refuse(Reason.StateTransitionInvalid, vote.Verdict == Verdict.Same
                ? "The two are one person already."
                : "The two are one person now: say which records to take out of it by SplitSuspect.");
        }
        if (earlier.Standing == vote.Verdict && earlier.SideA.SequenceEqual(sides.A) && earlier.SideB.SequenceEqual(sides.B))
        {
            return Refusals.Refuse(Reason.MatchAlreadyDecided, $"It is decided: {Word(current)}.");
        }
        // Who was shown this pair was shown what parted it, and not that others of the two persons' records were judged besides: that judgement
        // is withdrawn first.
        var shown = component.Decisions.Where(d => d.Standing == Verdict.NotSame && inForce.GetValueOrDefault(vote.Pair) == Verdict.NotSame)
            .Select(d => MatchSides.Pairs(d.SideA, d.SideB).ToHashSet()).Where(pairs => pairs.Contains(vote.Pair)).SelectMany(pairs => pairs).ToHashSet();
        return vote.Verdict == Verdict.Same && MatchSides.Pairs(bound.A, bound.B).Any(pair => inForce.GetValueOrDefault(pair) == Verdict.NotSame && !shown.Contains(pair))
            ? Refusals.Refuse(Reason.MergeConflict, "Other records of the two persons were judged NOT_SAME. Judge that pair again first; ListMatches with state DECIDED or CONFLICT names it.")
            : null;
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Same => "SAME",
        Verdict.NotSame => "NOT_SAME",
        Verdict.Unsure => "UNSURE",
        _ => "undecided",
    };
}
