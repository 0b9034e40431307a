namespace Coordination.Resolution.Tests;

public class ClustererTests
{
    private static readonly NormalizedRecord A = Record("A", "王磊腕", "1988-08-02", "16493777262");
    private static readonly NormalizedRecord B = Record("B", "王磊腕", "1988-08-02", "16493777262");
    private static readonly NormalizedRecord C = Record("C", "王磊腕", "1988-08-02", "16493777262");
    private static readonly NormalizedRecord Stranger = Record("Z", "李轩", "1961-01-30", "16111111112");
    private static readonly MachineEdge[] Triangle = [new("A", "B"), new("A", "C"), new("B", "C")];

    [Fact]
    public void What_is_alike_is_one_cluster() =>
        Assert.Equal(["A,B,C", "Z"], Names(Cluster([A, B, C, Stranger], Triangle)));

    [Fact]
    public void NotSame_is_never_crossed_not_even_through_a_third_record()
    {
        var outcome = Cluster([A, B, C], Triangle, new Judgement("A", "C", JudgementKind.NotSame));

        Assert.DoesNotContain(outcome.Clusters, cluster => cluster.Records.Contains("A") && cluster.Records.Contains("C"));
    }

    [Fact]
    public void Same_joins_whatever_the_weights_say() =>
        Assert.Equal(["A,Z"], Names(Cluster([A, Stranger], [], new Judgement("A", "Z", JudgementKind.Same))));

    [Fact]
    public void Judgements_that_cannot_all_hold_are_reported_and_none_is_preferred()
    {
        NormalizedRecord[] strangers = [A, Record("M", "赵一鸣", "1970-05-05", "16122222223"), Stranger];

        var outcome = Cluster(strangers, [], new("A", "M", JudgementKind.Same), new("M", "Z", JudgementKind.Same), new("A", "Z", JudgementKind.NotSame));

        Assert.Equal(["A", "M", "Z"], Names(outcome));
        var contradiction = Assert.Single(outcome.Contradictions);
        Assert.Equal(2, contradiction.Same.Length);
    }

    [Fact]
    public void Taking_a_judgement_back_restores_what_was_before()
    {
        var before = Cluster([A, B, C], Triangle);
        var parted = Cluster([A, B, C], Triangle, new Judgement("A", "B", JudgementKind.NotSame));
        var after = Cluster([C, A, B], Triangle.Reverse());

        Assert.NotEqual(Names(before), Names(parted));
        Assert.Equal(Names(before), Names(after));
    }

    [Fact]
    public void A_bridge_does_not_join_two_valid_documents()
    {
        var first = Record("A", "王磊腕", "1988-08-02", "16493777262", Valid("12017719880802765"));
        var twin = Record("B", "王磊强", "1988-08-02", "16411111112", Valid("12017719880802767"));
        var bridge = Record("C", "王磊", "1988-08-02", "16493777262");

        var outcome = Cluster([first, twin, bridge], Triangle);

        Assert.DoesNotContain(outcome.Clusters, cluster => cluster.Records.Contains("A") && cluster.Records.Contains("B"));
    }

    [Fact]
    public void Persons_registered_apart_need_more_than_a_name_and_a_day_of_birth()
    {
        NormalizedRecord[] records = [Named("A", "山东省济南市"), Named("B", "山东省济南市"), Named("C", "山东省青岛市")];

        Assert.Equal(["A,B", "C"], Names(Cluster(records, Triangle)));
        Assert.Equal(["A,B,C"], Names(Clusterer.Cluster(records, Triangle, [], Lenient)));
    }

    [Fact]
    public void An_edge_to_a_record_that_is_not_there_is_refused() =>
        Assert.Throws<ArgumentException>(() => Cluster([A], [new MachineEdge("A", "B")]));

    private static Model Lenient => Model.Create(Model.Suspects.File with { Thresholds = Model.Suspects.File.Thresholds with { OriginConflictBits = 0 } });

    private static NormalizedRecord Named(string id, string registered) =>
        Normalizer.Normalize(new SuspectAttributes(id) { Name = "王磊腕", BirthDate = "1988-08-02", Sex = Sex.Male, HujiAddress = registered });

    private static string Valid(string first17) => first17 + ResidentId.CheckCharacter(first17);

    private static ClusterOutcome Cluster(IEnumerable<NormalizedRecord> records, IEnumerable<MachineEdge> edges, params Judgement[] judgements) =>
        Clusterer.Cluster(records, edges, judgements, Model.Suspects);

    private static IEnumerable<string> Names(ClusterOutcome outcome) => outcome.Clusters.Select(cluster => string.Join(',', cluster.Records));

    private static NormalizedRecord Record(string id, string name, string birth, string phone, string? document = null) =>
        Normalizer.Normalize(new SuspectAttributes(id) { Name = name, BirthDate = birth, Phones = [phone], IdNumber = document, Sex = Sex.Male });
}
