using Xunit;
using static Coordination.Cases.Given;

namespace Coordination.Cases;

public sealed class TransferTests
{
    private static readonly DateTimeOffset Now = Day(10);

    private static CaseFile Offered => CaseMachine.Decide(Case(CaseStatus.Investigating), Propose(), Now).Events
        .Aggregate(Case(CaseStatus.Investigating), CaseMachine.Apply);

    [Fact]
    public void The_sender_owns_the_case_until_the_receiver_has_accepted()
    {
        var taken = CaseMachine.Decide(Offered, Answer(accept: true), Now).Events.Aggregate(Offered, CaseMachine.Apply);

        Assert.Equal((Jiangsu, 1), (Offered.Owner, Offered.Epoch));
        Assert.Equal((Guangdong, 2), (taken.Owner, taken.Epoch));
        Assert.Null(taken.Transfer);
        Assert.Equal(CaseStatus.Investigating, taken.Status);
    }

    [Fact]
    public void An_earlier_owner_is_told_the_epoch_and_who_owns_the_case_now()
    {
        var taken = Offered.After(Answer(accept: true));

        var rejection = CaseMachine.Decide(taken, Facts(Fact("F-1", 1)), Now).Rejection!;

        Assert.Equal(Reason.NotOwner, rejection.Reason);
        Assert.Equal(("2", "440000"), (rejection.Metadata["epoch"], rejection.Metadata["currentOwner"]));
    }

    public static TheoryData<string, CaseCommand, Reason> WhileOffered => new()
    {
        { "facts wait", Facts(Fact("F-1", 1)), Reason.TransferPending },
        { "transitions wait", Conclude(), Reason.TransferPending },
        { "measures wait", Detain(), Reason.TransferPending },
        { "a second offer waits", Propose(Zhejiang), Reason.TransferPending },
        { "a merge waits", Merge(), Reason.TransferPending },
        { "the ministry's transition waits", Conclude() with { Header = By(JurisdictionCode.Ministry) }, Reason.TransferPending },
        { "the sender does not answer its own offer", Answer(accept: true, by: Jiangsu), Reason.JurisdictionMismatch },
        { "nor does the ministry", Answer(accept: true, by: JurisdictionCode.Ministry), Reason.JurisdictionMismatch },
        { "the receiver does not act before it has accepted", Facts(Fact("F-1", 1)) with { Header = By(Guangdong) }, Reason.JurisdictionMismatch },
        { "others do not know of it", Answer(accept: true, by: Chongqing), Reason.ResourceNotFound },
        { "P-185: both sign", Answer(accept: true) with { ReceiptNumber = "" }, Reason.StateTransitionInvalid },
        { "declining needs a reason", Answer(accept: false) with { Why = "" }, Reason.GroundRequired },
    };

    [Theory, MemberData(nameof(WhileOffered))]
    public void Refuses_while_offered(string rule, CaseCommand command, Reason expected)
    {
        var decision = CaseMachine.Decide(Offered, command, Now);

        Assert.True(expected == decision.Rejection?.Reason, $"{rule}: {decision.Rejection?.Reason}");
    }

    public static TheoryData<string, CaseStatus, ProposeTransfer, Reason, string> Offers => new()
    {
        { "P-184", CaseStatus.Filed, Propose() with { Approval = Approved("P-184", ApproverRank.Unit) }, Reason.StateTransitionInvalid, "approval.approver_rank" },
        { "P-184", CaseStatus.Filed, Propose() with { NoticeNumber = "" }, Reason.StateTransitionInvalid, "notice_number" },
        { "P-175", CaseStatus.Accepted, Propose(article: "P-184", approved: Now), Reason.StateTransitionInvalid, "approval.article" },
        { "P-175", CaseStatus.Accepted, Propose(article: "P-175", approved: Now.AddHours(-24)), Reason.StateTransitionInvalid, "approval.approve_time" },
        { "I2", CaseStatus.Filed, Propose(Jiangsu), Reason.StateTransitionInvalid, "jurisdiction" },
        { "I2", CaseStatus.Filed, Propose(JurisdictionCode.Ministry), Reason.StateTransitionInvalid, "jurisdiction" },
        { "P-184", CaseStatus.Reported, Propose(), Reason.StateTransitionInvalid, "" },
        { "P-184", CaseStatus.Concluded, Propose(), Reason.StateTransitionInvalid, "" },
        { "P-184", CaseStatus.Indicted, Propose(), Reason.StateTransitionInvalid, "" },
    };

    [Theory, MemberData(nameof(Offers))]
    public void Refuses_offers(string rule, CaseStatus from, ProposeTransfer propose, Reason expected, string subject)
    {
        var rejection = CaseMachine.Decide(Case(from), propose, Now).Rejection;

        Assert.True(expected == rejection?.Reason, $"{rule}: {rejection?.Reason}");
        Assert.True(subject.Length == 0 || rejection!.Violations.Any(v => v.Subject == subject), $"{rule}: {string.Join("; ", rejection!.Violations)}");
    }

    [Fact]
    public void P175_an_accepted_case_is_offered_within_24_hours_of_approval()
    {
        var decision = CaseMachine.Decide(Case(CaseStatus.Accepted), Propose(article: "P-175", approved: Now.AddHours(-24).AddTicks(1)), Now);

        Assert.Null(decision.Rejection);
    }

    [Fact]
    public void An_offer_ends_after_24_hours_and_not_a_moment_before()
    {
        var end = Offered.Transfer!.ExpiresAt;
        var expire = new LapseClock(By(JurisdictionCode.Ministry), "transfer-expiry");

        Assert.Equal(Now.AddHours(24), end);
        Assert.Empty(CaseMachine.Decide(Offered, expire, end.AddTicks(-1)).Events);
        Assert.Null(CaseMachine.Decide(Offered, Answer(accept: true), end.AddTicks(-1)).Rejection);
        Assert.Equal(Reason.StateTransitionInvalid, CaseMachine.Decide(Offered, Answer(accept: true), end).Rejection?.Reason);
        Assert.Equal(new TransferExpired(Guangdong), Assert.Single(CaseMachine.Decide(Offered, expire, end).Events));
    }

    [Fact]
    public void A_declined_case_stays_and_the_receiver_knows_of_it_no_longer()
    {
        var declined = Offered.After(Answer(accept: false));

        Assert.Equal((Jiangsu, 1), (declined.Owner, declined.Epoch));
        Assert.False(declined.MayBeKnownTo(Guangdong));
    }

    [Fact]
    public void The_receiver_of_an_offer_may_know_of_the_case_and_has_a_due_item()
    {
        var index = CaseAggregate.Definition.Index(Offered);

        Assert.Equal([Jiangsu, Guangdong], index.Parties);
        Assert.Contains(index.Due, due => due is { Kind: "transfer-expiry", Wakes: true });
    }
}
