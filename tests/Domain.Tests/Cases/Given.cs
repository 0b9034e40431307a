using Xunit;

namespace Coordination.Cases;

/// <summary>Cases as their machine made them, and commands that it takes.</summary>
internal static class Given
{
    public static readonly DateTimeOffset T0 = new(2025, 6, 3, 1, 0, 0, TimeSpan.Zero);
    public static readonly JurisdictionCode Jiangsu = new("320000");
    public static readonly JurisdictionCode Zhejiang = new("330000");
    public static readonly JurisdictionCode Guangdong = new("440000");
    public static readonly JurisdictionCode Chongqing = new("500000");

    public static readonly ImmutableArray<FilingCondition> AllFilingConditions = [.. Enum.GetValues<FilingCondition>().Skip(1)];
    public static readonly ImmutableArray<ConclusionCondition> AllConclusionConditions = [.. Enum.GetValues<ConclusionCondition>().Skip(1)];

    /// <summary>One day after another for each step of a case's life.</summary>
    public static DateTimeOffset Day(int number) => T0.AddDays(number);

    public static CommandHeader By(JurisdictionCode who, DateTimeOffset? at = null) =>
        new(Guid.Empty, $"{who}/test", "", "officer-1", who, EventTime: at);

    public static Approval Approved(string article, ApproverRank rank = ApproverRank.County, DateTimeOffset? at = null) =>
        new("officer-9", rank, article, "X公(经)字〔2025〕1号", at ?? T0);

    public static CreateCase Create(ReportSource source = ReportSource.Report, JurisdictionCode? owner = null) => new(
        By(owner ?? Jiangsu, T0), "A320000202506001", new("key-1", "title"), null, FocusArea.CounterCollection, ["CL-274"], source,
        source == ReportSource.AgencyReferral ? "NFRA Jiangsu" : "");

    public static TransitionCase Move(CaseStatus to, Grounds grounds, Approval approval, DateTimeOffset? at = null, JurisdictionCode? by = null) =>
        new(By(by ?? Jiangsu, at), to, approval, grounds);

    public static TransitionCase Accept(ReviewClass review = ReviewClass.Ordinary) =>
        Move(CaseStatus.Accepted, new Acceptance("form-1", "receipt-1", review), Approved("P-171", ApproverRank.City));

    public static Filing Filing(FilingRoute route = FilingRoute.Initial, string number = "filing-1") =>
        new(route, number, AllFilingConditions, route == FilingRoute.Initial ? "" : "route-1");

    public static TransitionCase File() => Move(CaseStatus.Filed, Filing(), Approved("P-178"));
    public static TransitionCase RefuseFiling() => Move(CaseStatus.NotFiled, new FilingRefusal("notice-1"), Approved("P-178"));
    public static TransitionCase Investigate() => Move(CaseStatus.Investigating, new Investigation(["officer-2"]), Approved("P-191", ApproverRank.Unit));
    public static TransitionCase Conclude() => Move(CaseStatus.Concluded, new Conclusion(AllConclusionConditions), Approved("P-283"));

    public static TransitionCase Withdraw(WithdrawalGround ground = WithdrawalGround.NoCriminalFact, string article = "P-186") =>
        Move(CaseStatus.Withdrawn, new Withdrawal(ground, "notice-2"), Approved(article));

    public static ProsecutionReferral Referral(params ImmutableArray<SuspectOpinion> suspects) =>
        new(suspects.IsEmpty ? [new("record-a1", "", "CL-274")] : suspects, "property-1", Complex: false);

    public static TransitionCase Refer(string article = "P-289") => Move(CaseStatus.ProsecutionReview, Referral(), Approved(article));

    public static TransitionCase Procurator(CaseStatus to) =>
        Move(to, new ProcuratorDecision("procurator-1"), Approved(to == CaseStatus.NotProsecuted ? "CPL-177" : to == CaseStatus.Indicted ? "CPL-176" : "CPL-175", ApproverRank.Unit));

    public static ImposeMeasure Impose(MeasureKind kind, string article, string id = "m-1", string suspect = "record-a1",
        ApproverRank rank = ApproverRank.County, DetentionGround ground = DetentionGround.Unspecified, DateTimeOffset? at = null) =>
        new(By(Jiangsu, at), id, kind, suspect, Approved(article, rank), ground);

