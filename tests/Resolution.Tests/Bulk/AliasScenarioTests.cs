namespace Coordination.Resolution.Tests;

/// <summary>Scenario C4: three aliases in four provinces, and three decoys.</summary>
public class AliasScenarioTests
{
    private static readonly SuspectAttributes R1 = new("R1") { ProvinceCode = "440000", Name = "张测一", IdNumber = "440000198503140012", Phones = ["13900000001"] };
    private static readonly SuspectAttributes R2 = new("R2") { ProvinceCode = "310000", Name = "张测壹", IdNumber = "440000850314001", BankCards = ["9999990000000014"] };
    private static readonly SuspectAttributes R3 = new("R3") { ProvinceCode = "330000", Romanised = "Zhang Ceyi", IdType = "护照", IdNumber = "E00000001", Phones = ["13900000001"], BankCards = ["9999990000000014"] };
    private static readonly SuspectAttributes R4 = new("R4") { ProvinceCode = "320000", Name = "王样本", Phones = ["13900000001"] };
    private static readonly SuspectAttributes D1 = new("D1") { ProvinceCode = "510000", Name = "张测一", IdNumber = "440000198503140039" };
    private static readonly SuspectAttributes D2 = new("D2") { ProvinceCode = "420000", Name = "李样例", IdNumber = "330000199206200022", Phones = ["13900000001"] };
    private static readonly SuspectAttributes D3 = new("D3") { ProvinceCode = "350000", Name = "张测一", IdNumber = "440000198503140013" };
    private static readonly SuspectAttributes R5 = new("R5") { ProvinceCode = "370000", IdNumber = "330000199206200022", BankCards = ["9999990000000014"] };
    private static readonly SuspectAttributes[] All = [R1, R2, R3, R4, D1, D2, D3];

    [Fact]
    public void Seven_records_are_six_persons_in_every_order()
    {
        foreach (var order in Orders(All))
        {
            var resolved = Resolver.Resolve(order, Model.Suspects, threads: 1);

            Assert.Equal(["D1", "D2", "D3", "R1,R2", "R3", "R4"], resolved.Clusters.Select(cluster => string.Join(',', cluster.Records)));
        }
    }

    [Fact]
    public void A_number_that_fails_its_check_is_flagged_and_reviewed_but_not_merged()
    {
        var resolved = Resolver.Resolve([R1, D3], Model.Suspects);

        Assert.True(Normalizer.Normalize(D3).Document.IsCheckFailed);
        Assert.Equal(2, resolved.Clusters.Length);
        var review = Assert.Single(resolved.Reviews);
        Assert.True(review.IsQueued);
        Assert.True(review.Reasons.HasFlag(ReviewReasons.DocumentCheckFailed));
    }

    [Fact]
    public void Letters_with_a_phone_of_one_and_a_card_of_another_are_a_candidate_only()
    {
        var resolved = Resolver.Resolve([R1, R2, R3], Model.Suspects);

        Assert.Equal(["R1,R2", "R3"], resolved.Clusters.Select(cluster => string.Join(',', cluster.Records)));
        Assert.Contains(resolved.Reviews, review => review.RecordB == "R3" && review.Reasons.HasFlag(ReviewReasons.GroundsTooFew));
    }

    [Fact]
    public void One_valid_document_under_two_names_is_two_persons_and_a_review()
    {
        var borrowed = new SuspectAttributes("D4") { Name = "赵旁人", Sex = Sex.Female, IdNumber = "440000198503140012" };

        var resolved = Resolver.Resolve([R1, borrowed], Model.Suspects);

        Assert.Equal(2, resolved.Clusters.Length);
        var review = Assert.Single(resolved.Reviews);
        Assert.True(review.IsQueued);
        Assert.True(review.Reasons.HasFlag(ReviewReasons.SameDocumentContradicted));
    }

    [Theory]
    [InlineData("R1", "R3")]
    [InlineData("R1", "R4")]
    [InlineData("R1", "D2")]
    [InlineData("R1", "D1")]
    [InlineData("R1", "D3")]
    [InlineData("R2", "R3")]
    public void What_shares_a_number_or_a_near_document_is_found_and_shown(string one, string other)
    {
        var (a, b) = (Record(one), Record(other));

        Assert.NotEmpty(MatchKeys.Keys(a).Intersect(MatchKeys.Keys(b)));
        Assert.True(Scorer.Score(a, b, Model.Suspects).Band >= PairBand.Candidate);
    }

    [Fact]
    public void A_judgement_holds_against_a_record_that_comes_later()
    {
        NormalizedRecord[] records = [.. All.Append(R5).Select(Model.Suspects.Normalize)];
        Judgement[] judgements =
        [
            new("R1", "R3", JudgementKind.Same), new("R1", "R4", JudgementKind.Same),
            new("D1", "R1", JudgementKind.NotSame), new("D2", "R1", JudgementKind.NotSame), new("D2", "R3", JudgementKind.NotSame), new("D2", "R4", JudgementKind.NotSame),
        ];

        var outcome = Clusterer.Cluster(records, Edges(records), judgements, Model.Suspects);

        Assert.Equal(["D1", "D2,R5", "D3", "R1,R2,R3,R4"], outcome.Clusters.Select(cluster => string.Join(',', cluster.Records)));
        Assert.Contains(outcome.Contradictions, contradiction => contradiction.Evidence is { } edge && (edge.RecordA == "R5" || edge.RecordB == "R5"));
    }

    private static NormalizedRecord Record(string id) => Model.Suspects.Normalize(All.Single(attributes => attributes.RecordId == id));

    private static IEnumerable<MachineEdge> Edges(NormalizedRecord[] records) =>
        from a in records
        from b in records
        where string.CompareOrdinal(a.RecordId, b.RecordId) < 0 && MatchKeys.Keys(a).Intersect(MatchKeys.Keys(b)).Any()
            && Scorer.Score(a, b, Model.Suspects).Band == PairBand.Edge
        select new MachineEdge(a.RecordId, b.RecordId);

    private static IEnumerable<SuspectAttributes[]> Orders(SuspectAttributes[] items)
    {
        if (items.Length <= 1) { return [items]; }
        return items.SelectMany((item, i) => Orders([.. items[..i], .. items[(i + 1)..]]).Select(rest => (SuspectAttributes[])[item, .. rest]));
    }
}
