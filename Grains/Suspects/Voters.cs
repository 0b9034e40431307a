namespace Coordination.Suspects;

/// <summary>Whose say is needed on two sides: the jurisdictions that each side belongs to, and how many persons at least.</summary>
internal sealed record Voters(ImmutableArray<JurisdictionCode> OfA, ImmutableArray<JurisdictionCode> OfB, int PersonsMin)
{
    /// <summary>For two records that were matched, their owners; where a person is parted, the owners of all its records, and two persons of them.</summary>
    public static Voters Of(SuspectComponent component, RecordPair pair, MatchSides sides, Verdict verdict)
    {
        var parts = verdict != Verdict.Same && sides.Overlap(component);
        return new(Owners(parts ? sides.A : [pair.RecordA]), Owners(parts ? sides.B : [pair.RecordB]), parts ? 2 : 1);

        ImmutableArray<JurisdictionCode> Owners(ImmutableArray<string> records) =>
            [.. component.Members.Where(m => records.Contains(m.Record)).Select(m => m.Owner).Distinct().Order()];
    }

    /// <summary>All of them, the ministry apart.</summary>
    public ImmutableArray<JurisdictionCode> All => [.. OfA.Concat(OfB).Distinct().Order()];

    public bool Include(JurisdictionCode jurisdiction) => jurisdiction.IsMinistry || All.Contains(jurisdiction);

    /// <summary>True if these votes, all for the same, come from both sides and from enough persons. The ministry's word stands for both sides.</summary>
    public bool AreEnough(ImmutableArray<MatchVote> votes)
    {
        if (!AreEnoughPersons(votes))
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

    /// <summary>Jurisdictions one of whose persons must still agree with these votes.</summary>
    public ImmutableArray<JurisdictionCode> Missing(ImmutableArray<MatchVote> votes)
    {
        var one = votes.Any(v => OfA.Contains(v.Jurisdiction) || v.Jurisdiction.IsMinistry);
        var other = votes.Any(v => OfB.Contains(v.Jurisdiction) || v.Jurisdiction.IsMinistry);
        return one && other ? (AreEnoughPersons(votes) ? [] : All) : one ? OfB : other ? OfA : All;
    }

    private bool AreEnoughPersons(ImmutableArray<MatchVote> votes) => votes.Select(v => v.Actor).Distinct().Count() >= PersonsMin;
}
