using Coordination.Clocks;
using Coordination.Core;

namespace Coordination.Cases;

/// <summary>What each transition must show besides its approval. Each violation names the rule and what would satisfy it.</summary>
internal static class TransitionGuards
{
    private const int ReturnsMax = 2;

    private static readonly ImmutableArray<FilingCondition> FilingConditions = [.. Enum.GetValues<FilingCondition>().Skip(1)];
    private static readonly ImmutableArray<ConclusionCondition> ConclusionConditions = [.. Enum.GetValues<ConclusionCondition>().Skip(1)];

    public static IEnumerable<Violation> Accept(Attempt attempt, Acceptance acceptance)
    {
        var rank = acceptance.Review switch
        {
            ReviewClass.Complex => ApproverRank.County,
            ReviewClass.CrossRegion => ApproverRank.City,
            _ => ApproverRank.Unit,
        };
        return
        [
            .. Needed(acceptance.FormNumber, "acceptance.form_number", "P-171: the registration form"),
            .. Needed(acceptance.ReceiptNumber, "acceptance.receipt_number", "P-171: the receipt for the reporter"),
            .. When(acceptance.Review == ReviewClass.Unspecified, "acceptance.review_class", "E17-15: it decides the time for review; ORDINARY if nothing is special."),
            .. When(attempt.Approval.Rank < rank, "approval.approver_rank", $"E17-15: a {acceptance.Review.Wire()} review is approved at {rank.Wire()} level or above."),
        ];
    }

    public static IEnumerable<Violation> File(Attempt attempt, Filing filing)
    {
        List<FilingCondition> missing = filing.Route == FilingRoute.ProcuratorNotice ? [] : [.. FilingConditions.Except(filing.Conditions)];
        return
        [
            .. Needed(filing.FilingNumber, "filing.filing_number", "P-178: the filing document"),
            .. When(attempt.File.FilingNumbers.Contains(filing.FilingNumber), "filing.filing_number", "P-190: filing again takes a new number."),
            .. When(missing.Count > 0, "filing.conditions", $"P-178, E17-17: not shown: {missing.Wire()}. If jurisdiction is what lacks, hand the case on."),
            .. Route(attempt, filing),
        ];
    }

    public static IEnumerable<Violation> RefuseFiling(Attempt attempt, FilingRefusal refusal) =>
        attempt.File.Source is ReportSource.Complaint or ReportSource.AgencyReferral
            ? Needed(refusal.NoticeNumber, "filing_refusal.notice_number", "P-178, P-180: the notice, within 3 days, to who asked for filing")
            : [];

    public static IEnumerable<Violation> HandOver(Attempt attempt, HandOver handOver) =>
    [
        .. Needed(handOver.Receiver, "hand_over.receiver", "P-175: the authority that has jurisdiction"),
        .. Needed(handOver.NoticeNumber, "hand_over.notice_number", "P-175, P-184: the notice of transfer"),
        .. When(handOver.ReporterToldAt is null, "hand_over.reporter_told_time", "P-175: the reporter is told."),
        .. When(attempt.From == CaseStatus.Accepted && attempt.At >= ClockRules.HandOver.DueAfter(attempt.Approval.ApprovedAt, BusinessCalendar.Official),
            "approval.approve_time", "P-175: the case is handed on within 24 hours of approval. Have it approved again."),
    ];

    public static IEnumerable<Violation> MakeAdministrative(Attempt attempt, AdministrativeHandling handling) =>
        Needed(handling.DecisionNumber, "administrative.decision_number", "P-177: the administrative file that takes it up");

    public static IEnumerable<Violation> Investigate(Attempt attempt, Investigation investigation) =>
        When(investigation.Investigators.IsEmpty, "investigation.investigators", "P-191: name the investigators.");

    public static IEnumerable<Violation> Withdraw(Attempt attempt, Withdrawal withdrawal)
    {
        var (file, at) = (attempt.File, attempt.At);
        var article = withdrawal.Ground switch
        {
            WithdrawalGround.TwelveMonthsAfterMeasure or WithdrawalGround.TwoYearsWithoutMeasure or WithdrawalGround.ProcuratorNotice => "E17-25",
            WithdrawalGround.SpecialApproval => "P-188",
            _ => "P-186",
        };
        var special = withdrawal.Ground is WithdrawalGround.ProcuratorNotice or WithdrawalGround.SpecialApproval;
        return
        [
            .. When(attempt.Approval.Article != article && !(article == "P-186" && attempt.Approval.Article == "P-187"),
                "approval.article", $"The ground {withdrawal.Ground.Wire()} rests on {article}."),
            .. Needed(withdrawal.NoticeNumber, "withdrawal.notice_number", "P-189: the notice, within 3 days, to suspect and victim"),
            .. When(withdrawal.Ground == WithdrawalGround.TwelveMonthsAfterMeasure && !(file.CoercionEndedAt is { } ended
                && at >= ClockRules.AfterMeasure.DueAfter(ended, BusinessCalendar.Official)),
                "withdrawal.ground", $"E17-25: 12 months must have passed since the coercive measure ended ({Told(file.CoercionEndedAt)})."),
            .. When(withdrawal.Ground == WithdrawalGround.TwoYearsWithoutMeasure && (file.Coerced || file.FiledAt is not { } filed
                || at < ClockRules.WithoutMeasure.DueAfter(filed, BusinessCalendar.Official)),
                "withdrawal.ground", $"E17-25: 2 years must have passed since filing ({Told(file.FiledAt)}) without any coercive measure."),
            .. When(special && withdrawal.GroundDocument.Length == 0, "withdrawal.ground_document", $"{article}: the document that the ground consists in is needed."),
            .. When(withdrawal.Ground == WithdrawalGround.SpecialApproval && attempt.Approval.Rank < ApproverRank.Ministry,
                "approval.approver_rank", "P-188: only through the ministry, by approval of the Supreme People's Procuratorate."),
        ];
    }

