using System.Text.Json;
using Xunit;
using static Coordination.Cases.Given;

namespace Coordination.Cases;

public sealed class JoinderTests
{
    private static readonly CaseFile C2 = Case(CaseStatus.Investigating).After(Facts(Fact("F-2", 30_000_000_000), Fact("F-X", 20_000_000_000)));
    private static readonly CaseFile C1 = Case(CaseStatus.Investigating).After(Facts(Fact("F-1", 80_000_000_000), Fact("F-X", 20_000_000_000)));

    public static TheoryData<string, CaseFile, MergeCase, Reason> Refusals => new()
    {
        { "J5: a ground is needed", C2, Merge(ground: JoinderGround.Unspecified), Reason.GroundRequired },
        { "P-184: county level approves", C2, Merge() with { Approval = Approved("P-21", ApproverRank.Unit) }, Reason.StateTransitionInvalid },
        { "P-184: after filing", Case(CaseStatus.Accepted), Merge(), Reason.StateTransitionInvalid },
        { "P-184: before conclusion", Case(CaseStatus.Concluded), Merge(), Reason.StateTransitionInvalid },
        { "I3: a merged case is not merged again", Case(CaseStatus.Merged), Merge("case-c3"), Reason.NotOwner },
        { "a main case is not merged away", Told(C1, Absorb(Merged(C2))), Merge(), Reason.StateTransitionInvalid },
        { "by its owner or the ministry", C2, Merge(by: Chongqing), Reason.ResourceNotFound },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Refuses(string rule, CaseFile file, MergeCase merge, Reason expected)
    {
        var decision = CaseMachine.Decide(file, merge, Day(30));

        Assert.True(expected == decision.Rejection?.Reason, $"{rule}: {decision.Rejection?.Reason} {decision.Rejection?.Message}");
    }

    [Fact]
    public void The_main_case_counts_a_shared_fact_once()
    {
        var main = Told(C1, Absorb(Merged(C2)));

        Assert.Equal(130_000_000_000, CaseAmounts.Total(CaseAmounts.Lines(main), AmountReading.Official));
    }

    [Fact]
    public void Undoing_a_merge_restores_both_cases_exactly()
    {
        var merged = Apply(C2, Merged(C2));
        var unmerged = Assert.IsType<CaseUnmerged>(Assert.Single(CaseMachine.Decide(merged, Unmerge(), Day(30)).Events));
        var main = Told(Told(C1, Absorb(Merged(C2))), new ReleaseCase(Reader, "case-c2", unmerged.Round, Jiangsu));

        var restored = Apply(merged, unmerged);

        Assert.Equal(Json(C2 with { Merges = 1, KnownTo = [Zhejiang] }), Json(restored));
        Assert.Equal(100_000_000_000, CaseAmounts.Total(CaseAmounts.Lines(main), AmountReading.Official));
    }

    [Fact]
    public void A_merged_case_takes_no_more_acts_and_names_the_survivor()
    {
        var merged = Apply(C2, Merged(C2));

        var rejection = CaseMachine.Decide(merged, Facts(Fact("F-9", 1)), Day(30)).Rejection!;

        Assert.Equal(Reason.NotOwner, rejection.Reason);
        Assert.Equal("cases/c1", rejection.Metadata["survivor"]);
    }

    [Fact]
    public void Custody_goes_on_in_a_merged_case_and_its_end_is_recorded_there()
    {
        var held = C2.After(Detain());
        var merged = Apply(held, Merged(held));

        Assert.Contains(CaseAggregate.Definition.Index(merged).Due, due => due.Kind == "arrest-request/m-1");
        Assert.Null(CaseMachine.Decide(merged, Lift(), Day(40)).Rejection);
    }

    public static TheoryData<string, CaseFile> UnfitMainCases => new()
    {
        { "concluded", Case(CaseStatus.Concluded) },
        { "withdrawn", Case(CaseStatus.Withdrawn) },
        { "not filed", Case(CaseStatus.NotFiled) },
        { "itself merged away", Case(CaseStatus.Merged) },
        { "too large a sum", Case(CaseStatus.Filed).After(Facts(Fact("F-M", CaseAmounts.TotalMax))) },
    };

    [Theory, MemberData(nameof(UnfitMainCases))]
    public void A_main_case_that_cannot_take_it_in_says_so_and_the_merge_is_undone(string why, CaseFile main)
    {
        var happened = Assert.Single(CaseMachine.Decide(main, Absorb(Merged(C2)), Day(30)).Events);
        var merged = Apply(C2, Merged(C2));

        var refused = Assert.IsType<AbsorptionRefused>(happened);
        var restored = Told(merged, new UndoMerge(Reader, refused.Round, refused.Why));

        Assert.True(restored.Status == CaseStatus.Investigating, why);
        Assert.Empty(CaseMachine.Decide(restored, new UndoMerge(Reader, refused.Round, refused.Why), Day(31)).Events);
    }

    [Fact]
    public void Two_opposed_merges_undo_each_other()
    {
        var a = Apply(C1, Merged(C1, into: "case-b"));
        var b = Apply(C2, Merged(C2, into: "case-a"));

        var atB = Assert.IsType<AbsorptionRefused>(Assert.Single(CaseMachine.Decide(b, Absorb(Merged(C1), "case-a"), Day(30)).Events));
        var atA = Assert.IsType<AbsorptionRefused>(Assert.Single(CaseMachine.Decide(a, Absorb(Merged(C2), "case-b"), Day(30)).Events));

        Assert.Equal(CaseStatus.Investigating, Told(a, new UndoMerge(Reader, atB.Round, atB.Why)).Status);
        Assert.Equal(CaseStatus.Investigating, Told(b, new UndoMerge(Reader, atA.Round, atA.Why)).Status);
    }

    [Fact]
    public void Word_of_an_undone_merge_comes_too_late_in_any_order()
    {
        var release = new ReleaseCase(Reader, "case-c2", 1, Jiangsu);

        var releasedFirst = Told(C1, release);
        var decision = CaseMachine.Decide(releasedFirst, Absorb(Merged(C2)), Day(30));

        Assert.Empty(decision.Events);
        Assert.Null(decision.Rejection);
        Assert.Empty(CaseMachine.Decide(releasedFirst, release, Day(30)).Events);
    }

    private static readonly CommandHeader Reader = By(JurisdictionCode.Ministry);

    private static CaseMerged Merged(CaseFile file, string into = "case-c1") =>
        Assert.IsType<CaseMerged>(Assert.Single(CaseMachine.Decide(file, Merge(into), Day(30)).Events));

    private static string Json(CaseFile file) => JsonSerializer.Serialize(file, CaseJson.Default.CaseFile);

    private static AbsorbCase Absorb(CaseMerged e, string from = "case-c2") => new(Reader, from, e.Round, e.Owner, e.Facts, e.FirstFiledAt);

    private static CaseFile Apply(CaseFile file, CaseEvent happened) => CaseMachine.Apply(file, happened);

    private static CaseFile Told(CaseFile file, CaseCommand command) =>
        CaseMachine.Decide(file, command, Day(30)).Events.Aggregate(file, CaseMachine.Apply);
}
