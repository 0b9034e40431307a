namespace Coordination.Resolution;

/// <summary>
/// The clusters of a component as a function of the set of its records, edges and judgements: any order of arrival
/// gives the same answer, and taking an edge or a judgement away gives back what was before it.
/// </summary>
public static class Clusterer
{
    /// <param name="records">Records of the component, in any order, each once.</param>
    /// <param name="edges">Machine edges among them.</param>
    /// <param name="judgements">What people decided about them.</param>
    /// <param name="model">Weights and thresholds.</param>
    /// <exception cref="ArgumentException">An edge or a judgement names a record that is not there.</exception>
    public static ClusterOutcome Cluster(
        IEnumerable<NormalizedRecord> records, IEnumerable<MachineEdge> edges, IEnumerable<Judgement> judgements, Model model)
    {
        var sorted = ContentOrder.Sorted(records);
        var position = new Dictionary<string, int>(sorted.Length, StringComparer.Ordinal);
        foreach (var record in sorted) { position.Add(record.RecordId, position.Count); }

        var weights = new CrossWeights(sorted, model);
        var component = new Component(sorted, weights, model);
        foreach (var edge in edges.Distinct())
        {
            var (a, b) = Positions(edge.RecordA, edge.RecordB);
            component.AddEdge(a, b, weights[a, b]);
        }
        foreach (var judgement in judgements.Distinct())
        {
            var (a, b) = Positions(judgement.RecordA, judgement.RecordB);
            component.AddJudgement(a, b, judgement);
        }
        return component.Resolve();

        (int, int) Positions(string recordA, string recordB)
        {
            if (!position.TryGetValue(recordA, out var a) || !position.TryGetValue(recordB, out var b) || a == b)
            {
                throw new ArgumentException("An edge or judgement does not join two records of the component.");
            }
            return a < b ? (a, b) : (b, a);
        }
    }

    /// <summary>Mean weight over all pairs of a record of one group and one of the other, each clipped as the model says: what a merge of the two must pass.</summary>
    public static double MeanBits(IReadOnlyCollection<NormalizedRecord> one, IReadOnlyCollection<NormalizedRecord> other, Model model)
    {
        long sum = 0;
        foreach (var a in one)
        {
            foreach (var b in other) { sum += Math.Clamp(Scorer.Weight(a, b, model), -model.Clip, model.Clip); }
        }
        return one.Count == 0 || other.Count == 0 ? 0 : Scorer.Bits((int)(sum / ((long)one.Count * other.Count)));
    }
}
