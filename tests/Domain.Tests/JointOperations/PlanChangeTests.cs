using Xunit;
using static Coordination.JointOperations.Takedown;

namespace Coordination.JointOperations;

/// <summary>O1: a change voids exactly the consents that it affects.</summary>
public class PlanChangeTests
{
    private static readonly Plan Sample = Plan((31, 2), (33, 1), (44, 1));

    public static TheoryData<string, int[]> Changes => new()
    {
        { "T0 by 5 min", [] },
        { "T0 by 5 min 1 s", [31, 33, 44] },
        { "address", [] },
        { "consent deadline", [] },
        { "team of 33", [33] },
        { "measure of 44", [44] },
        { "target from 31 to 33", [31, 33] },
        { "target of 31 out", [31] },
        { "party 44 out", [31, 33] },
        { "party 51 in", [31, 33, 44] },
        { "quorum", [31, 33, 44] },
        { "disconnected policy", [31, 33, 44] },
    };

    private static Plan Changed(string change) => change switch
    {
        "T0 by 5 min" => Sample with { TZero = TZero.AddMinutes(5) },
        "T0 by 5 min 1 s" => Sample with { TZero = TZero.AddSeconds(301) },
        "address" => Sample with { Targets = Sample.Targets.SetItem(0, Sample.Targets[0] with { Address = Text("a") }) },
        "consent deadline" => Sample with { ConsentDue = Sample.ConsentDue.AddHours(1) },
        "team of 33" => Sample with { Parties = Sample.Parties.SetItem(1, Sample.Parties[1] with { Teams = ["t2"] }) },
        "measure of 44" => Sample with { Targets = Sample.Targets.SetItem(3, Sample.Targets[3] with { Measures = [Measure.Summon] }) },
        "target from 31 to 33" => Sample with { Targets = Sample.Targets.SetItem(0, Sample.Targets[0] with { Party = Code(33) }) },
        "target of 31 out" => Sample with { Targets = Sample.Targets.RemoveAt(0) },
        "party 44 out" => Sample with { Parties = Sample.Parties.RemoveAt(2), Targets = Sample.Targets.RemoveAt(3) },
        "party 51 in" => Sample with { Parties = Sample.Parties.Add(new(Code(51))) },
        "quorum" => Sample with { Quorum = AllCore(31) },
        "disconnected policy" => Sample with { DisconnectedPolicy = DisconnectedPolicy.Hold },
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };

    [Theory, MemberData(nameof(Changes))]
    public void Voids_exactly_the_consents_that_it_affects(string change, int[] voided)
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33, 44).Ready(31, 33, 44);

        op.Propose(Changed(change));

        Assert.Equal(voided.Select(Code), op.Operation.Parties.Where(party => party.ConsentVoided).Select(party => party.Code));
        Assert.Equal(voided.Length == 0, op.Status is OperationStatus.Ready);
    }

    [Fact]
    public void Small_shifts_of_T0_do_not_add_up()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31);
        op.Propose(Sample with { TZero = TZero.AddMinutes(4) });
        Assert.Equal(PartyStatus.Accepted, op.Party(31));

        op.Propose(Sample with { TZero = TZero.AddMinutes(8) });

        Assert.Equal(PartyStatus.Invited, op.Party(31));
    }

    [Fact]
    public void A_pending_GO_falls_with_the_plan_that_it_was_given_to()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33, 44).Ready(31, 33, 44);
        op.Must(op.Go(CommanderA));

        op.Propose(Sample with { TZero = TZero.AddMinutes(1) });
        op.Must(op.Go(CommanderB));

        Assert.Equal([CommanderB], op.Operation.Approvals.Select(approval => approval.Actor));
        Assert.Equal(OperationStatus.Ready, op.Status);
    }

    [Fact]
    public void Targets_are_assigned_all_or_none()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33, 44);
        var before = op.Operation;

        var refused = op.Refused(Reason.TargetAlreadyAssigned, new AssignTargets(op.By(Lead),
            [new("9", "suspects/s-9", Code(33)), new("8", "suspects/s-1", Code(33))]));
        Assert.Equal(["8"], refused.Violations.Select(violation => violation.Subject));
        Assert.Same(before, op.Operation);

        op.Must(new AssignTargets(op.By(Lead), [new("9", "suspects/s-9", Code(33))]));
        Assert.Equal([Code(33)], op.Operation.Parties.Where(party => party.ConsentVoided).Select(party => party.Code));
    }

    [Fact]
    public void A_postponed_target_is_taken_up_by_another_party()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33);
        op.Must(op.Refusal(44, RefusalGround.NotPoliceMatter)).Decide(44, RefusalDecision.Drop);

        op.Must(new AssignTargets(op.By(Lead), [new("4", "suspects/s-4", Code(33))]));

        Assert.Empty(op.Operation.Postponed);
        Assert.Equal(4, op.Operation.Plan!.Targets.Length);
    }

    [Fact]
    public void Parties_asked_anew_after_the_deadline_have_until_GO_is_no_longer_possible()
    {
        var op = new Takedown().Draft().Propose(Sample).Accept(31, 33);
        op.Must(op.Refusal(44, RefusalGround.NotPoliceMatter));
        op.Now = Sample.ConsentDue.AddHours(1);

        op.Decide(44, RefusalDecision.Drop);

        Assert.Equal(TZero - Sample.LeadTime, op.Operation.Plan!.ConsentDue);
    }
}
