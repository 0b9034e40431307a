using System.Text.Json;
using Coordination.Log;
using Xunit;
using static Coordination.JointOperations.Takedown;
using static Coordination.JointOperations.TargetOutcome;

namespace Coordination.JointOperations;

/// <summary>What is stored comes back as it was: <c>operation-events.jsonl</c> holds an event of each kind as released, and only grows.</summary>
public class StoredFormTests
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create(JointOperationAggregate.Definition.Json);

    [Fact]
    public void Row_with_every_kind_of_event_comes_back_equal()
    {
        var (aborted, closed) = (Aborted(), Closed());
        var kinds = aborted.Log.Concat(closed.Log).Select(entry => entry.Event.GetType()).Append(typeof(OperationRecorded)).ToHashSet();
        var recorded = new Takedown { Now = TZero.AddDays(1) }.Must(
            new RecordConcluded(new Takedown().By(Lead), Lead, Text("title"), "", Plan((31, 1)), [Result(1, 1, Arrested)]));
        Assert.Equal(typeof(JointOperationEvent).Assembly.GetTypes().Where(type => type.BaseType == typeof(JointOperationEvent)).ToHashSet(), kinds);

        foreach (var op in new[] { aborted, closed, recorded })
        {
            var row = new GrainRow<JointOperation, JointOperationEvent>
            {
                State = op.Operation,
                Events = [.. op.Log.Select(entry => new LoggedEvent<JointOperationEvent>("310000", entry.At, entry.Event))],
            };

            var back = JsonSerializer.Deserialize<GrainRow<JointOperation, JointOperationEvent>>(JsonSerializer.Serialize(row, Json), Json)!;

            Assert.Equivalent(row.State, back.State, strict: true);
            Assert.Equivalent(row.Events.Select(logged => logged.Body), back.Events.Select(logged => logged.Body), strict: true);
        }
    }

    [Fact]
    public void Every_released_event_still_reads_and_writes_the_same()
    {
        var kinds = new HashSet<Type>();
        foreach (var line in ReleasedLines())
        {
            var happened = JsonSerializer.Deserialize<JointOperationEvent>(line, Json)!;
            kinds.Add(happened.GetType());
            Assert.Equal(line, JsonSerializer.Serialize(happened, Json));
        }
        Assert.Equal(typeof(JointOperationEvent).Assembly.GetTypes().Where(type => type.BaseType == typeof(JointOperationEvent)).ToHashSet(), kinds);
    }

    [Fact]
    public void What_readers_fold_from_the_log_is_what_the_grain_stores()
    {
        var op = Closed();
        var fold = JointOperationAggregate.Definition.Start(null, Json);

        foreach (var (at, happened) in op.Log)
        {
            fold.Apply(new(1, "operation", "op-1", 1, 1, "", [], Guid.Empty, "", "", "", "", at, at, at, JsonSerializer.Serialize(happened, Json)));
        }

        Assert.Equal(JsonSerializer.Serialize(op.Operation, Json), fold.State);
        Assert.Equal(nameof(OperationStatus.Closed), fold.Index.Status);
    }

    private static IEnumerable<string> ReleasedLines()
    {
        using var stream = typeof(StoredFormTests).Assembly.GetManifestResourceStream("Coordination.JointOperations.operation-events.jsonl")!;
        using var lines = new StreamReader(stream);
        while (lines.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static Takedown Open()
    {
        var op = new Takedown().Draft().Propose(Plan((31, 1), (33, 1), (44, 1), (51, 1)) with { Quorum = AllCore(31) }).Accept(31).Ready(31);
        op.Must(op.Refusal(33, RefusalGround.PapersIncomplete) with { Details = Text("papers") });
        op.Must(new AbortOperation(op.By(44), Text("reason")));
        op.Now = op.Operation.Plan!.ConsentDue;
        return op.Must(new PassConsentDeadline(op.By(Ministry)));
    }

    private static Takedown Closed()
    {
        var op = Open().Decide(33, RefusalDecision.Drop).Accept(31, 44, 51).Ready(31, 44, 51);
        op.Must(new ReportReadiness(op.By(44), Readiness.Holding)).Ready(44).Executing();
        op.Must(op.Report(31, Result(1, 1, Arrested), Result(2, 1, Released, supersedes: 1)) with { StartedAt = TZero });
        return op.Must(new CloseOperation(op.By(Lead)));
    }

    private static Takedown Aborted()
    {
        var op = Open().Decide(33, RefusalDecision.Overrule).Decide(44, RefusalDecision.Overrule).Ready(33, 44).Armed();
        return op.Must(op.Abort()).Must(new ReportReadiness(op.By(33), Readiness.StoodDown));
    }
}
