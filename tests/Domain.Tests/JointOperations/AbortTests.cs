using Xunit;
using static Coordination.JointOperations.Takedown;

namespace Coordination.JointOperations;

/// <summary>O5: an abort wins over GO in any order of arrival.</summary>
public class AbortTests
{
    private static readonly Plan Sample = Plan((31, 1), (33, 1), (51, 1));

    public static TheoryData<string> Orders => [.. Permutations("ABX"), .. Permutations("ABXH"), .. Permutations("ABXW")];

    /// <summary>A and B give GO, X aborts, H lets a party step back, W withdraws one.</summary>
    [Theory, MemberData(nameof(Orders))]
    public void Wins_over_GO_in_any_order(string order)
    {
        var op = Ready();
        op.Now = At("2025-09-30 05:00:00");

        foreach (var step in order)
        {
            op.Do(step switch
            {
                'A' => op.Go(CommanderA),
                'B' => op.Go(CommanderB),
                'X' => op.Abort(),
                'H' => new ReportReadiness(op.By(33), Readiness.Holding),
                _ => new AbortOperation(op.By(33), Text("withdrawn")),
            });
        }
        op.Now = TZero;
        op.Refused(Reason.StateTransitionInvalid, new ReachTZero(op.By(Ministry)));

        Assert.Equal(OperationStatus.Aborted, op.Status);
        Assert.DoesNotContain(op.Log, entry => entry.Event is ExecutionStarted);
    }

    [Fact]
    public void Dark_party_that_acted_is_shown_so_and_the_others_stand_down()
    {
        var op = Ready().Armed();
        op.Now = At("2025-09-30 05:59:50");
        op.Must(op.Abort());
        Assert.Equal([JointOperationAggregate.StandDown], Due(op).Select(due => due.Kind));

        op.Must(new ReportReadiness(op.By(31), Readiness.StoodDown)).Must(new ReportReadiness(op.By(33), Readiness.StoodDown));
        op.Now = At("2025-09-30 06:47:00");
        op.Must(op.Report(51, Result(1, 3, TargetOutcome.Arrested)) with { StartedAt = TZero });

        Assert.Equal(OperationStatus.Aborted, op.Status);
        Assert.Equal(
            [PartyStatus.StoodDown, PartyStatus.StoodDown, PartyStatus.ExecutedBeforeAbort],
            op.Operation.Parties.Select(party => party.Status));
        Assert.Equal((1, 0, 0, 0, 2, 0), op.Figures());
        Assert.Empty(Due(op));
    }

    [Fact]
    public void In_execution_it_stops_who_has_not_acted()
    {
        var op = Ready().Executing();
        op.Must(op.Report(31) with { StartedAt = TZero });

        op.Must(new AbortOperation(op.By(Ministry), Text("reason")));

        Assert.Equal(
            [PartyStatus.ExecutedBeforeAbort, PartyStatus.Executing, PartyStatus.Executing],
            op.Operation.Parties.Select(party => party.Status));
        Assert.Equal([JointOperationAggregate.StandDown], Due(op).Select(due => due.Kind));
    }

    [Fact]
    public void From_a_party_it_is_that_partys_withdrawal_and_blocks_GO_until_the_superior_drops_it()
    {
        var op = new Takedown().Draft().Propose(Sample with { Quorum = AllCore(31) }).Accept(31, 33, 51).Ready(31, 33, 51);

        op.Must(new AbortOperation(op.By(33), Text("reason")));

        Assert.Equal(OperationStatus.Consenting, op.Status);
        op.Refused(Reason.ParticipantsNotReady, op.Go(CommanderA));
        op.Decide(33, RefusalDecision.Drop).Accept(31, 51).Ready(31, 51).Must(op.Go(CommanderA));
    }

    private static Takedown Ready() => new Takedown().Draft().Propose(Sample).Accept(31, 33, 51).Ready(31, 33, 51);

    private static ImmutableArray<Log.DueItem> Due(Takedown op) => JointOperationAggregate.Definition.Index(op.Operation).Due;

    private static IEnumerable<string> Permutations(string steps) => steps.Length == 0
        ? [""]
        : steps.SelectMany((step, i) => Permutations(steps.Remove(i, 1)).Select(rest => step + rest));
}
