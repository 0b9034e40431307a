using Xunit;
using static Coordination.JointOperations.Takedown;

namespace Coordination.JointOperations;

/// <summary>O2, O4: answers, silence, the superior's word, and the quorum.</summary>
public class ConsentTests
{
    private static readonly Plan Sample = Plan((31, 1), (33, 1), (44, 1));

    [Fact]
    public void Silence_past_the_deadline_is_escalated_and_never_consent()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33).Ready(31, 33);
        Assert.Equal([(JointOperationAggregate.ConsentDue, true)], Due(op));

        op.Now = Sample.ConsentDue;
        op.Must(new PassConsentDeadline(op.By(Ministry)));

        Assert.Equal(PartyStatus.Silent, op.Party(44));
        Assert.Equal([(JointOperationAggregate.Refusal, false)], Due(op));
        op.Refused(Reason.ParticipantsNotReady, op.Go(CommanderA));
        op.Refused(Reason.StateTransitionInvalid, new ReportReadiness(op.By(44), Readiness.Ready));
    }

    [Fact]
    public void A_silent_party_may_still_answer()
    {
        var op = Silent(Sample);

        op.Accept(44).Ready(44);

        Assert.Equal(OperationStatus.Ready, op.Status);
    }

    [Fact]
    public void Missing_papers_are_the_leads_task_other_grounds_the_superiors()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31);

        op.Must(op.Refusal(33, RefusalGround.PapersIncomplete));
        Assert.Contains((JointOperationAggregate.Papers, false), Due(op));
        Assert.DoesNotContain((JointOperationAggregate.Refusal, false), Due(op));

        op.Must(op.Refusal(33, RefusalGround.ManifestlyUnlawful));
        Assert.DoesNotContain((JointOperationAggregate.Papers, false), Due(op));
        Assert.Contains((JointOperationAggregate.Refusal, false), Due(op));
    }

    [Fact]
    public void An_overruled_party_is_bound_and_still_reports_its_own_readiness()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33).Ready(31, 33);
        op.Must(op.Refusal(44, RefusalGround.OwnOperationConflict)).Decide(44, RefusalDecision.Overrule);

        op.Refused(Reason.ParticipantsNotReady, op.Go(CommanderA));
        op.Ready(44).Must(op.Go(CommanderA));

        Assert.True(op.Operation.Parties.Single(party => party.Code == Code(44)).BoundByOrder);
    }

    public static TheoryData<string, string, bool> Quorums => new()
    {
        { "all", "silent", false },
        { "all", "confirmed", false },
        { "core with it", "silent", false },
        { "core with it", "confirmed", false },
        { "core without it", "invited", false },
        { "core without it", "accepted", false },
        { "core without it", "refused", false },
        { "core without it", "withdrawn", false },
        { "core without it", "silent", true },
        { "core without it", "confirmed", true },
        { "two", "silent", true },
        { "two", "confirmed", true },
        { "two", "withdrawn", false },
        { "three", "silent", false },
    };

    [Theory, MemberData(nameof(Quorums))]
    public void GO_can_do_without_a_party_only_outside_the_quorum_and_once_its_answer_is_settled(string quorum, string answer, bool possible)
    {
        var op = new Takedown().Draft().Propose(Sample with
        {
            Quorum = quorum switch
            {
                "all" => Quorum.All,
                "core with it" => AllCore(31, 44),
                "core without it" => AllCore(31, 33),
                "two" => new(QuorumRule.AtLeast) { Count = 2 },
                _ => new(QuorumRule.AtLeast) { Count = 3 },
            },
        }).Accept(31, 33).Ready(31, 33);
        Answer(op, answer);

        var refused = op.Do(op.Go(CommanderA)).Rejection;

        Assert.Equal(possible ? null : Reason.ParticipantsNotReady, refused?.Reason);
        Assert.Equal(possible, op.Status is OperationStatus.Ready);
    }

    [Fact]
    public void Who_stays_out_does_not_go_and_its_targets_are_postponed()
    {
        var op = Silent(Sample with { Quorum = AllCore(31, 33) }).Executing();

        Assert.Equal([Code(31), Code(33)], op.Log.Select(entry => entry.Event).OfType<OperationArmed>().Single().Participants);
        Assert.Equal(PartyStatus.Silent, op.Party(44));
        Assert.Equal((0, 0, 0, 2, 1, 0), op.Figures());
        op.Refused(Reason.StateTransitionInvalid, op.Report(44, Result(1, 3, TargetOutcome.Arrested)));
    }

    [Fact]
    public void The_last_answer_holds()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33, 44).Ready(31, 33, 44);

        op.Must(op.Refusal(44, RefusalGround.JurisdictionDispute));
        Assert.Equal(OperationStatus.Consenting, op.Status);

        op.Accept(44).Ready(44);
        Assert.Equal(OperationStatus.Ready, op.Status);
    }

    [Fact]
    public void Readiness_can_be_taken_back()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33).Ready(31, 33);
        op.Must(new RespondToPlan(op.By(44), op.Hash, PlanAnswer.AcceptWithReservation) { Details = Text("reservation") }).Ready(44);
        Assert.Equal(OperationStatus.Ready, op.Status);

        op.Must(new ReportReadiness(op.By(44), Readiness.Back));

        Assert.Equal((OperationStatus.Consenting, PartyStatus.AcceptedWithReservation), (op.Status, op.Party(44)));
    }

    private static void Answer(Takedown op, string answer)
    {
        switch (answer)
        {
            case "accepted":
                op.Accept(44);
                break;
            case "withdrawn":
                op.Must(new AbortOperation(op.By(44), Text("reason")));
                break;
            case "silent":
                op.Now = Sample.ConsentDue;
                op.Must(new PassConsentDeadline(op.By(Ministry)));
                break;
            case "refused" or "confirmed":
                op.Must(op.Refusal(44, RefusalGround.OwnOperationConflict));
                if (answer == "confirmed")
                {
                    op.Decide(44, RefusalDecision.Confirm);
                }
                break;
        }
    }

    private static Takedown Silent(Plan plan)
    {
        var op = new Takedown().Draft().Propose(plan).Accept(31, 33).Ready(31, 33);
        op.Now = plan.ConsentDue;
        return op.Must(new PassConsentDeadline(op.By(Ministry)));
    }

    private static IEnumerable<(string, bool)> Due(Takedown op) =>
        JointOperationAggregate.Definition.Index(op.Operation).Due.Select(due => (due.Kind, due.Wakes));
}
