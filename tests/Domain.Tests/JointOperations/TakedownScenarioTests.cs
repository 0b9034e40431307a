using Xunit;
using static Coordination.JointOperations.Takedown;
using static Coordination.JointOperations.TargetOutcome;

namespace Coordination.JointOperations;

/// <summary>The acceptance scenario C2: one party refuses, one goes dark at T0.</summary>
public class TakedownScenarioTests
{
    private static Plan Plan26() =>
        Plan((31, 6), (32, 4), (33, 4), (35, 2), (42, 2), (44, 5), (51, 3)) with { Quorum = AllCore(31, 33, 44) };

    [Fact]
    public void A_party_that_refuses_is_dropped_and_all_consent_to_the_new_plan()
    {
        var op = Consented();

        Assert.NotEqual(op.Log.Select(e => e.Event).OfType<PlanProposed>().First().Hash, op.Hash);
        Assert.Equal(["17", "18", "19", "20"], op.Operation.Plan!.Targets.Skip(14).Take(4).Select(target => target.Id));
        Assert.Equal(["15", "16"], op.Operation.Postponed.Select(target => target.Id));
        Assert.Equal(
            [(RefusalGround.OwnOperationConflict, RefusalDecision.Drop)],
            op.Operation.Refusals.Select(refusal => (refusal.Ground, refusal.Decision)));
        Assert.Equal(PartyStatus.Accepted, op.Party(44));
    }

    [Fact]
    public void Results_late_results_and_a_correction_give_the_exact_figures()
    {
        var op = Consented().Ready(31, 32, 33, 42, 44, 51);
        op.Now = At("2025-09-29 20:00:00");
        op.Must(op.Go(CommanderA));
        op.Refused(Reason.SamePerson, op.Go(CommanderA));
        op.Now = At("2025-09-30 05:00:00");
        op.Must(op.Go(CommanderB));
        Assert.Equal(OperationStatus.Armed, op.Status);

        op.Now = TZero;
        op.Must(new ReachTZero(op.By(Ministry)));
        foreach (var province in new[] { 31, 32, 33, 42, 44 })
        {
            op.Must(op.Report(province) with { StartedAt = TZero.AddMilliseconds(province) });
        }
        Assert.Equal((0, 0, 0, 24, 2, 0), op.Figures());

        op.Now = At("2025-09-30 06:40:00");
        op.Must(op.Report(31, [.. Range(1, 6, Arrested)]));
        op.Must(op.Report(32, [.. Range(7, 9, Arrested), Result(10, 10, NotFound)]));
        op.Must(op.Report(33, [.. Range(11, 14, Arrested)]));
        op.Must(op.Report(42, Result(17, 17, Arrested), Result(18, 18, Surrendered)));
        for (var i = 0; i < 4; i++)
        {
            op.Must(op.Report(44, [.. Range(19, 22, Arrested), Result(23, 23, NotFound)]));
        }
        Assert.Equal((18, 1, 2, 3, 2, 0), op.Figures());
        Assert.Equal(OperationStatus.Executing, op.Status);

        op.Now = At("2025-09-30 06:47:00");
        op.Must(op.Report(51, Result(1, 24, Arrested, "2025-09-30 06:03:10"), Result(2, 25, Arrested, "2025-09-30 06:04:55"),
            Result(3, 26, NotFound, "2025-09-30 06:20:00")));
        Assert.Equal((20, 1, 3, 0, 2, 0), op.Figures());
        Assert.Equal(OperationStatus.Consolidating, op.Status);
        var late = op.Operation.Reports.Single(report => report.TargetId == "24");
        Assert.Equal((At("2025-09-30 06:03:10"), At("2025-09-30 06:47:00")), (late.EventTime, late.ReceivedAt));

        op.Now = At("2025-09-30 07:30:00");
        op.Must(op.Report(44, Result(24, 19, Released, "2025-09-30 07:25:00", supersedes: 19)));
        Assert.Equal((19, 1, 3, 0, 2, 1), op.Figures());
        Assert.Equal((20, 1, 3, 0, 2, 0), op.Figures(At("2025-09-30 07:00:00")));

        op.Must(new CloseOperation(op.By(Lead)));
        var closed = (OperationClosed)op.Log[^1].Event;
        Assert.Equal((Lead, "campaign-1", TZero), (closed.Lead, closed.CampaignId, closed.TZero));
        Assert.Equal(new OutcomeCounts(19, 1, 3, 0, 2, 1, 0), closed.Outcomes);
        Assert.Equal(26, closed.Outcomes.Total);
    }

    [Fact]
    public void Each_number_of_the_figures_leads_to_its_report()
    {
        var op = Consented().Ready(31, 32, 33, 42, 44, 51).Executing();
        op.Must(op.Report(31, Result(1, 1, Arrested)) with { StartedAt = TZero.AddSeconds(2) });
        op.Must(op.Report(31, Result(2, 1, Released, supersedes: 1)));

        var result = OperationFigures.Results(op.Operation, op.Now).Single(result => result.Target.Id == "1");

        Assert.Equal((Released, 2L), (result.Outcome, result.Report!.Sequence));
        Assert.Equal(TimeSpan.FromSeconds(2), OperationFigures.Skew(op.Operation, op.Operation.Parties.Single(party => party.Code == Lead)));
    }

    [Fact]
    public void The_fold_of_the_log_is_the_state()
    {
        var op = Consented().Ready(31, 32, 33, 42, 44, 51).Executing();
        op.Must(op.Report(31, [.. Range(1, 6, Arrested)]));

        var folded = op.Log.Select(entry => entry.Event).Aggregate(new JointOperation(), JointOperationMachine.Apply);

        Assert.Equivalent(op.Operation, folded, strict: true);
    }

    // Steps 1 to 3: up to the consent of the six that remain.
    private static Takedown Consented()
    {
        var op = new Takedown().Draft().Propose(Plan26()).Accept(31, 32, 33, 42, 51);
        op.Must(new RespondToPlan(op.By(44), op.Hash, PlanAnswer.AcceptWithReservation) { Details = Text("reservation") });
        op.Refused(Reason.GroundRequired, op.Refusal(35, RefusalGround.Unspecified));
        op.Must(op.Refusal(35, RefusalGround.PapersIncomplete));
        op.Must(op.Refusal(35, RefusalGround.OwnOperationConflict));

        op.Now = At("2025-09-28 10:00:00");
        op.Decide(35, RefusalDecision.Confirm).Decide(35, RefusalDecision.Drop);
        Assert.Equal(OperationStatus.Proposed, op.Status);
        var refused = op.Refused(Reason.ConsentStale, op.Go(CommanderA));
        Assert.Equal("310000,320000,330000,420000,440000,510000", refused.Metadata["party"]);

        return op.Accept(31, 32, 33, 42, 44, 51);
    }

    private static IEnumerable<ReportedResult> Range(int from, int to, TargetOutcome outcome) =>
        Enumerable.Range(from, to - from + 1).Select(target => Result(target, target, outcome));
}
