namespace Coordination.Suspects;

/// <summary>The records that a judgement of a pair binds: each of the one side with each of the other.</summary>
internal sealed record MatchSides(ImmutableArray<string> A, ImmutableArray<string> B)
{
    /// <summary>True if both sides hold records and none is on both.</summary>
    public bool AreTwo => !A.IsEmpty && !B.IsEmpty && !A.Intersect(B).Any();

    /// <summary>What a vote is about: the part that it names; the two persons; of one person the parts that a pending vote names, else what was decided before.</summary>
    public static MatchSides Of(SuspectComponent component, MatchDecision earlier, JudgeMatch vote)
    {
        if (vote.Part.IsEmpty)
        {
            return Of(component, earlier, vote.Verdict);
        }
        var part = Sorted(vote.Part);
        var rest = Sorted(PersonOf(component, part[0]).Except(part));
        return part.Contains(vote.Pair.RecordA) ? new(part, rest) : new(rest, part);
    }

    /// <summary>What a vote that names no part would be about.</summary>
    public static MatchSides Of(SuspectComponent component, MatchDecision earlier, Verdict verdict)
    {
        var (a, b) = (PersonOf(component, earlier.RecordA), PersonOf(component, earlier.RecordB));
        if (a.Contains(earlier.RecordB))
        {
            return earlier.Open.LastOrDefault() is { } pending ? new(pending.SideA, pending.SideB)
                : earlier.Standing != Verdict.Unspecified ? new(earlier.SideA, earlier.SideB)
                : new(a, []);
        }
        // What was bound before is bound, or freed, with it; but nobody is joined who was not shown.
        return verdict is Verdict.Same or Verdict.Unspecified
            ? new(a, b)
            : new(Sorted([.. a, .. earlier.SideA.Except(b)]), Sorted([.. b, .. earlier.SideB.Except(a)]));
    }

    /// <summary>True if the two sides are the whole of one person.</summary>
    public bool IsPartOfOnePerson(SuspectComponent component) =>
        AreTwo && PersonOf(component, A[0]).Order(StringComparer.Ordinal).SequenceEqual(Sorted([.. A, .. B]));

    /// <summary>True if the two records are on different sides.</summary>
    public bool Part(RecordPair pair) => A.Contains(pair.RecordA) && B.Contains(pair.RecordB);

    /// <summary>Those of them that were parted by <paramref name="decision"/>.</summary>
    public MatchSides PartedBy(MatchDecision decision) => new(Sorted(A.Intersect(decision.SideA)), Sorted(B.Intersect(decision.SideB)));

    /// <summary>True if some record of the one side is now one person with some of the other.</summary>
    public bool Overlap(SuspectComponent component) => A.Any(a => PersonOf(component, a).Any(B.Contains));

    /// <summary>Each record of the one side with each of the other.</summary>
    public static IEnumerable<RecordPair> Pairs(ImmutableArray<string> a, ImmutableArray<string> b) =>
        a.SelectMany(one => b.Select(other => RecordPair.Of(one, other)));

    /// <summary>True if <paramref name="decision"/> or a vote on it says something of the two persons' records.</summary>
    public static bool Concern(MatchDecision decision, ImmutableArray<string> one, ImmutableArray<string> other)
    {
        return Touch([decision.RecordA], [decision.RecordB]) || Touch(decision.SideA, decision.SideB) || decision.Open.Any(v => Touch(v.SideA, v.SideB));

        bool Touch(ImmutableArray<string> a, ImmutableArray<string> b) =>
            (a.Any(one.Contains) && b.Any(other.Contains)) || (a.Any(other.Contains) && b.Any(one.Contains));
    }

    /// <summary>The records of a record's person.</summary>
    public static ImmutableArray<string> PersonOf(SuspectComponent component, string record) => component.EntityOf(record)?.Records ?? [record];

    private static ImmutableArray<string> Sorted(IEnumerable<string> records) => [.. records.Distinct().Order(StringComparer.Ordinal)];
}
