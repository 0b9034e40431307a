using System.Text.Json;
using Coordination.Log;
using Xunit;
using static Coordination.Cases.Given;

namespace Coordination.Cases;

/// <summary>Whatever is asked of a case, in whatever order, I1 to I5 hold after each step.</summary>
public sealed class RandomWalkTests
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create(CaseJson.Default);
    private static readonly JurisdictionCode[] Callers = [Jiangsu, Guangdong, Zhejiang, JurisdictionCode.Ministry];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 400)];

    [Theory, MemberData(nameof(Seeds))]
    public void Keeps_the_invariants(int seed) => Walk(seed, Check);

    private static void Walk(int seed, Action<CaseFile, CaseEvent, CaseFile, string> check)
    {
        var random = new Random(seed);
        var file = new CaseFile().After(Create(random.NextEnum<ReportSource>()));
        var now = Day(1);

        for (var step = 0; step < 80; step++)
        {
            now += TimeSpan.FromHours(random.Next(1, 24 * (random.Next(20) == 0 ? 800 : 10)));
            var command = Command(random, file, now);
            var decision = CaseMachine.Decide(file, command, now);
            Assert.False(decision.Rejection is not null && !decision.Events.IsEmpty);

            foreach (var happened in decision.Events)
            {
                var next = CaseMachine.Apply(file, happened);
                check(file, happened, next, $"seed {seed}, step {step}, {command.GetType().Name}");
                file = next;
            }
        }
    }

    [Fact]
    public void Walks_reach_every_status_and_every_kind_of_event_of_one_case()
    {
        var statuses = new HashSet<CaseStatus>();
        var kinds = new HashSet<string>();

        foreach (var seed in Enumerable.Range(1, 400))
        {
            Walk(seed, (_, happened, after, _) =>
            {
                statuses.Add(after.Status);
                kinds.Add(happened.GetType().Name);
            });
        }

        // Handing over to outsiders, administrative handling and word from other cases and groups are not walked.
        Assert.Equal([CaseStatus.Unspecified, CaseStatus.Transferred, CaseStatus.Admin], Enum.GetValues<CaseStatus>().Except(statuses));
        Assert.Equal(
            [nameof(AbsorptionRefused), nameof(CaseAbsorbed), nameof(CaseDescribed), nameof(CaseHandedOver), nameof(CaseMadeAdministrative), nameof(CaseReleased), nameof(GroupNoted)],
            typeof(CaseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CaseEvent)) && !type.IsAbstract)
                .Select(type => type.Name).Except(kinds).Except([nameof(CaseReported)]).Order());
    }

    private static void Check(CaseFile before, CaseEvent happened, CaseFile after, string where)
    {
        // I1
        Assert.True(after.Measures.IsEmpty || after.FiledAt is not null, where);
        Assert.True(happened is not MeasureImposed imposed || imposed.Measure.Since >= before.FiledAt, where);
        // I2
        Assert.True(before.Owner == after.Owner ? before.Epoch == after.Epoch : happened is TransferAccepted && after.Epoch == before.Epoch + 1, where);
        Assert.False(after.Owner.IsMinistry, where);
        // I3
        Assert.True(after.FilingNumbers.Distinct().Count() == after.FilingNumbers.Length && after.FilingNumbers.Length >= before.FilingNumbers.Length, where);
        // I4, I9
        Assert.True(before.Status is not (CaseStatus.Transferred or CaseStatus.Indicted or CaseStatus.NotProsecuted) || before.Status == after.Status, where);
        Assert.True(before.Status != CaseStatus.Admin || before.Status == after.Status || happened is DecisionRevoked, where);
        // I5
        Assert.True(happened is not CaseTransition { Approval: var approval }
            || (approval is { Approver.Length: > 0, Article.Length: > 0, DocumentNumber.Length: > 0, LegalText.Length: > 0 } && after.Since >= before.Since), where);
        Assert.InRange(after.Returns, 0, 2);
        Assert.All(CaseAmounts.Lines(after), line => Assert.True(line.Adjusts.Length > 0 || line.Fen >= 0, where));
        // What is stored is what was decided.
        var stored = JsonSerializer.Deserialize<CaseEvent>(JsonSerializer.Serialize(happened, Json), Json)!;
        Assert.Equal(JsonSerializer.Serialize(after, Json), JsonSerializer.Serialize(CaseMachine.Apply(before, stored), Json));
        Assert.Equal(JsonSerializer.Serialize(after, Json),
            JsonSerializer.Serialize(JsonSerializer.Deserialize<CaseFile>(JsonSerializer.Serialize(after, Json), Json), Json));
    }

    private static CaseCommand Command(Random random, CaseFile file, DateTimeOffset now)
    {
        var by = random.Next(4) == 0 ? Callers[random.Next(Callers.Length)] : file.Owner;
        var header = By(by, random.Next(5) == 0 ? now.AddHours(-random.Next(100)) : null);
        var number = $"filing-{random.Next(6)}";
        CaseCommand command = random.Next(24) switch
        {
            0 => Accept(),
            1 or 2 => File() with { Grounds = Filing(number: number) },
            3 => RefuseFiling(),
            4 or 5 => Investigate(),
            6 => Conclude(),
            7 => Refer(file.Status == CaseStatus.Returned ? "CPL-175" : "P-289"),
            8 or 9 => Procurator(random.NextOf(CaseStatus.Returned, CaseStatus.Returned, CaseStatus.Indicted, CaseStatus.NotProsecuted)),
            10 => Withdraw(random.NextEnum<WithdrawalGround>(), random.NextOf("P-186", "E17-25", "P-188")),
            11 => Move(CaseStatus.Filed, Filing(FilingRoute.NewFacts, number), Approved(file.Status == CaseStatus.Withdrawn ? "P-190" : "P-178")),
            12 => Move(random.NextEnum<CaseStatus>(), new Revocation("order"), Approved("P-7", ApproverRank.Ministry)),
            13 => Move(file.Before, new Revocation("order"), Approved("P-7", ApproverRank.Ministry), by: JurisdictionCode.Ministry),
            14 => Move(file.Status, new SuspectTermination("record-a2"), Approved("P-186")),
            15 => Facts(Fact($"F-{random.Next(9)}", random.Next(-5, 1000), random.NextOf("", "", "F-1"))),
            16 => Detain(),
            17 => Impose(MeasureKind.Freeze, "P-238", "m-2", suspect: ""),
            18 => Lift(random.NextOf("m-1", "m-2")),
            19 => Propose(random.NextOf(Guangdong, Zhejiang), file.Status == CaseStatus.Accepted ? "P-175" : "P-184", approved: now.AddHours(-1)),
            20 => Answer(random.Next(2) == 0, file.Transfer?.To),
            21 => Merge(),
            22 => Unmerge(),
            _ => new LapseClock(header, random.NextOf("transfer-expiry", "freeze/m-2", "complainant-review-request", "arrest-request/m-1")),
        };
        return command is DecideTransfer ? command : command with { Header = random.Next(4) == 0 && command.Header.Jurisdiction.IsMinistry ? command.Header : header };
    }
}

internal static class RandomExtensions
{
    public static T NextOf<T>(this Random random, params ReadOnlySpan<T> values) => values[random.Next(values.Length)];

    /// <summary>Any value but the unspecified one.</summary>
    public static T NextEnum<T>(this Random random) where T : struct, Enum => Enum.GetValues<T>()[random.Next(1, Enum.GetValues<T>().Length)];
}
