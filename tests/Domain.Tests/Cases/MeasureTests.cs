using Xunit;
using static Coordination.Cases.Given;

namespace Coordination.Cases;

public sealed class MeasureTests
{
    public static TheoryData<CaseStatus> BeforeFiling => [CaseStatus.Reported, CaseStatus.Accepted, CaseStatus.NotFiled, CaseStatus.Admin];

    [Theory, MemberData(nameof(BeforeFiling))]
    public void P174_no_measure_is_taken_before_filing(CaseStatus status)
    {
        var file = Case(status);

        Assert.All(Enum.GetValues<MeasureKind>(), kind =>
            Assert.Equal(Reason.StateTransitionInvalid, CaseMachine.Decide(file, Impose(kind, "CPL-82"), Day(30)).Rejection?.Reason));
    }

    [Fact]
    public void P174_nor_is_one_backdated_before_filing()
    {
        var file = Case(CaseStatus.Filed);

        var rejection = CaseMachine.Decide(file, Detain(at: file.FiledAt!.Value.AddHours(-1)), Day(30)).Rejection!;

        Assert.Contains(rejection.Violations, v => v.Subject == "event_time");
    }

    public static TheoryData<string, ImposeMeasure, string> Refusals => new()
    {
        { "P-239", Impose(MeasureKind.EquityFreeze, "P-239", suspect: ""), "approval.approver_rank" },
        { "P-239", Impose(MeasureKind.ListedEquityFreeze, "P-239", suspect: "", rank: ApproverRank.City), "approval.approver_rank" },
        { "P-265", Impose(MeasureKind.Technical, "P-263"), "approval.approver_rank" },
        { "CPL-91", Impose(MeasureKind.Detention, "CPL-82"), "start.detention_ground" },
        { "CPL-82", Impose(MeasureKind.Arrest, "CPL-82"), "approval.article" },
        { "CPL-80", Impose(MeasureKind.Arrest, "CPL-80", suspect: ""), "start.suspect" },
        { "P-238", Impose(MeasureKind.Freeze, "P-238"), "start.suspect" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Refuses(string rule, ImposeMeasure impose, string subject)
    {
        var rejection = CaseMachine.Decide(Case(CaseStatus.Investigating), impose, Day(30)).Rejection;

        Assert.True(rejection?.Violations.Any(v => v.Subject == subject), $"{rule}: {rejection?.Message}");
    }

    [Fact]
    public void P186_no_measure_binds_a_suspect_whose_investigation_was_terminated()
    {
        var file = Case(CaseStatus.Investigating).After(Move(CaseStatus.Investigating, new SuspectTermination("record-a1"), Approved("P-186")));

        Assert.Equal("start.suspect", Assert.Single(CaseMachine.Decide(file, Detain(), Day(30)).Rejection!.Violations).Subject);
    }

    [Fact]
    public void P187_a_bound_suspect_is_released_before_the_investigation_against_him_is_terminated()
    {
        var file = Case(CaseStatus.Investigating).After(Detain());

        var rejection = CaseMachine.Decide(file, Move(CaseStatus.Investigating, new SuspectTermination("record-a1"), Approved("P-186")), Day(30)).Rejection;

        Assert.Equal("suspect_termination.suspect", Assert.Single(rejection!.Violations).Subject);
    }

    [Fact]
    public void Arrest_takes_the_place_of_detention_and_its_clock()
    {
        var file = Case(CaseStatus.Investigating).After(Detain(), Impose(MeasureKind.Arrest, "CPL-80", "m-2"));

        var arrest = Assert.Single(file.Measures);
        Assert.Equal(MeasureKind.Arrest, arrest.Kind);
        Assert.Equal("post-arrest-investigation/m-2", Assert.Single(arrest.Clocks).Kind);
    }

    [Fact]
    public void P187_withdrawal_ends_every_measure()
    {
        var file = Case(CaseStatus.Investigating).After(Detain(), Impose(MeasureKind.Freeze, "P-238", "m-2", suspect: ""), Withdraw());

        Assert.Empty(file.Measures);
    }

    [Fact]
    public void E17_25_a_case_is_withdrawn_twelve_months_after_the_measure_ended_and_not_a_moment_before()
    {
        var file = Case(CaseStatus.Investigating).After(Detain(), Lift());
        var due = Assert.Single(file.Clocks).At;
        var withdraw = Withdraw(WithdrawalGround.TwelveMonthsAfterMeasure, "E17-25");

        Assert.NotNull(CaseMachine.Decide(file, withdraw, due.AddTicks(-1)).Rejection);
        Assert.Null(CaseMachine.Decide(file, withdraw, due).Rejection);
    }

    [Fact]
    public void E17_25_a_case_without_any_measure_is_withdrawn_two_years_after_filing_and_not_a_moment_before()
    {
        var file = Case(CaseStatus.Investigating);
        var due = Assert.Single(file.Clocks).At;
        var withdraw = Withdraw(WithdrawalGround.TwoYearsWithoutMeasure, "E17-25");

        Assert.NotNull(CaseMachine.Decide(file, withdraw, due.AddTicks(-1)).Rejection);
        Assert.Null(CaseMachine.Decide(file, withdraw, due).Rejection);
        Assert.NotNull(CaseMachine.Decide(file.After(Detain(), Lift()), withdraw, due).Rejection);
    }

    [Fact]
    public void P245_a_freeze_that_is_not_renewed_lapses_by_itself_and_only_when_due()
    {
        var file = Case(CaseStatus.Investigating).After(Impose(MeasureKind.Freeze, "P-238", suspect: ""));
        var clock = Assert.Single(file.Measures[0].Clocks);
        var lapse = new LapseClock(By(JurisdictionCode.Ministry), clock.Kind);

        Assert.Empty(CaseMachine.Decide(file, lapse, clock.At.AddTicks(-1)).Events);
        Assert.Empty(CaseMachine.Decide(file, lapse, clock.At).Events.Aggregate(file, CaseMachine.Apply).Measures);
    }

    [Fact]
    public void A_custody_clock_never_ends_anything_by_itself()
    {
        var file = Case(CaseStatus.Investigating).After(Detain());

        var decision = CaseMachine.Decide(file, new LapseClock(By(JurisdictionCode.Ministry), "arrest-request/m-1"), Day(3000));

        Assert.Empty(decision.Events);
    }
}
