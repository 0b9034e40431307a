using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>What has to be looked at together: components that evidence or a vote connects, and records that have no component yet.</summary>
internal sealed class Union
{
    /// <summary>Components that stand, by key, each at the version that was read.</summary>
    public SortedDictionary<string, Reply<SuspectComponent>> Homes { get; } = new(StringComparer.Ordinal);

    /// <summary>Components that moved into one of these and whose content has not arrived there yet.</summary>
    public Dictionary<string, SuspectComponent> Arrivals { get; } = new(StringComparer.Ordinal);

    /// <summary>Records without a component.</summary>
    public SortedDictionary<string, IndexedRecord> Loose { get; } = new(StringComparer.Ordinal);

    /// <summary>Records whose evidence is found anew, and that evidence.</summary>
    public Dictionary<string, IndexedRecord> Compared { get; } = new(StringComparer.Ordinal);
    public Dictionary<RecordPair, Edge> Found { get; } = [];

    /// <summary>The component that takes all in: the one with the lowest key, so that moves never form a ring; a new one if there is none.</summary>
    public string Target => Homes.Count > 0 ? Homes.First().Key : SuspectKeys.ComponentOf(Loose.First().Key);

    public int TargetVersion => Homes.Count > 0 ? Homes.First().Value.Version : 0;

    /// <summary>Components other than the target: they move into it.</summary>
    public IEnumerable<KeyValuePair<string, Reply<SuspectComponent>>> Movers => Homes.Skip(1);

    /// <summary>Evidence of compared records that is held and was not found again. It may be new rather than gone: found by another's comparison.</summary>
    public IEnumerable<Edge> Dropped => Contents.SelectMany(c => c.Edges).Where(e => IsComparedAnew(e) && !Found.ContainsKey(e.Pair));

    public IEnumerable<string> Records => Contents.SelectMany(c => c.Members).Select(m => m.Record).Concat(Loose.Keys).Distinct();

    private IEnumerable<SuspectComponent> Contents => Homes.Values.Select(reply => reply.State ?? new()).Concat(Arrivals.Values);

    /// <summary>What the target's machine gets, before anything is computed from the records' contents.</summary>
    public Settlement Gathered() => new()
    {
        Members = [.. Contents.SelectMany(c => c.Members)
            .Concat(Loose.Values.Select(r => new Member(r.RecordKey, r.Compared, r.Owner, r.Sealed)))
            .Concat(Compared.Values.Select(r => new Member(r.RecordKey, r.Version, r.Owner, r.Sealed)))
            .GroupBy(m => m.Record, StringComparer.Ordinal)
            .Select(same => same.MaxBy(m => m.Version)!)
            .OrderBy(m => m.Record, StringComparer.Ordinal)],
        Edges = [.. Contents.SelectMany(c => c.Edges).Where(e => !IsComparedAnew(e)).Concat(Found.Values)
            .DistinctBy(e => e.Pair)
            .OrderBy(e => e.RecordA, StringComparer.Ordinal).ThenBy(e => e.RecordB, StringComparer.Ordinal)],
        Absorbed = [.. Contents.Skip(Homes.Count > 0 ? 1 : 0)],
        // Only who was told that it stands alone knows it by an id of its own.
        Alone = [.. Loose.Values.Where(r => r.Compared > 0).Select(r => r.RecordKey)],
        ModelVersion = Model.Suspects.Version,
    };

    /// <summary>The target as it stands.</summary>
    public SuspectComponent TargetState => Homes.Count > 0 ? Homes.First().Value.State ?? new() : new();

    /// <summary>The persons that follow from <paramref name="gathered"/> under these decisions.</summary>
    public static Settlement Computed(Settlement gathered, IEnumerable<MatchDecision> decisions, IReadOnlyDictionary<string, NormalizedRecord> open)
    {
        ImmutableArray<MatchDecision> all = [.. decisions];
        var outcome = Outcome(gathered, all, open);
        return gathered with
        {
            Clusters = [.. outcome.Clusters.Select(c => c.Records)],
            Reviews = [.. outcome.Reviews.Where(r => r.IsQueued && !IsLeftToTheMachine(all, r)).Select(r => new PendingReview(r.RecordA, r.RecordB, r.Bits, r.Reasons.ToString(), r.MeanBits))],
            Conflicts = [.. outcome.Contradictions.Select(ToConflict).DistinctBy(c => (c.Evidence ?? c.NotSame, c.Evidence is null))],
        };
    }

    public static ClusterOutcome Outcome(Settlement gathered, IEnumerable<MatchDecision> decisions, IReadOnlyDictionary<string, NormalizedRecord> open) => Clusterer.Cluster(
        gathered.Members.Select(m => open[m.Record]),
        gathered.Edges.Select(e => new MachineEdge(e.RecordA, e.RecordB)),
        JudgementRules.InForce(decisions).Select(j => new Judgement(j.Key.RecordA, j.Key.RecordB, j.Value == Verdict.Same ? JudgementKind.Same : JudgementKind.NotSame)),
        Model.Suspects);

    private bool IsComparedAnew(Edge edge) => Compared.ContainsKey(edge.RecordA) || Compared.ContainsKey(edge.RecordB);

    // UNSURE takes a pair off the queue: whoever looked at it could not tell either.
    private static bool IsLeftToTheMachine(ImmutableArray<MatchDecision> decisions, Review review) => decisions.Any(d =>
        d.Standing == Verdict.Unsure
        && ((d.SideA.Contains(review.RecordA) && d.SideB.Contains(review.RecordB)) || (d.SideA.Contains(review.RecordB) && d.SideB.Contains(review.RecordA))));

    private static JudgementConflict ToConflict(Contradiction c) => new(
        new(c.NotSame.RecordA, c.NotSame.RecordB),
        [.. c.Same.Select(s => new RecordPair(s.RecordA, s.RecordB))],
        c.Evidence is { } e ? new RecordPair(e.RecordA, e.RecordB) : null);
}