    public static ImposeMeasure Detain(DateTimeOffset? at = null, DetentionGround ground = DetentionGround.Ordinary) =>
        Impose(MeasureKind.Detention, "CPL-82", ground: ground, at: at);

    public static LiftMeasure Lift(string id = "m-1", DateTimeOffset? at = null) => new(By(Jiangsu, at), id, Approved("CPL-96"));

    public static RecordFacts Facts(params ImmutableArray<FactLine> lines) => new(By(Jiangsu), lines);
    public static FactLine Fact(string id, long fen, string adjusts = "") => new(id, fen, new(2025, 6, 1), Adjusts: adjusts);

    public static ProposeTransfer Propose(JurisdictionCode? to = null, string article = "P-184", JurisdictionCode? by = null, DateTimeOffset? approved = null) =>
        new(By(by ?? Jiangsu), to ?? Guangdong, Approved(article, at: approved), "notice-3");

    public static DecideTransfer Answer(bool accept, JurisdictionCode? by = null) =>
        new(By(by ?? Guangdong), accept, accept ? "handover-1" : "", accept ? "" : "PAPERS_INCOMPLETE");

    public static MergeCase Merge(string into = "case-c1", JoinderGround ground = JoinderGround.JointCrime, JurisdictionCode? intoOwner = null, JurisdictionCode? by = null) =>
        new(By(by ?? Jiangsu), into, intoOwner ?? Zhejiang, ground, Approved("P-21", by is { IsMinistry: true } ? ApproverRank.Ministry : ApproverRank.County));

    public static UnmergeCase Unmerge() => new(By(Jiangsu), Approved("P-21"));

    /// <summary>The case after these commands, a day apart, each of which must be accepted.</summary>
    public static CaseFile After(this CaseFile file, params IEnumerable<CaseCommand> commands)
    {
        foreach (var command in commands)
        {
            var now = Day(Steps(file) + 1);
            var decision = CaseMachine.Decide(file, command, now > file.Since ? now : file.Since.AddDays(1));
            Assert.Null(decision.Rejection);
            file = decision.Events.Aggregate(file, CaseMachine.Apply);
        }
        return file;
    }

    /// <summary>A case of Jiangsu that has come to this status on the shortest way.</summary>
    public static CaseFile Case(CaseStatus status, ReportSource source = ReportSource.Report) => status switch
    {
        CaseStatus.Reported => new CaseFile().After(Create(source)),
        CaseStatus.Accepted => Case(CaseStatus.Reported, source).After(Accept()),
        CaseStatus.Filed => Case(CaseStatus.Accepted, source).After(File()),
        CaseStatus.NotFiled => Case(CaseStatus.Accepted, source).After(RefuseFiling()),
        CaseStatus.Transferred => Case(CaseStatus.Filed, source).After(
            Move(CaseStatus.Transferred, new HandOver("military security organ", "notice-4", T0), Approved("P-184"))),
        CaseStatus.Admin => Case(CaseStatus.Accepted, source).After(
            Move(CaseStatus.Admin, new AdministrativeHandling("admin-1"), Approved("P-177"))),
        CaseStatus.Investigating => Case(CaseStatus.Filed, source).After(Investigate()),
        CaseStatus.Merged => Case(CaseStatus.Filed, source).After(Merge()),
        CaseStatus.Withdrawn => Case(CaseStatus.Investigating, source).After(Withdraw()),
        CaseStatus.Concluded => Case(CaseStatus.Investigating, source).After(Conclude()),
        CaseStatus.ProsecutionReview => Case(CaseStatus.Concluded, source).After(Refer()),
        CaseStatus.Returned => Case(CaseStatus.ProsecutionReview, source).After(Procurator(CaseStatus.Returned)),
        CaseStatus.Indicted => Case(CaseStatus.ProsecutionReview, source).After(Procurator(CaseStatus.Indicted)),
        CaseStatus.NotProsecuted => Case(CaseStatus.ProsecutionReview, source).After(Procurator(CaseStatus.NotProsecuted)),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    // A day for each step so far, as far as the state tells: enough to keep event times in order.
    private static int Steps(CaseFile file) => file.Exists ? (int)(file.Since - T0).TotalDays : 0;
}
