using Xunit;
using static Coordination.Cases.Given;

namespace Coordination.Cases;

public sealed class FactTests
{
    [Fact]
    public void The_amount_is_the_sum_of_distinct_facts_and_their_adjustments_in_both_readings()
    {
        var file = Case(CaseStatus.Filed).After(
            Facts(Fact("F-1", 1_961_326_330) with { SeedLiteralFen = 19_613_263_297 }, Fact("F-2", 500)),
            Facts(Fact("F-2-adj", -200, adjusts: "F-2")));

        var lines = CaseAmounts.Lines(file).ToList();

        Assert.Equal(1_961_326_630, CaseAmounts.Total(lines, AmountReading.Official));
        Assert.Equal(19_613_263_597, CaseAmounts.Total(lines, AmountReading.SeedLiteral));
    }

    public static TheoryData<string, RecordFacts, Reason> Refusals => new()
    {
        { "B6: negative only in adjustments", Facts(Fact("F-9", -1)), Reason.FieldInvalid },
        { "B6: negative in either reading", Facts(Fact("F-9", 1) with { SeedLiteralFen = -1 }), Reason.FieldInvalid },
        { "B6: a sum is checked", Facts(Fact("F-9", long.MaxValue)), Reason.FieldInvalid },
        { "a case amounts to a trillion yuan at most", Facts(Fact("F-9", CaseAmounts.TotalMax), Fact("F-10", 1)), Reason.FieldInvalid },
        { "K5: a fact is there once", Facts(Fact("F-1", 5)), Reason.ResourceAlreadyExists },
        { "K5: also within one request", Facts(Fact("F-9", 5), Fact("F-9", 6)), Reason.ResourceAlreadyExists },
        { "B6: an adjustment has its fact", Facts(Fact("F-9", -5, adjusts: "F-8")), Reason.FieldInvalid },
        { "B6: a fact does not fall below zero", Facts(Fact("F-9", -101, adjusts: "F-1")), Reason.FieldInvalid },
        { "B6: nor by several adjustments", Facts(Fact("F-8", -60, adjusts: "F-1"), Fact("F-9", -60, adjusts: "F-1")), Reason.FieldInvalid },
        { "a row is bounded", Facts([.. Enumerable.Range(0, 500).Select(n => Fact($"N-{n}", 1))]), Reason.BatchTooLarge },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Refuses(string rule, RecordFacts record, Reason expected)
    {
        var file = Case(CaseStatus.Filed).After(Facts(Fact("F-1", 100)));

        var decision = CaseMachine.Decide(file, record, Day(30));

        Assert.True(expected == decision.Rejection?.Reason, $"{rule}: {decision.Rejection?.Message}");
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void A_closed_case_takes_corrections_and_no_new_facts()
    {
        var file = Case(CaseStatus.Filed).After(Facts(Fact("F-1", 100)), Investigate(), Withdraw());

        Assert.Equal(Reason.CaseClosed, CaseMachine.Decide(file, Facts(Fact("F-2", 1)), Day(30)).Rejection?.Reason);
        Assert.Null(CaseMachine.Decide(file, Facts(Fact("F-3", -1, adjusts: "F-1")), Day(30)).Rejection);
    }
}
