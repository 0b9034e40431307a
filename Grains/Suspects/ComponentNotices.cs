namespace Coordination.Suspects;

/// <summary>
/// Whose inbox hears of what happened to a component: those who hold a record of a person that changed, so that all who were told are
/// corrected; of a pair that waits for people, was voted on or decided. Nobody hears of what only a sealed record of another tells
/// (rule D4). The ministry hears of all.
/// </summary>
public static class ComponentNotices
{
    public static IEnumerable<JurisdictionCode> Concerned(SuspectComponent before, SuspectComponent after, SuspectComponentEvent happened)
    {
        var members = after.Members.ToDictionary(m => m.Record, StringComparer.Ordinal);
        return after.Members.Select(m => m.Owner).Distinct().Where(IsTold).Append(JurisdictionCode.Ministry);

        bool IsTold(JurisdictionCode owner) => happened switch
        {
            ComponentSettled e => after.Members.Any(m => m.Owner == owner && !Known(before, m.Record, owner).SequenceEqual(Known(after, m.Record, owner)))
                || e.Reviews.Select(r => r.Pair).Except(before.Reviews.Select(r => r.Pair)).Any(pair => Knows(owner, pair))
                || e.Conflicts.Except(before.Conflicts, JudgementConflicts.Same).Any(c => Knows(owner, c.NotSame)),
            MatchVoted e => Knows(owner, new(e.RecordA, e.RecordB)),
            MatchDecided e => e.SideA.Any(a => e.SideB.Any(b => Knows(owner, new(a, b)))),
            _ => false,
        };

        // Of a pair learns who holds one of its records and may know of the other.
        bool Knows(JurisdictionCode owner, RecordPair pair) =>
            (members[pair.RecordA].Owner == owner || members[pair.RecordB].Owner == owner) && IsKnown(pair.RecordA, owner) && IsKnown(pair.RecordB, owner);

        bool IsKnown(string record, JurisdictionCode owner) => members.TryGetValue(record, out var member) && member.MayBeKnownTo(owner);

        IEnumerable<string> Known(SuspectComponent component, string record, JurisdictionCode owner) =>
            (component.EntityOf(record)?.Records ?? [record]).Where(r => IsKnown(r, owner));
    }
}
