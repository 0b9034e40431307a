namespace Coordination.Resolution;

/// <summary>What a whole set of records comes to.</summary>
/// <param name="Clusters">Every record in exactly one.</param>
/// <param name="Reviews">Pairs for the review queue and further candidates, weightiest first.</param>
/// <param name="CandidatePairs">Pairs that shared a key and were scored.</param>
/// <param name="LargestComponent">Most records that had to be looked at together.</param>
public sealed record ResolvedSet(ImmutableArray<RecordCluster> Clusters, ImmutableArray<Review> Reviews, int CandidatePairs, int LargestComponent);

/// <summary>
/// Resolves a set of records at once. The outcome depends on the set alone: not on its order, nor on how many threads work.
/// </summary>
public static class Resolver
{
    /// <param name="attributes">Records, each id once.</param>
    /// <param name="model">Weights and thresholds.</param>
    /// <param name="threads">Threads to use; 0: one for each processor.</param>
    /// <exception cref="ArgumentException">A record id is there twice.</exception>
    public static ResolvedSet Resolve(IEnumerable<SuspectAttributes> attributes, Model model, int threads = 0)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        var records = Normalized(attributes, model, parallel);
        var edges = Edges(records, CandidatePairs.Find(records, parallel), model, parallel, out var candidates);

        var sets = new DisjointSets(records.Length);
        foreach (var (a, b, _) in edges) { sets.Join(a, b); }
        var members = new List<int>?[records.Length];
        for (var i = 0; i < records.Length; i++) { (members[sets.Find(i)] ??= []).Add(i); }
        var edgesOf = edges.ToLookup(edge => sets.Find(edge.A));

        var outcomes = new ClusterOutcome?[records.Length];
        Parallel.For(0, records.Length, parallel, root =>
        {
            if (members[root] is { } component) { outcomes[root] = Cluster(component, edgesOf[root], records, model); }
        });
        var done = outcomes.OfType<ClusterOutcome>().ToList();
        return new ResolvedSet(
            [.. done.SelectMany(outcome => outcome.Clusters).OrderBy(cluster => cluster.Records[0], StringComparer.Ordinal)],
            [.. done.SelectMany(outcome => outcome.Reviews).OrderByDescending(review => review.Bits).ThenBy(review => review.RecordA, StringComparer.Ordinal).ThenBy(review => review.RecordB, StringComparer.Ordinal)],
            candidates,
            members.Select(component => component?.Count ?? 0).DefaultIfEmpty(0).Max());
    }

    private static NormalizedRecord[] Normalized(IEnumerable<SuspectAttributes> attributes, Model model, ParallelOptions parallel)
    {
        SuspectAttributes[] sorted = [.. attributes];
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.RecordId, b.RecordId));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].RecordId == sorted[i - 1].RecordId) { throw new ArgumentException($"Record {sorted[i].RecordId} is there twice."); }
        }
        var records = new NormalizedRecord[sorted.Length];
        Parallel.For(0, sorted.Length, parallel, i => records[i] = model.Normalize(sorted[i]));
        return records;
    }

    private static List<(int A, int B, int Weight)> Edges(
        NormalizedRecord[] records, (int First, int Second)[][] candidates, Model model, ParallelOptions parallel, out int count)
    {
        var parts = new List<(int, int, int)>[candidates.Length];
        Parallel.For(0, candidates.Length, parallel, part =>
        {
            var own = new List<(int, int, int)>();
            foreach (var (a, b) in candidates[part])
            {
                var weight = Scorer.Weight(records[a], records[b], model);
                if (Scorer.IsEdge(records[a], records[b], weight, model)) { own.Add((a, b, weight)); }
            }
            parts[part] = own;
        });
        count = candidates.Sum(part => part.Length);
        return [.. parts.SelectMany(part => part)];
    }

    private static ClusterOutcome Cluster(List<int> members, IEnumerable<(int A, int B, int Weight)> edges, NormalizedRecord[] records, Model model)
    {
        if (members.Count == 1) { return new ClusterOutcome([new RecordCluster([records[members[0]].RecordId])], [], []); }
        NormalizedRecord[] own = [.. members.Select(member => records[member])];
        var weights = new CrossWeights(own, model);
        var component = new Component(own, weights, model);
        foreach (var (a, b, weight) in edges)
        {
            var (x, y) = (members.BinarySearch(a), members.BinarySearch(b));
            weights.Set(x, y, weight);
            component.AddEdge(x, y, weight);
        }
        return component.Resolve();
    }
}
