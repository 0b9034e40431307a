namespace Coordination.Suspects;

/// <summary>Whose say is needed on two sides: the jurisdictions that each side belongs to.</summary>
internal sealed record Voters(ImmutableArray<JurisdictionCode> OfA, ImmutableArray<JurisdictionCode> OfB)
{
    /// <summary>For two records that were matched, their owners; for a part taken out of a person, the owners of all records on both sides.</summary>
    public static Voters Of(SuspectComponent component, JudgeMatch vote, (ImmutableArray<string> A, ImmutableArray<string> B) sides)
    {
        var named = !vote.SideA.IsEmpty || !vote.SideB.IsEmpty;
        return new(Owners(named ? sides.A : [vote.Pair.RecordA]), Owners(named ? sides.B : [vote.Pair.RecordB]));

        ImmutableArray<JurisdictionCode> Owners(ImmutableArray<string> records) =>
            [.. component.Members.Where(m => records.Contains(m.Record)).Select(m => m.Owner).Distinct()];
    }

    public bool Include(JurisdictionCode jurisdiction) => jurisdiction.IsMinistry || OfA.Contains(jurisdiction) || OfB.Contains(jurisdiction);

    /// <summary>True if these votes, all for the same, come from both sides and from enough persons. The ministry's word stands for both sides.</summary>
    public bool AreEnough(ImmutableArray<MatchVote> votes, int personsMin)
    {
        var persons = votes.Select(v => v.Actor).Distinct().Count();
        if (persons < personsMin)
        {
            return false;
        }
        if (votes.Any(v => v.Jurisdiction.IsMinistry))
        {
            return true;
        }
        var (ofA, ofB) = (votes.Where(v => OfA.Contains(v.Jurisdiction)).ToList(), votes.Where(v => OfB.Contains(v.Jurisdiction)).ToList());
        return ofA.Any(a => ofB.Any(b => a.Actor != b.Actor || a.Jurisdiction == b.Jurisdiction));
    }
}
