using Coordination.Clocks;

namespace Coordination.Cases;

/// <summary>Which time limits a status starts (B2). They end with it.</summary>
internal static class StatusClocks
{
    public static ImmutableArray<CaseClock> For(CaseFile file, CaseStatus to, DateTimeOffset at, Grounds grounds)
    {
        (ClockRule Rule, bool Lapses)? clock = (to, grounds) switch
        {
            (CaseStatus.Accepted, Acceptance acceptance) => (Review(acceptance.Review, file.Source), false),
            // A right that is not used in time is lost; it is not overdue.
            (CaseStatus.NotFiled, FilingRefusal) when file.Source == ReportSource.Complaint => (ClockRules.ComplainantReviewRequest, true),
            (CaseStatus.NotFiled, FilingRefusal) when file.Source == ReportSource.AgencyReferral => (ClockRules.AgencyReviewRequest, true),
            (CaseStatus.Filed, Filing) => (ClockRules.WithoutMeasure, false),
            (CaseStatus.ProsecutionReview, ProsecutionReferral { Complex: true }) => (ClockRules.ComplexProsecutionReview, false),
            (CaseStatus.ProsecutionReview, _) => (ClockRules.ProsecutionReview, false),
            (CaseStatus.Returned, _) => (ClockRules.SupplementaryInvestigation, false),
            (CaseStatus.NotProsecuted, _) => (ClockRules.ReconsiderationRequest, true),
            _ => null,
        };
        // Investigating goes on with what the filing started.
        return clock is { } started ? [new(started.Rule.Kind, started.Rule.DueAfter(at, BusinessCalendar.Official), started.Lapses)]
            : to == CaseStatus.Investigating ? file.Clocks : [];
    }

    private static ClockRule Review(ReviewClass review, ReportSource source) => review switch
    {
        ReviewClass.Complex => ClockRules.ComplexReview,
        ReviewClass.CrossRegion => ClockRules.CrossRegionReview,
        _ => source == ReportSource.AgencyReferral ? ClockRules.ReferralReview : ClockRules.FilingReview,
    };
}
