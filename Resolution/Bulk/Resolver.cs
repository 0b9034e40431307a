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
    /// <param name="progress">Told how far the work is.</param>
    /// <exception cref="ArgumentException">A record id is there twice.</exception>
    public static ResolvedSet Resolve(IEnumerable<SuspectAttributes> attributes, Model model, int threads = 0, IProgress<Stage>? progress = null)
    {
        var work = new Stretches(new() { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount }, progress);
        var records = Normalized(attributes, model, work);
        progress?.Report(new("finding pairs that share a key", 0, 0));
        var candidates = CandidatePairs.Find(records, work.Parallel);
        var edges = Edges(records, candidates, model, work);
        var components = Components(records.Length, edges);

        var clusters = new RecordCluster?[records.Length]; // by the position of their first record, and so in order
        var reviews = new ImmutableArray<Review>[components.Length];
        work.Run("clustering", components.Length, i =>
        {
            var outcome = Cluster(components[i], records, model);
            foreach (var cluster in outcome.Clusters) { clusters[PositionOf(cluster.Records[0], components[i], records)] = cluster; }
            reviews[i] = outcome.Reviews;
        });
        return new ResolvedSet(
            [.. clusters.OfType<RecordCluster>()],
            [.. reviews.SelectMany(review => review).OrderByDescending(review => review.Bits).ThenBy(review => review.RecordA, StringComparer.Ordinal).ThenBy(review => review.RecordB, StringComparer.Ordinal)],
            candidates.Sum(part => part.Length),
            components.Select(component => component.Members.Count).DefaultIfEmpty(0).Max());
    }

    private static NormalizedRecord[] Normalized(IEnumerable<SuspectAttributes> attributes, Model model, Stretches work)
    {
        SuspectAttributes[] sorted = [.. attributes];
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.RecordId, b.RecordId));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].RecordId == sorted[i - 1].RecordId) { throw new ArgumentException($"Record {sorted[i].RecordId} is there twice."); }
        }
        var records = new NormalizedRecord[sorted.Length];
        work.Run("normalising", sorted.Length, i => records[i] = model.Normalize(sorted[i]));
        return records;
    }

    private static IEnumerable<WeighedPair> Edges(NormalizedRecord[] records, (int First, int Second)[][] candidates, Model model, Stretches work)
    {
        var parts = new List<WeighedPair>[candidates.Length];
        work.Run("comparing", candidates.Length, part =>
        {
            var own = new List<WeighedPair>();
            foreach (var (a, b) in candidates[part])
            {
                var weight = Scorer.Weight(records[a], records[b], model);
                if (Scorer.IsEdge(records[a], records[b], weight, model)) { own.Add(new(a, b, weight)); }
            }
            parts[part] = own;
        });
        return parts.SelectMany(part => part);
    }

    /// <summary>Records that edges connect, in the order of their first one; most stand alone.</summary>
    private static ConnectedRecords[] Components(int count, IEnumerable<WeighedPair> edges)
    {
        WeighedPair[] all = [.. edges];
        var sets = new DisjointSets(count);
        foreach (var (a, b, _) in all) { sets.Join(a, b); }

        var members = Grouped([.. Enumerable.Range(0, count)], count, sets.Find);
        var within = Grouped(all, count, edge => sets.Find(edge.A));
        return [.. members.Zip(within, (own, edges) => new ConnectedRecords(own, edges)).Where(component => component.Members.Count > 0)];
    }

    /// <summary>Items by group; within a group their order stays.</summary>
    private static ArraySegment<T>[] Grouped<T>(T[] items, int groups, Func<T, int> groupOf)
    {
        var ends = new int[groups];
        foreach (var item in items) { ends[groupOf(item)]++; }
        for (var group = 1; group < groups; group++) { ends[group] += ends[group - 1]; }

        var sorted = new T[items.Length];
        var starts = ends.ToArray();
        for (var i = items.Length - 1; i >= 0; i--) { sorted[--starts[groupOf(items[i])]] = items[i]; }
        return [.. starts.Zip(ends, (start, end) => new ArraySegment<T>(sorted, start, end - start))];
    }

    private static int PositionOf(string recordId, ConnectedRecords connected, NormalizedRecord[] records)
    {
        foreach (var member in connected.Members)
        {
            if (ReferenceEquals(records[member].RecordId, recordId)) { return member; }
        }
        throw new InvalidOperationException($"{recordId} is not in its component.");
    }

    private static ClusterOutcome Cluster(ConnectedRecords connected, NormalizedRecord[] records, Model model)
    {
        var members = connected.Members;
        if (members.Count == 1) { return new ClusterOutcome([new RecordCluster([records[members[0]].RecordId])], [], []); }
        var own = ContentOrder.Sorted(members.Select(member => records[member]));
        var place = new Dictionary<string, int>(own.Length, StringComparer.Ordinal);
        foreach (var record in own) { place.Add(record.RecordId, place.Count); }
        var weights = new CrossWeights(own, model);
        var component = new Component(own, weights, model);
        foreach (var (a, b, weight) in connected.Edges)
        {
            var (x, y) = (place[records[a].RecordId], place[records[b].RecordId]);
            if (x > y) { (x, y) = (y, x); }
            weights.Set(x, y, weight);
            component.AddEdge(x, y, weight);
        }
        return component.Resolve();
    }

    /// <summary>Two positions, the lower first, and what speaks for them.</summary>
    private readonly record struct WeighedPair(int A, int B, int Weight);

    private readonly record struct ConnectedRecords(ArraySegment<int> Members, ArraySegment<WeighedPair> Edges);
}
