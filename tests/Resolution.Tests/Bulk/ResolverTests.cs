using Coordination.Client.Files;

namespace Coordination.Resolution.Tests;

public class ResolverTests
{
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "Data");
    private static readonly List<SuspectAttributes> Records = RecordFiles.Records(Path.Combine(Sample, "records.csv"), Model.Suspects);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 8)]
    public void Any_order_and_any_number_of_threads_give_the_same_clusters_and_reviews(int seed, int threads)
    {
        var expected = Resolver.Resolve(Records, Model.Suspects, threads: 1);
        SuspectAttributes[] shuffled = [.. Records];
        new Random(seed).Shuffle(shuffled);

        var resolved = Resolver.Resolve(shuffled, Model.Suspects, threads);

        Assert.Equal(expected.Clusters, resolved.Clusters);
        Assert.Equal(expected.Reviews, resolved.Reviews);
    }

    [Fact]
    public void The_component_function_agrees_with_the_bulk_run()
    {
        var resolved = Resolver.Resolve(Records, Model.Suspects);
        NormalizedRecord[] normalized = [.. Records.Select(Model.Suspects.Normalize)];
        var keys = normalized.ToDictionary(record => record.RecordId, record => MatchKeys.Keys(record).ToHashSet());
        var edges = from a in normalized
                    from b in normalized
                    where string.CompareOrdinal(a.RecordId, b.RecordId) < 0 && keys[a.RecordId].Overlaps(keys[b.RecordId])
                        && Scorer.Score(a, b, Model.Suspects).Band == PairBand.Edge
                    select new MachineEdge(b.RecordId, a.RecordId);

        var outcome = Clusterer.Cluster(normalized.Reverse(), edges, [], Model.Suspects);

        Assert.Equal(resolved.Clusters, outcome.Clusters);
    }

    [Fact]
    public void A_record_id_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => Resolver.Resolve([new SuspectAttributes("A"), new SuspectAttributes("A")], Model.Suspects));

    [Fact]
    public void No_records_are_no_persons() => Assert.Empty(Resolver.Resolve([], Model.Suspects).Clusters);

    /// <summary>The committed sample always; the development sets where COORD_SHARED_DATA names the folder that holds them.</summary>
    public static TheoryData<string, string, string, double> Sets
    {
        get
        {
            var sets = new TheoryData<string, string, string, double> { { "suspects", Path.Combine(Sample, "records.csv"), Path.Combine(Sample, "truth.csv"), 0.95 } };
            if (Environment.GetEnvironmentVariable("COORD_SHARED_DATA") is not { Length: > 0 } shared) { return sets; }
            sets.Add("suspects", Path.Combine(shared, "suspects-dev-10k", "records.csv"), Path.Combine(shared, "suspects-dev-10k", "truth.csv"), 0.95);
            sets.Add("febrl", Path.Combine(shared, "febrl", "dataset1.csv"), Path.Combine(shared, "febrl", "truth1.csv"), 0.998);
            sets.Add("febrl", Path.Combine(shared, "febrl", "dataset3.csv"), Path.Combine(shared, "febrl", "truth3.csv"), 0.998);
            return sets;
        }
    }

    [Theory, MemberData(nameof(Sets))]
    public void Accuracy_holds(string modelName, string records, string labels, double f1Min)
    {
        var model = modelName == "febrl" ? Model.Febrl : Model.Suspects;
        var truth = RecordFiles.Truth(labels);

        var resolved = Resolver.Resolve(RecordFiles.Records(records, model), model);

        var accuracy = PairAccuracy.Of(resolved.Clusters, truth);
        Assert.True(accuracy.F1 >= f1Min, $"F1 {accuracy.F1:F4}");
        Assert.True(accuracy.Precision >= 0.98, $"precision {accuracy.Precision:F4}");
        var queued = resolved.Reviews.Where(review => review.IsQueued).ToList();
        Assert.True(queued.Count <= truth.Count * 0.030, $"{queued.Count} reviews for {truth.Count} records");
        Assert.True(queued.Count(review => truth[review.RecordA] == truth[review.RecordB]) >= queued.Count * 0.40);
    }
}
