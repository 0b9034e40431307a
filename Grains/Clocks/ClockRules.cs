namespace Coordination.Clocks;

/// <summary>The time limits in use. Source of each: domain rules B2, by article.</summary>
public static class ClockRules
{
    /// <summary>An ordinary economic lead. A superior may not be asked for more without reclassifying it.</summary>
    public static readonly ClockRule FilingReview = new("filing-review", new(Days: 7), DayCount.Natural, "E17-15");

    /// <summary>A regulator's referral.</summary>
    public static readonly ClockRule ReferralReview = FilingReview with { Term = new(Days: 3), Source = "P-180; R730-8" };

    public static readonly ClockRule ComplexReview = FilingReview with { Term = new(Days: 30) };

    /// <summary>30 days and 30 more: extra-complex or across regions.</summary>
    public static readonly ClockRule CrossRegionReview = FilingReview with { Term = new(Days: 60) };

    /// <summary>The complainant asks for review of a refusal to file, or of the first review.</summary>
    public static readonly ClockRule ComplainantReviewRequest = new("complainant-review-request", new(Days: 7), DayCount.Natural, "P-179");

    /// <summary>The referring agency asks for review of a refusal to file.</summary>
    public static readonly ClockRule AgencyReviewRequest = new("agency-review-request", new(Days: 3), DayCount.Natural, "P-181; R730-9");

    /// <summary>A case without own jurisdiction is handed on; an offer of it is answered.</summary>
    public static readonly ClockRule HandOver = new("transfer-expiry", new(Hours: 24), DayCount.Strict, "P-175");

    /// <summary>After filing without any coercive measure the case is withdrawn or referred.</summary>
    public static readonly ClockRule WithoutMeasure = new("two-years-without-measure", new(Years: 2), DayCount.Natural, "E17-25");

    /// <summary>After the coercive measure ended the case is withdrawn or referred.</summary>
    public static readonly ClockRule AfterMeasure = new("twelve-months-after-measure", new(Months: 12), DayCount.Natural, "E17-25");

    public static readonly ClockRule ProsecutionReview = new("prosecution-review", new(Months: 1), DayCount.Natural, "CPL-172");
    public static readonly ClockRule ComplexProsecutionReview = ProsecutionReview with { Term = new(Months: 1, Days: 15) };
    public static readonly ClockRule SupplementaryInvestigation = new("supplementary-investigation", new(Months: 1), DayCount.Natural, "CPL-175");

    /// <summary>The police ask the procurator to reconsider.</summary>
    public static readonly ClockRule ReconsiderationRequest = new("reconsideration-request", new(Days: 7), DayCount.Natural, "P-294");

    public static readonly ClockRule DetentionCentre = new("detention-centre", new(Hours: 24), DayCount.Strict, "CPL-85");
    public static readonly ClockRule FamilyNotice = new("family-notice", new(Hours: 24), DayCount.Strict, "CPL-85");
    public static readonly ClockRule FirstQuestioning = new("first-questioning", new(Hours: 24), DayCount.Strict, "CPL-86");
    public static readonly ClockRule ArrestRequest = new("arrest-request", new(Days: 3), DayCount.Strict, "CPL-91");

    /// <summary>Special circumstances: up to 4 days more.</summary>
    public static readonly ClockRule SpecialArrestRequest = ArrestRequest with { Term = new(Days: 7) };

    /// <summary>流窜, 多次, 结伙 (P-129).</summary>
    public static readonly ClockRule ExtendedArrestRequest = ArrestRequest with { Term = new(Days: 30) };

    public static readonly ClockRule PostArrestInvestigation = new("post-arrest-investigation", new(Months: 2), DayCount.Strict, "CPL-156");
    public static readonly ClockRule Summons = new("summons", new(Hours: 12), DayCount.Strict, "CPL-119");
    public static readonly ClockRule Bail = new("bail", new(Months: 12), DayCount.Strict, "CPL-79");
    public static readonly ClockRule ResidentialSurveillance = new("residential-surveillance", new(Months: 6), DayCount.Strict, "CPL-79");

    /// <summary>Deposits and the like, equity and policy rights; lapses if not renewed before.</summary>
    public static readonly ClockRule Freeze = new("freeze", new(Months: 6), DayCount.Strict, "P-243, 245");

    /// <summary>Securities.</summary>
    public static readonly ClockRule SecuritiesFreeze = Freeze with { Term = new(Years: 2), Source = "P-244" };
}