    public static IEnumerable<Violation> Conclude(Attempt attempt, Conclusion conclusion)
    {
        var missing = ConclusionConditions.Except(conclusion.Conditions).ToList();
        return When(missing.Count > 0, "conclusion.conditions", $"P-283, CPL-56: not shown: {missing.Wire()}.");
    }

    public static IEnumerable<Violation> Refer(Attempt attempt, ProsecutionReferral referral)
    {
        var suspects = referral.Suspects;
        return
        [
            .. When(suspects.IsEmpty, "prosecution.suspects", "P-289: the opinion names at least one suspect."),
            .. When(suspects.DistinctBy(s => s.Suspect).Count() < suspects.Length, "prosecution.suspects", "P-290: one opinion a suspect."),
            .. When(suspects.Any(s => s.Opinion.Length == 0), "prosecution.suspects", "P-289: an opinion on each suspect is needed."),
            .. When(suspects.Length > 1 && suspects.Any(s => s.Role.Length == 0), "prosecution.suspects", "P-290: in a joint crime the role of each suspect is needed."),
            .. When(suspects.Any(s => attempt.File.TerminatedSuspects.Contains(s.Suspect)), "prosecution.suspects",
                "P-186: the investigation against a suspect named here was terminated."),
            .. Needed(referral.PropertyListNumber, "prosecution.property_list_number", "P-288: the list of seized and frozen property"),
        ];
    }

    public static IEnumerable<Violation> Return(Attempt attempt, ProcuratorDecision decision) =>
    [
        .. Decided(attempt, decision),
        .. When(attempt.File.Returns >= ReturnsMax, "to_status", "CPL-175: a case is returned at most twice. Open: INDICTED or NOT_PROSECUTED."),
    ];

    public static IEnumerable<Violation> Decided(Attempt attempt, ProcuratorDecision decision) =>
        Needed(decision.ProcuratorDocument, "procurator.procurator_document", "CPL-172: the procurator's document");

    private static IEnumerable<Violation> Route(Attempt attempt, Filing filing)
    {
        FilingRoute[] open = attempt.From switch
        {
            CaseStatus.Accepted => [FilingRoute.Initial],
            CaseStatus.Withdrawn => [FilingRoute.NewFacts],
            _ => [.. Enum.GetValues<FilingRoute>().Where(route => route > FilingRoute.Initial)],
        };
        if (!open.Contains(filing.Route))
        {
            return [new("filing.route", $"From {attempt.From.Wire()} a case is filed by {open.Wire()}.")];
        }
        var (asker, rule) = filing.Route switch
        {
            FilingRoute.ComplainantReview or FilingRoute.ComplainantReviewAbove => (ReportSource.Complaint, ClockRules.ComplainantReviewRequest),
            FilingRoute.AgencyReview => (ReportSource.AgencyReferral, ClockRules.AgencyReviewRequest),
            _ => (ReportSource.Unspecified, (ClockRule?)null),
        };
        return
        [
            .. filing.Route == FilingRoute.Initial ? [] : Needed(filing.RouteDocument, "filing.route_document", "P-179 to 182, P-190: the decision, notice or evidence"),
            .. When(filing.Route == FilingRoute.ComplainantReviewAbove && attempt.Approval.Rank < ApproverRank.City,
                "approval.approver_rank", "P-179: the next level up decides this review."),
            .. When(rule is not null && attempt.File.Source != asker, "filing.route", $"This review is asked by who brought the case as {asker.Wire()}; it came as {attempt.File.Source.Wire()}."),
            .. When(rule is not null && !InTime(attempt, filing, rule), "filing.review_request_time",
                $"{rule?.Source}: review is asked within {rule?.Term.Days} days of being told. Open after that: PROCURATOR_NOTICE, NEW_FACTS."),
        ];
    }

    private static bool InTime(Attempt attempt, Filing filing, ClockRule rule) =>
        filing is { CountedFrom: { } told, RequestedAt: { } asked } && told >= attempt.File.Since && asked >= told && asked <= attempt.At
        && asked < rule.DueAfter(told, BusinessCalendar.Official);

    private static string Told(DateTimeOffset? instant) => instant is { } at ? $"{at:u}" : "none recorded";

    private static IEnumerable<Violation> Needed(string value, string field, string what) => When(value.Length == 0, field, $"{what} is needed.");

    private static IEnumerable<Violation> When(bool wrong, string field, string description) => wrong ? [new(field, description)] : [];
}
