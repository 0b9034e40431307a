using System.Text;
using System.Text.Json;
using Coordination.Log;
using Xunit;
using static Coordination.Cases.Given;

namespace Coordination.Cases;

/// <summary>What was stored once is read for ever: <c>case-events.jsonl</c> holds an event of each kind as released, and only grows.</summary>
public sealed class StoredFormTests
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create(CaseJson.Default);

    [Fact]
    public void Every_released_event_still_reads_and_writes_the_same()
    {
        foreach (var line in Released())
        {
            Assert.Equal(line, JsonSerializer.Serialize(JsonSerializer.Deserialize<CaseEvent>(line, Json), Json));
        }
    }

    [Fact]
    public void There_is_a_released_line_for_every_kind_of_event()
    {
        var released = Released().Select(line => JsonSerializer.Deserialize<CaseEvent>(line, Json)!.GetType()).ToHashSet();

        Assert.Equal(Kinds().Order(), released.Select(kind => kind.Name).Order());
    }

    [Fact]
    public void Events_are_written_today_as_they_were_released()
    {
        Assert.Equal(Kinds().Order(), Every().Select(happened => happened.GetType().Name).Distinct().Order());
        Assert.Equal(Released(), Every().Select(happened => JsonSerializer.Serialize(happened, Json)));
    }

    [Fact]
    public void A_typical_row_stays_small()
    {
        var file = Case(CaseStatus.Filed) with { Title = new(new string('k', 20), new string('c', 240)) };
        var recorded = new FactsRecorded([Fact("F-1523", 1_961_326_330) with { SeedLiteralFen = 19_613_263_297 }]);
        var row = new GrainRow<CaseFile, CaseEvent>
        {
            GrainType = "case",
            GrainId = "case-" + new string('0', 32),
            State = CaseMachine.Apply(file, recorded),
            Write = new(Guid.Empty, "320000/rms", new string('f', 64), "officer-1", "", T0),
            Events = [new("320000", T0, recorded)],
        };

        Assert.InRange(Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(row, Json)), 1, 2000);
    }

    private static IEnumerable<string> Kinds() =>
        typeof(CaseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CaseEvent)) && !type.IsAbstract).Select(type => type.Name);

    private static IEnumerable<string> Released()
    {
        using var stream = typeof(StoredFormTests).Assembly.GetManifestResourceStream("Coordination.Cases.case-events.jsonl")!;
        using var lines = new StreamReader(stream);
        while (lines.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>An event of each kind, as the machine makes them.</summary>
    private static IEnumerable<CaseEvent> Every()
    {
        var investigating = Case(CaseStatus.Investigating);
        var detained = investigating.After(Detain());
        var frozen = investigating.After(Impose(MeasureKind.Freeze, "P-238", "m-2", suspect: ""));
        var offered = investigating.After(Propose());
        var merged = Case(CaseStatus.Merged);
        var reader = By(JurisdictionCode.Ministry);
        var absorb = new AbsorbCase(reader, "case-c2", 1, Zhejiang, [Fact("F-2", 5)], T0);
        (CaseFile File, CaseCommand Command)[] steps =
        [
            (new(), Create(ReportSource.AgencyReferral)),
            (investigating, new UpdateCase(By(Jiangsu), new("key-2", "c"), null, FocusArea.UnlawfulCollection, ["CL-293-1"])),
            (Case(CaseStatus.Reported), Accept()),
            (Case(CaseStatus.Accepted), File()),
            (Case(CaseStatus.Accepted, ReportSource.Complaint), RefuseFiling()),
            (Case(CaseStatus.Filed), Move(CaseStatus.Transferred, new HandOver("military security organ", "notice-4", T0), Approved("P-184"))),
            (Case(CaseStatus.Accepted), Move(CaseStatus.Admin, new AdministrativeHandling("admin-1"), Approved("P-177"))),
            (Case(CaseStatus.Filed), Investigate()),
            (investigating, Withdraw()),
            (investigating, Conclude()),
            (Case(CaseStatus.Concluded), Refer()),
            (Case(CaseStatus.ProsecutionReview), Procurator(CaseStatus.Returned)),
            (Case(CaseStatus.ProsecutionReview), Procurator(CaseStatus.Indicted)),
            (Case(CaseStatus.ProsecutionReview), Procurator(CaseStatus.NotProsecuted)),
            (Case(CaseStatus.NotFiled), Move(CaseStatus.Accepted, new Revocation("order-1"), Approved("P-7", ApproverRank.Ministry), by: JurisdictionCode.Ministry)),
            (investigating, Move(CaseStatus.Investigating, new SuspectTermination("record-a1"), Approved("P-186"))),
            (investigating, Facts(Fact("F-1", 100) with { SeedLiteralFen = 1000, PayerHash = "p", PayeeHash = "q" }, Fact("F-1-a", -10, "F-1"))),
            (investigating, Detain(ground: DetentionGround.Gang)),
            (detained, Lift()),
            (investigating, Propose()),
            (offered, Answer(accept: true)),
            (offered, Answer(accept: false)),
            (offered, new LapseClock(reader, "transfer-expiry")),
            (frozen, new LapseClock(reader, "freeze/m-2")),
            (investigating, Merge()),
            (merged, Unmerge()),
            (investigating, absorb),
            (Case(CaseStatus.Concluded), absorb),
            (investigating, new ReleaseCase(reader, "case-c2", 1, Zhejiang)),
            (investigating, new NoteGroup(reader, "group-1", Jiangsu, Linked: true)),
        ];
        return steps.SelectMany(step => CaseMachine.Decide(step.File, step.Command,
            step is { Command: DecideTransfer, File.Transfer: { } pending } ? pending.ProposedAt : Day(700)).Events);
    }
}
