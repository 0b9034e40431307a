namespace Coordination.Resolution.Tests;

/// <summary>Precision, recall and F1 over pairs of records: of those put together, how many belong together, and the reverse.</summary>
public sealed record PairAccuracy(double Precision, double Recall)
{
    public double F1 => 2 * Precision * Recall / (Precision + Recall);

    public static PairAccuracy Of(IEnumerable<RecordCluster> clusters, IReadOnlyDictionary<string, string> truth)
    {
        RecordCluster[] all = [.. clusters];
        var put = all.Sum(cluster => Pairs(cluster.Records.Length));
        var right = all.Sum(cluster => cluster.Records.CountBy(record => truth[record]).Sum(person => Pairs(person.Value)));
        var there = truth.Values.CountBy(person => person).Sum(person => Pairs(person.Value));
        return new PairAccuracy((double)right / put, (double)right / there);
    }

    private static long Pairs(int records) => (long)records * (records - 1) / 2;
}
