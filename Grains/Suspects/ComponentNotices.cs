namespace Coordination.Suspects;

/// <summary>
/// Whose inbox hears of what happened to a component: those who hold a record of a person that changed, so that all who were told are
/// corrected, or was arrested; of a pair that waits for people, was voted on or decided. One write tells each of them once. Nobody hears of what only a sealed record of another tells
/// (rule D4). The ministry hears of all.
/// </summary>
public static class ComponentNotices
{
    public static IEnumerable<JurisdictionCode> Concerned(SuspectComponent before, SuspectComponent after, SuspectComponentEvent happened)
    {
        var members = after.Members.ToDictionary(m => m.Record, StringComparer.Ordinal);
        var toldOtherwise = happened is ComponentSettled { Told: var records } ? records.Select(r => members[r].Owner).ToHashSet() : [];
        return after.Members.Select(m => m.Owner).Distinct().Where(owner => !toldOtherwise.Contains(owner) && IsTold(owner)).Append(JurisdictionCode.Ministry);

        bool IsTold(JurisdictionCode owner) => happened switch
        {
            ComponentSettled e => after.Members.Any(m => m.Owner == owner && !Known(before, m.Record, owner).SequenceEqual(Known(after, m.Record, owner)))
                || e.Reviews.Select(r => r.Pair).Except(before.Reviews.Select(r => r.Pair)).Any(pair => Knows(owner, pair))
                || e.Conflicts.Except(before.Conflicts, JudgementConflicts.Same).Any(c => c.Pairs.Any(pair => Knows(owner, pair)) && c.Pairs.All(pair => IsKnown(pair.RecordA, owner) && IsKnown(pair.RecordB, owner))),
            MatchVoted e => AnyPair(owner, e.Vote.SideA, e.Vote.SideB),
            MatchDecided e => AnyPair(owner, e.SideA, e.SideB),
            ArrestNoted e => IsKnown(e.Arrest.Record, owner) && MatchSides.PersonOf(after, e.Arrest.Record).Any(r => members[r].Owner == owner),
            _ => false,
        };

        // Of a pair learns who holds one of its records and may know of the other.
        bool Knows(JurisdictionCode owner, RecordPair pair) =>
            (members[pair.RecordA].Owner == owner || members[pair.RecordB].Owner == owner) && IsKnown(pair.RecordA, owner) && IsKnown(pair.RecordB, owner);

        bool AnyPair(JurisdictionCode owner, ImmutableArray<string> one, ImmutableArray<string> other) =>
            one.Any(a => other.Any(b => Knows(owner, new(a, b))));

        bool IsKnown(string record, JurisdictionCode owner) => members.TryGetValue(record, out var member) && member.MayBeKnownTo(owner);

        IEnumerable<string> Known(SuspectComponent component, string record, JurisdictionCode owner) =>
            (component.EntityOf(record)?.Records ?? [record]).Where(r => IsKnown(r, owner));
    }
}
