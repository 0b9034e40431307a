using Xunit;
using static Coordination.JointOperations.Takedown;
using static Coordination.JointOperations.TargetOutcome;

namespace Coordination.JointOperations;

/// <summary>O6: late, repeated and corrected results count once, in whatever order they come.</summary>
public class ResultTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory, MemberData(nameof(Seeds))]
    public void Any_order_and_repetition_of_arrival_gives_the_same_results(int seed)
    {
        ReportedResult[] sent =
        [
            Result(1, 1, NotFound), Result(2, 2, Arrested), Result(3, 1, Arrested, supersedes: 1),
            Result(4, 3, Unknown), Result(5, 2, Released, supersedes: 2), Result(6, 1, Released, supersedes: 3), Result(7, 3, Surrendered, supersedes: 4),
        ];
        var random = new Random(seed);
        var arriving = sent.Concat(sent).ToArray();
        random.Shuffle(arriving);
        var op = Executing(Plan((31, 3), (33, 1)));

        foreach (var batch in arriving.Chunk(random.Next(1, 5)))
        {
            op.Must(op.Report(31, batch));
        }

        Assert.Equal(sent.Length, op.Operation.Reports.Length);
        Assert.Equal(
            [Released, Released, Surrendered, Unknown],
            OperationFigures.Results(op.Operation, op.Now).Select(result => result.Outcome));
        Assert.Equal(PartyStatus.Reported, op.Party(31));
    }

    [Fact]
    public void A_repeated_batch_is_on_record_and_changes_nothing()
    {
        var op = Executing(Plan((31, 2), (33, 1)));
        op.Must(op.Report(31, Result(1, 1, Arrested)));
        var before = op.Operation;

        op.Must(op.Report(31, Result(1, 1, Arrested)));

        Assert.Equal([1L], ((ResultsReported)op.Log[^1].Event).Repeated);
        Assert.Equivalent(before, op.Operation, strict: true);
    }

    [Fact]
    public void A_report_after_T0_does_not_wait_for_the_waker()
    {
        var op = Ready(Plan((31, 1), (33, 1))).Armed();
        op.Now = TZero;

        op.Must(op.Report(31, Result(1, 1, Arrested)));

        Assert.Equal(OperationStatus.Executing, op.Status);
        Assert.Equal((PartyStatus.Reported, PartyStatus.Executing), (op.Party(31), op.Party(33)));
        op.Refused(Reason.StateTransitionInvalid, new ReachTZero(op.By(Ministry)));
    }

    [Fact]
    public void The_first_start_time_is_kept()
    {
        var op = Executing(Plan((31, 1), (33, 1)));

        op.Must(op.Report(31) with { StartedAt = TZero.AddMilliseconds(120) }).Must(op.Report(31) with { StartedAt = TZero.AddHours(1) });

        Assert.Equal(TimeSpan.FromMilliseconds(120), OperationFigures.Skew(op.Operation, op.Operation.Parties[0]));
    }

    [Fact]
    public void Closing_with_a_dark_party_leaves_its_targets_unknown()
    {
        var op = Executing(Plan((31, 1), (33, 2)));
        op.Must(op.Report(31, Result(1, 1, PropertySeized)));

        op.Must(new CloseOperation(op.By(Lead)));

        Assert.Equal([typeof(ConsolidationStarted), typeof(OperationClosed)], op.Log.TakeLast(2).Select(entry => entry.Event.GetType()));
        Assert.Equal(new OutcomeCounts(0, 0, 0, 2, 0, 0, 1), ((OperationClosed)op.Log[^1].Event).Outcomes);
    }

    [Fact]
    public void A_concluded_operation_is_recorded_in_one_write_and_counts_like_any_other()
    {
        var op = new Takedown { Now = TZero.AddDays(30) };
        var plan = Plan((31, 2), (44, 1));

        op.Must(new RecordConcluded(op.By(Ministry), Lead, Text("title"), "campaign-1", plan,
            [Result(1, 1, Arrested), Result(1, 3, NotFound)]));

        var recorded = Assert.IsType<OperationRecorded>(Assert.Single(op.Log).Event);
        Assert.Equal((Lead, "campaign-1", TZero), (recorded.Lead, recorded.CampaignId, recorded.TZero));
        Assert.Equal(OperationStatus.Closed, op.Status);
        Assert.Equal((1, 0, 1, 1, 0, 0), op.Figures());
        Assert.Equal(["310000", "440000"], JointOperationAggregate.Definition.Index(op.Operation).Parties.Select(party => party.Value));
    }

    private static Takedown Ready(Plan plan) => new Takedown().Draft().Propose(plan).Accept(31, 33).Ready(31, 33);

    private static Takedown Executing(Plan plan) => Ready(plan).Executing();
}
