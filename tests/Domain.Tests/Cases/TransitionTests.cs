using Xunit;
using static Coordination.Cases.Given;

namespace Coordination.Cases;

/// <summary>The table of B1, a row for each transition and each refusal; each row names the rule that it comes from.</summary>
public sealed class TransitionTests
{
    private static readonly JurisdictionCode Ministry = JurisdictionCode.Ministry;

    public static TheoryData<string, CaseStatus, ReportSource, CaseCommand, CaseStatus> Allowed => new()
    {
        { "P-171", CaseStatus.Reported, ReportSource.Report, Accept(), CaseStatus.Accepted },
        { "E17-15", CaseStatus.Reported, ReportSource.Report, Accept(ReviewClass.CrossRegion), CaseStatus.Accepted },
        { "P-178", CaseStatus.Accepted, ReportSource.Report, File(), CaseStatus.Filed },
        { "E17-17", CaseStatus.Accepted, ReportSource.Report, Move(CaseStatus.Filed, Filing(), Approved("E17-17")), CaseStatus.Filed },
        { "P-178", CaseStatus.Accepted, ReportSource.Complaint, RefuseFiling(), CaseStatus.NotFiled },
        { "P-175", CaseStatus.Accepted, ReportSource.Report, HandOver("P-175", Day(1)), CaseStatus.Transferred },
        { "P-177", CaseStatus.Accepted, ReportSource.Report, Move(CaseStatus.Admin, new AdministrativeHandling("a-1"), Approved("P-177")), CaseStatus.Admin },
        { "P-179", CaseStatus.NotFiled, ReportSource.Complaint, Review(FilingRoute.ComplainantReview, "P-179", told: 2, asked: 2), CaseStatus.Filed },
        { "P-179", CaseStatus.NotFiled, ReportSource.Complaint, Review(FilingRoute.ComplainantReviewAbove, "P-179", 2, 2, ApproverRank.City), CaseStatus.Filed },
        { "P-181", CaseStatus.NotFiled, ReportSource.AgencyReferral, Review(FilingRoute.AgencyReview, "R730-9", told: 2, asked: 2), CaseStatus.Filed },
        { "P-182", CaseStatus.NotFiled, ReportSource.Report,
            Move(CaseStatus.Filed, new Filing(FilingRoute.ProcuratorNotice, "filing-1", [], "notice-9"), Approved("P-182")), CaseStatus.Filed },
        { "P-178", CaseStatus.NotFiled, ReportSource.Report, Move(CaseStatus.Filed, Filing(FilingRoute.NewFacts), Approved("P-178")), CaseStatus.Filed },
        { "P-191", CaseStatus.Filed, ReportSource.Report, Investigate(), CaseStatus.Investigating },
        { "P-184", CaseStatus.Filed, ReportSource.Report, HandOver("P-184"), CaseStatus.Transferred },
        { "P-185", CaseStatus.Investigating, ReportSource.Report, HandOver("P-185"), CaseStatus.Transferred },
        { "P-21", CaseStatus.Filed, ReportSource.Report, Merge(), CaseStatus.Merged },
        { "P-21", CaseStatus.Investigating, ReportSource.Report, Merge(by: Ministry), CaseStatus.Merged },
        { "P-186 (1)", CaseStatus.Investigating, ReportSource.Report, Withdraw(), CaseStatus.Withdrawn },
        { "P-186 (2)", CaseStatus.Investigating, ReportSource.Report, Withdraw(WithdrawalGround.ObviouslyMinor), CaseStatus.Withdrawn },
        { "P-186 (3)", CaseStatus.Investigating, ReportSource.Report, Withdraw(WithdrawalGround.LimitationExpired), CaseStatus.Withdrawn },
        { "P-186 (4)", CaseStatus.Investigating, ReportSource.Report, Withdraw(WithdrawalGround.Amnesty), CaseStatus.Withdrawn },
        { "P-186 (5)", CaseStatus.Investigating, ReportSource.Report, Withdraw(WithdrawalGround.SuspectDied), CaseStatus.Withdrawn },
        { "P-186 (6)", CaseStatus.Investigating, ReportSource.Report, Withdraw(WithdrawalGround.NoLiabilityByLaw), CaseStatus.Withdrawn },
        { "E17-25", CaseStatus.Investigating, ReportSource.Report,
            Move(CaseStatus.Withdrawn, new Withdrawal(WithdrawalGround.ProcuratorNotice, "n", "p-1"), Approved("E17-25")), CaseStatus.Withdrawn },
        { "P-188", CaseStatus.Investigating, ReportSource.Report,
            Move(CaseStatus.Withdrawn, new Withdrawal(WithdrawalGround.SpecialApproval, "n", "spp-1"), Approved("P-188", ApproverRank.Ministry)), CaseStatus.Withdrawn },
        { "P-186", CaseStatus.Investigating, ReportSource.Report,
            Move(CaseStatus.Investigating, new SuspectTermination("record-a1"), Approved("P-186")), CaseStatus.Investigating },
        { "P-190", CaseStatus.Withdrawn, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(FilingRoute.NewFacts, "filing-2"), Approved("P-190")), CaseStatus.Filed },
        { "P-283", CaseStatus.Investigating, ReportSource.Report, Conclude(), CaseStatus.Concluded },
        { "P-289", CaseStatus.Concluded, ReportSource.Report, Refer(), CaseStatus.ProsecutionReview },
        { "CPL-175", CaseStatus.ProsecutionReview, ReportSource.Report, Procurator(CaseStatus.Returned), CaseStatus.Returned },
        { "CPL-175", CaseStatus.Returned, ReportSource.Report, Refer("CPL-175"), CaseStatus.ProsecutionReview },
        { "CPL-176", CaseStatus.ProsecutionReview, ReportSource.Report, Procurator(CaseStatus.Indicted), CaseStatus.Indicted },
        { "CPL-177", CaseStatus.ProsecutionReview, ReportSource.Report, Procurator(CaseStatus.NotProsecuted), CaseStatus.NotProsecuted },
        { "P-7", CaseStatus.NotFiled, ReportSource.Report, Revoke(CaseStatus.Accepted), CaseStatus.Accepted },
        { "P-7", CaseStatus.Withdrawn, ReportSource.Report, Revoke(CaseStatus.Investigating), CaseStatus.Investigating },
    };

    [Theory, MemberData(nameof(Allowed))]
    public void Allows(string rule, CaseStatus from, ReportSource source, CaseCommand command, CaseStatus to)
    {
        var file = Case(from, source);

        var decision = CaseMachine.Decide(file, command, file.Since.AddHours(20));

        Assert.True(decision.Rejection is null, $"{rule}: {decision.Rejection?.Message} {string.Join("; ", decision.Rejection?.Violations ?? [])}");
        Assert.Equal(to, decision.Events.Aggregate(file, CaseMachine.Apply).Status);
    }

    public static TheoryData<string, CaseStatus, ReportSource, CaseCommand, Reason, string> Refusals => new()
    {
        { "P-171", CaseStatus.Reported, ReportSource.Report,
            Move(CaseStatus.Accepted, new Acceptance("", "r", ReviewClass.Ordinary), Approved("P-171")), Reason.StateTransitionInvalid, "acceptance.form_number" },
        { "P-171", CaseStatus.Reported, ReportSource.Report,
            Move(CaseStatus.Accepted, new Acceptance("f", "", ReviewClass.Ordinary), Approved("P-171")), Reason.StateTransitionInvalid, "acceptance.receipt_number" },
        { "E17-15", CaseStatus.Reported, ReportSource.Report,
            Move(CaseStatus.Accepted, new Acceptance("f", "r", ReviewClass.CrossRegion), Approved("P-171")), Reason.StateTransitionInvalid, "approval.approver_rank" },
        { "E17-15", CaseStatus.Reported, ReportSource.Report,
            Move(CaseStatus.Accepted, new Acceptance("f", "r", ReviewClass.Unspecified), Approved("P-171")), Reason.StateTransitionInvalid, "acceptance.review_class" },
        { "B1", CaseStatus.Reported, ReportSource.Report, File(), Reason.StateTransitionInvalid, "" },
        { "P-178", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(), Approved("P-178", ApproverRank.Unit)), Reason.StateTransitionInvalid, "approval.approver_rank" },
        { "P-178", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing() with { Conditions = [FilingCondition.CriminalFact, FilingCondition.OwnJurisdiction] }, Approved("P-178")),
            Reason.StateTransitionInvalid, "filing.conditions" },
        { "E17-17", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing() with { Conditions = [FilingCondition.CriminalFact, FilingCondition.LiabilityThreshold] }, Approved("E17-17")),
            Reason.StateTransitionInvalid, "filing.conditions" },
        { "P-178", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(number: ""), Approved("P-178")), Reason.StateTransitionInvalid, "filing.filing_number" },
        { "P-178", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(FilingRoute.NewFacts), Approved("P-178")), Reason.StateTransitionInvalid, "filing.route" },
        { "P-178", CaseStatus.Accepted, ReportSource.Complaint,
            Move(CaseStatus.NotFiled, new FilingRefusal(""), Approved("P-178")), Reason.StateTransitionInvalid, "filing_refusal.notice_number" },
        { "P-178", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.NotFiled, new FilingRefusal("n"), Approved("P-178", ApproverRank.Unit)), Reason.StateTransitionInvalid, "approval.approver_rank" },
        { "P-175", CaseStatus.Accepted, ReportSource.Report, HandOver("P-175", T0.AddDays(-5)), Reason.StateTransitionInvalid, "approval.approve_time" },
        { "P-175", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Transferred, new HandOver("organ", "n", null), Approved("P-175", at: Day(2))), Reason.StateTransitionInvalid, "hand_over.reporter_told_time" },
        { "P-177", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Admin, new AdministrativeHandling(""), Approved("P-177")), Reason.StateTransitionInvalid, "administrative.decision_number" },
        { "P-179", CaseStatus.NotFiled, ReportSource.Report, Review(FilingRoute.ComplainantReview, "P-179", 2, 2), Reason.StateTransitionInvalid, "filing.route" },
        { "P-179", CaseStatus.NotFiled, ReportSource.Complaint, Review(FilingRoute.ComplainantReview, "P-179", 2, 12), Reason.StateTransitionInvalid, "filing.review_request_time" },
        { "P-179", CaseStatus.NotFiled, ReportSource.Complaint,
            Review(FilingRoute.ComplainantReviewAbove, "P-179", 2, 2), Reason.StateTransitionInvalid, "approval.approver_rank" },
        { "R730-9", CaseStatus.NotFiled, ReportSource.AgencyReferral, Review(FilingRoute.AgencyReview, "R730-9", 2, 7), Reason.StateTransitionInvalid, "filing.review_request_time" },
        { "P-182", CaseStatus.NotFiled, ReportSource.Report,
            Move(CaseStatus.Filed, new Filing(FilingRoute.ProcuratorNotice, "filing-1", []), Approved("P-182")), Reason.StateTransitionInvalid, "filing.route_document" },
        { "P-191", CaseStatus.Filed, ReportSource.Report,
            Move(CaseStatus.Investigating, new Investigation([]), Approved("P-191")), Reason.StateTransitionInvalid, "investigation.investigators" },
        { "P-184", CaseStatus.Filed, ReportSource.Report,
            Move(CaseStatus.Transferred, new HandOver("organ", "", T0), Approved("P-184")), Reason.StateTransitionInvalid, "hand_over.notice_number" },
        { "B1", CaseStatus.Filed, ReportSource.Report, Withdraw(), Reason.StateTransitionInvalid, "" },
        { "P-186", CaseStatus.Investigating, ReportSource.Report, Withdraw(WithdrawalGround.Unspecified), Reason.GroundRequired, "" },
        { "P-189", CaseStatus.Investigating, ReportSource.Report,
            Move(CaseStatus.Withdrawn, new Withdrawal(WithdrawalGround.Amnesty, ""), Approved("P-186")), Reason.StateTransitionInvalid, "withdrawal.notice_number" },
        { "E17-25", CaseStatus.Investigating, ReportSource.Report,
            Withdraw(WithdrawalGround.TwelveMonthsAfterMeasure, "E17-25"), Reason.StateTransitionInvalid, "withdrawal.ground" },
        { "E17-25", CaseStatus.Investigating, ReportSource.Report,
            Withdraw(WithdrawalGround.TwoYearsWithoutMeasure, "E17-25"), Reason.StateTransitionInvalid, "withdrawal.ground" },
        { "E17-25", CaseStatus.Investigating, ReportSource.Report,
            Withdraw(WithdrawalGround.ProcuratorNotice, "E17-25"), Reason.StateTransitionInvalid, "withdrawal.ground_document" },
        { "E17-25", CaseStatus.Investigating, ReportSource.Report,
            Withdraw(WithdrawalGround.ProcuratorNotice), Reason.StateTransitionInvalid, "approval.article" },
        { "P-188", CaseStatus.Investigating, ReportSource.Report,
            Move(CaseStatus.Withdrawn, new Withdrawal(WithdrawalGround.SpecialApproval, "n", "spp-1"), Approved("P-188", ApproverRank.Province)),
            Reason.StateTransitionInvalid, "approval.approver_rank" },
        { "P-186", CaseStatus.Filed, ReportSource.Report,
            Move(CaseStatus.Withdrawn, new SuspectTermination("record-a1"), Approved("P-186")), Reason.StateTransitionInvalid, "" },
        { "P-190", CaseStatus.Withdrawn, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(FilingRoute.NewFacts, "filing-1"), Approved("P-190")), Reason.StateTransitionInvalid, "filing.filing_number" },
        { "P-190", CaseStatus.Withdrawn, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(FilingRoute.Initial, "filing-2"), Approved("P-190")), Reason.StateTransitionInvalid, "filing.route" },
        { "P-283", CaseStatus.Investigating, ReportSource.Report,
            Move(CaseStatus.Concluded, new Conclusion([ConclusionCondition.FactsClear]), Approved("P-283")), Reason.StateTransitionInvalid, "conclusion.conditions" },
        { "CPL-56", CaseStatus.Investigating, ReportSource.Report,
            Move(CaseStatus.Concluded, new Conclusion(AllConclusionConditions.Remove(ConclusionCondition.IllegalEvidenceExcluded)), Approved("P-283")),
            Reason.StateTransitionInvalid, "conclusion.conditions" },
        { "P-290", CaseStatus.Concluded, ReportSource.Report,
            Move(CaseStatus.ProsecutionReview, Referral(new SuspectOpinion("record-a1", "PRINCIPAL", "CL-274"), new("record-a2", "", "CL-274")), Approved("P-289")),
            Reason.StateTransitionInvalid, "prosecution.suspects" },
        { "P-288", CaseStatus.Concluded, ReportSource.Report,
            Move(CaseStatus.ProsecutionReview, Referral() with { PropertyListNumber = "" }, Approved("P-289")),
            Reason.StateTransitionInvalid, "prosecution.property_list_number" },
        { "B1", CaseStatus.Investigating, ReportSource.Report, Refer(), Reason.StateTransitionInvalid, "" },
        { "CPL-172", CaseStatus.ProsecutionReview, ReportSource.Report,
            Move(CaseStatus.Indicted, new ProcuratorDecision(""), Approved("CPL-176")), Reason.StateTransitionInvalid, "procurator.procurator_document" },
        { "I9", CaseStatus.Indicted, ReportSource.Report, Procurator(CaseStatus.Returned), Reason.StateTransitionInvalid, "" },
        { "I9", CaseStatus.NotProsecuted, ReportSource.Report, Procurator(CaseStatus.Indicted), Reason.StateTransitionInvalid, "" },
        { "I9", CaseStatus.Admin, ReportSource.Report, File(), Reason.StateTransitionInvalid, "" },
        { "I9", CaseStatus.Transferred, ReportSource.Report, Investigate(), Reason.StateTransitionInvalid, "" },
        { "P-21", CaseStatus.Filed, ReportSource.Report, Move(CaseStatus.Merged, new FilingRefusal("n"), Approved("P-21")), Reason.StateTransitionInvalid, "" },
        { "P-7", CaseStatus.NotFiled, ReportSource.Report,
            Move(CaseStatus.Accepted, new Revocation("r"), Approved("P-7", ApproverRank.Ministry)), Reason.JurisdictionMismatch, "" },
        { "P-7", CaseStatus.Indicted, ReportSource.Report, Revoke(CaseStatus.ProsecutionReview), Reason.StateTransitionInvalid, "" },
        { "P-7", CaseStatus.NotFiled, ReportSource.Report, Revoke(CaseStatus.Reported), Reason.StateTransitionInvalid, "" },
        { "I5", CaseStatus.Accepted, ReportSource.Report, Move(CaseStatus.Filed, Filing(), Approved("P-999")), Reason.StateTransitionInvalid, "approval.article" },
        { "I5", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(), Approved("P-178") with { DocumentNumber = "" }), Reason.StateTransitionInvalid, "approval" },
        { "I5", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(), Approved("P-178", at: Day(300))), Reason.StateTransitionInvalid, "approval.approve_time" },
        { "I5", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(), Approved("P-178", at: T0.AddDays(-9)), at: T0.AddDays(-3)), Reason.StateTransitionInvalid, "event_time" },
        { "I5", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(), Approved("P-178"), at: Day(300)), Reason.FieldInvalid, "event_time" },
        { "I2", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(), Approved("P-178"), by: Chongqing), Reason.ResourceNotFound, "" },
        { "I4", CaseStatus.Accepted, ReportSource.Report,
            Move(CaseStatus.Filed, Filing(), Approved("P-178"), by: Ministry), Reason.StateTransitionInvalid, "approval.approver_rank" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Refuses(string rule, CaseStatus from, ReportSource source, CaseCommand command, Reason reason, string subject)
    {
        var file = Case(from, source);

        var decision = CaseMachine.Decide(file, command, file.Since.AddDays(20));

        Assert.True(reason == decision.Rejection?.Reason, $"{rule}: {decision.Rejection?.Reason} {decision.Rejection?.Message}");
        Assert.Empty(decision.Events);
        Assert.True(subject.Length == 0 || decision.Rejection!.Violations.Any(v => v.Subject == subject),
            $"{rule}: {string.Join("; ", decision.Rejection!.Violations)}");
    }

    [Fact]
    public void A_refused_transition_says_from_where_to_where_and_what_is_open()
    {
        var rejection = CaseMachine.Decide(Case(CaseStatus.Filed), Withdraw(), Day(9)).Rejection!;

        Assert.Equal("FILED", rejection.Metadata["fromState"]);
        Assert.Equal("WITHDRAWN", rejection.Metadata["toState"]);
        Assert.Equal("TRANSFERRED, INVESTIGATING", rejection.Metadata["allowed"]);
    }

    [Fact]
    public void All_violations_are_told_at_once()
    {
        var hopeless = Move(CaseStatus.Filed, new Filing(FilingRoute.Initial, "", []), Approved("P-999", ApproverRank.Unit));

        var rejection = CaseMachine.Decide(Case(CaseStatus.Accepted), hopeless, Day(9)).Rejection!;

        Assert.Equal(["approval.approver_rank", "approval.article", "filing.conditions", "filing.filing_number"],
            rejection.Violations.Select(v => v.Subject).Order());
    }

    [Fact]
    public void A_third_return_is_impossible()
    {
        var twice = Case(CaseStatus.Returned).After(Refer("CPL-175"), Procurator(CaseStatus.Returned), Refer("CPL-175"));

        var rejection = CaseMachine.Decide(twice, Procurator(CaseStatus.Returned), twice.Since.AddDays(1)).Rejection!;

        Assert.Equal(2, twice.Returns);
        Assert.Contains(rejection.Violations, v => v.Description.StartsWith("CPL-175", StringComparison.Ordinal));
    }

    [Fact]
    public void A_case_filed_again_keeps_its_first_filing_and_both_numbers()
    {
        var withdrawn = Case(CaseStatus.Withdrawn);

        var again = withdrawn.After(Move(CaseStatus.Filed, Filing(FilingRoute.NewFacts, "filing-2"), Approved("P-190")));

        Assert.Equal(["filing-1", "filing-2"], again.FilingNumbers);
        Assert.Equal(withdrawn.FirstFiledAt, again.FirstFiledAt);
        Assert.True(again.FiledAt > again.FirstFiledAt);
    }

    [Fact]
    public void A_suspect_once_terminated_is_in_no_indictment_opinion()
    {
        var file = Case(CaseStatus.Investigating)
            .After(Move(CaseStatus.Investigating, new SuspectTermination("record-a1"), Approved("P-186")), Conclude());

        var rejection = CaseMachine.Decide(file, Refer(), file.Since.AddDays(1)).Rejection;

        Assert.Equal("prosecution.suspects", Assert.Single(rejection!.Violations).Subject);
    }

    [Fact]
    public void Every_transition_keeps_what_it_rests_on_with_the_version_of_the_text()
    {
        var decision = CaseMachine.Decide(Case(CaseStatus.Accepted), File(), Day(9));

        var filed = Assert.IsType<CaseFiled>(Assert.Single(decision.Events));
        Assert.Equal(("officer-9", "P-178", "MPS-159-2020"), (filed.Approval.Approver, filed.Approval.Article, filed.Approval.LegalText));
        Assert.Equal(Day(9), filed.At);
    }

    [Fact]
    public void A_known_number_is_explained_and_not_registered_again()
    {
        var rejection = CaseMachine.Decide(Case(CaseStatus.Investigating), Create(), Day(9)).Rejection!;

        Assert.Equal(Reason.CaseNumberTaken, rejection.Reason);
        Assert.Contains("INVESTIGATING", rejection.Message, StringComparison.Ordinal);
    }

    private static TransitionCase HandOver(string article, DateTimeOffset? approved = null) =>
        Move(CaseStatus.Transferred, new HandOver("military security organ", "notice-4", T0), Approved(article, at: approved));

    private static TransitionCase Review(FilingRoute route, string article, int told, int asked, ApproverRank rank = ApproverRank.County) =>
        Move(CaseStatus.Filed, Filing(route) with { CountedFrom = Day(told), RequestedAt = Day(asked) }, Approved(article, rank));

    private static TransitionCase Revoke(CaseStatus to) => Move(to, new Revocation("order-1"), Approved("P-7", ApproverRank.Ministry), by: Ministry);
}
