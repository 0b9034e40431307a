namespace Coordination.Resolution;

/// <summary>One connected component at work: groups of positions that grow by the edges, weightiest first.</summary>
internal sealed class Component(NormalizedRecord[] records, CrossWeights weights, Model model)
{
    private readonly List<Edge> _edges = [];
    private readonly List<(int A, int B, Judgement Judgement)> _judged = [];
    private readonly int[] _groupOf = [.. Enumerable.Range(0, records.Length)];
    private readonly List<int>[] _groups = [.. Enumerable.Range(0, records.Length).Select(position => new List<int>(1) { position })];

    /// <summary>An edge between two positions, the lower first.</summary>
    private readonly record struct Edge(int A, int B, int Weight);

    /// <summary>What one look at two groups told.</summary>
    private readonly record struct Look(int Mean, bool DocumentConflict, bool Passes);

    public void AddEdge(int a, int b, int weight) => _edges.Add(new Edge(a, b, weight));

    public void AddJudgement(int a, int b, Judgement judgement) => _judged.Add((a, b, judgement));

    public ClusterOutcome Resolve()
    {
        var contradictions = ApplySame();
        _edges.Sort(static (x, y) => x.Weight != y.Weight ? y.Weight.CompareTo(x.Weight) : x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        while (MergePass()) { } // a merge can lift the mean of a pair of groups that was refused before it
        contradictions.AddRange(EvidenceAgainstJudgements());
        return new ClusterOutcome(Clusters(), Reviews(), [.. contradictions]);
    }

    /// <summary>
    /// MUST edges come first. Where they join what a CANNOT edge parts, all of that set are left out and reported:
    /// to drop one of them would be to decide in silence who was wrong.
    /// </summary>
    private List<Contradiction> ApplySame()
    {
        var same = _judged.Where(j => j.Judgement.Kind == JudgementKind.Same).OrderBy(j => j.A).ThenBy(j => j.B).ToList();
        if (same.Count == 0) { return []; }
        var sets = new DisjointSets(records.Length);
        foreach (var (a, b, _) in same) { sets.Join(a, b); }
        var broken = _judged.Where(j => j.Judgement.Kind == JudgementKind.NotSame && sets.Find(j.A) == sets.Find(j.B))
            .OrderBy(j => j.A).ThenBy(j => j.B).ToList();
        foreach (var (a, b, _) in same)
        {
            if (_groupOf[a] != _groupOf[b] && !broken.Exists(j => sets.Find(j.A) == sets.Find(a))) { Merge(_groupOf[a], _groupOf[b]); }
        }
        return [.. broken.Select(j => new Contradiction(
            j.Judgement, [.. same.Where(s => sets.Find(s.A) == sets.Find(j.A)).Select(s => s.Judgement)], null))];
    }

    private bool MergePass()
    {
        var merged = false;
        foreach (var edge in _edges)
        {
            var (a, b) = (_groupOf[edge.A], _groupOf[edge.B]);
            if (a == b || !LookAt(a, b).Passes || AreParted(a, b) || !HoldGrounds(a, b)) { continue; }
            Merge(a, b);
            merged = true;
        }
        return merged;
    }

    private void Merge(int a, int b)
    {
        var (into, from) = a < b ? (a, b) : (b, a);
        foreach (var position in _groups[from]) { _groupOf[position] = into; }
        _groups[into].AddRange(_groups[from]);
        _groups[from].Clear();
    }

    private Look LookAt(int a, int b)
    {
        long sum = 0;
        foreach (var x in _groups[a])
        {
            foreach (var y in _groups[b]) { sum += Math.Clamp(weights[x, y], -model.Clip, model.Clip); }
        }
        var pairs = (long)_groups[a].Count * _groups[b].Count;
        var conflict = AreInConflict(a, b, SameDocument);
        var needed = model.LinkMin + (conflict ? model.DocumentConflict : 0) + (AreInConflict(a, b, SameOrigin) ? model.OriginConflict : 0);
        return new Look((int)(sum / pairs), conflict, sum > needed * pairs);
    }

    /// <summary>True if both groups state something and nothing in common.</summary>
    /// <param name="same">Whether two records state the same; null if one of them states nothing.</param>
    private bool AreInConflict(int a, int b, Func<NormalizedRecord, NormalizedRecord, bool?> same)
    {
        var found = false;
        foreach (var x in _groups[a])
        {
            foreach (var y in _groups[b])
            {
                switch (same(records[x], records[y]))
                {
                    case true: return false;
                    case false: found = true; break;
                }
            }
        }
        return found;
    }

    private static bool? SameDocument(NormalizedRecord a, NormalizedRecord b) =>
        a.Document.IsStrong && b.Document.IsStrong && a.Document.Kind == b.Document.Kind ? a.Document.Text == b.Document.Text : null;

    private static bool? SameOrigin(NormalizedRecord a, NormalizedRecord b) =>
        a.Registered.HasCity && b.Registered.HasCity ? a.Registered.Area == b.Registered.Area : null;

    private bool AreParted(int a, int b) =>
        _judged.Exists(j => j.Judgement.Kind == JudgementKind.NotSame
            && ((_groupOf[j.A] == a && _groupOf[j.B] == b) || (_groupOf[j.A] == b && _groupOf[j.B] == a)));

    private bool HoldGrounds(int a, int b)
    {
        if (!model.File.Thresholds.GroundsRequired) { return true; }
        foreach (var x in _groups[a])
        {
            foreach (var y in _groups[b])
            {
                if (GroundsForLink.AreEnough(GroundsForLink.Of(records[x], records[y]))) { return true; }
            }
        }
        return false;
    }

    private ImmutableArray<RecordCluster> Clusters() =>
        [.. _groups.Where(group => group.Count > 0)
            .Select(group => new RecordCluster([.. group.Select(position => records[position].RecordId).Order(StringComparer.Ordinal)]))
            .OrderBy(cluster => cluster.Records[0], StringComparer.Ordinal)];

    private ImmutableArray<Review> Reviews()
    {
        var seen = new HashSet<(int, int)>();
        var reviews = ImmutableArray.CreateBuilder<Review>();
        foreach (var edge in _edges) // weightiest first, so each pair of groups shows its weightiest pair of records
        {
            var (a, b) = (_groupOf[edge.A], _groupOf[edge.B]);
            if (a == b || AreParted(a, b) || !seen.Add(a < b ? (a, b) : (b, a))) { continue; }
            reviews.Add(ReviewOf(edge, LookAt(a, b)));
        }
        return reviews.ToImmutable();
    }

    private Review ReviewOf(Edge edge, Look look)
    {
        var (a, b) = (records[edge.A], records[edge.B]);
        var reasons = ReviewRules.Reasons(a, b)
            | (look.Passes ? ReviewReasons.GroundsTooFew : ReviewReasons.MeanTooLow)
            | (look.DocumentConflict ? ReviewReasons.DocumentConflict : 0);
        var (first, second) = string.CompareOrdinal(a.RecordId, b.RecordId) < 0 ? (a.RecordId, b.RecordId) : (b.RecordId, a.RecordId);
        return new Review(
            first, second, Scorer.Bits(edge.Weight), Scorer.Bits(look.Mean), reasons,
            ReviewRules.IsQueued(edge.Weight, look.Mean, reasons, model));
    }

    private IEnumerable<Contradiction> EvidenceAgainstJudgements()
    {
        foreach (var (a, b, judgement) in _judged.Where(j => j.Judgement.Kind == JudgementKind.NotSame).OrderBy(j => j.A).ThenBy(j => j.B))
        {
            foreach (var edge in _edges.Where(e => IsBetween(e, _groupOf[a], _groupOf[b]) && !_judged.Exists(j => (j.A, j.B) == (e.A, e.B))))
            {
                yield return new Contradiction(judgement, [], new MachineEdge(records[edge.A].RecordId, records[edge.B].RecordId));
            }
        }
    }

    private bool IsBetween(Edge edge, int a, int b) =>
        a != b && ((_groupOf[edge.A] == a && _groupOf[edge.B] == b) || (_groupOf[edge.A] == b && _groupOf[edge.B] == a));
}
