using Coordination.Cases;
using Xunit;

namespace Coordination.Cluster.Tests.Suspects;

/// <summary>An arrest in a case reaches every desk of the person, by the log alone.</summary>
public sealed class ArrestTests
{
    private const string Guangdong = "440000", Shanghai = "310000", Jiangsu = "320000";
    private static readonly DateTimeOffset T0 = new(2025, 6, 3, 1, 0, 0, TimeSpan.Zero);

    [Theory(Timeout = 60_000)]
    [InlineData(MeasureKind.Arrest, "CPL-80", DetentionGround.Unspecified, 1)]
    [InlineData(MeasureKind.Detention, "CPL-82", DetentionGround.Ordinary, 1)]
    [InlineData(MeasureKind.Bail, "CPL-67", DetentionGround.Unspecified, 0)]
    public async Task Detentions_and_arrests_are_told_once_to_all_who_hold_a_record_of_the_person_and_other_measures_to_nobody(
        MeasureKind kind, string article, DetentionGround ground, int notices)
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var stored = new StoredRecords(cluster);
        await stored.Submit("record-r1", Guangdong, new() { FullName = "张测一", IdNumber = "440000198503140012" });
        await stored.Submit("record-r2", Shanghai, new() { FullName = "张测壹", IdNumber = "440000850314001" });
        await stored.Submit("record-r4", Jiangsu, new() { FullName = "王样本", Phones = ["13900000001"] });
        var heads = new Dictionary<string, long> { [Guangdong] = 0, [Shanghai] = 0, [Jiangsu] = 0 };
        foreach (var desk in heads.Keys) { heads[desk] = await stored.InboxHead(desk); }

        await Impose(cluster, kind, article, ground, "record-r1");
        await Impose(cluster, MeasureKind.Arrest, "CPL-80", DetentionGround.Unspecified, "record-r4");   // was never filed: nothing connects it
        await Until(async () => (await stored.Counts()).Arrested >= notices + 1, TestContext.Current.CancellationToken);

        foreach (var (desk, told) in new[] { (Guangdong, notices), (Shanghai, notices), (Jiangsu, 1) })
        {
            Assert.Equal(told, (await stored.Notices(desk, heads[desk])).Count(n => n.EventType == "component.arrest_noted"));
        }
        Assert.Equal(notices + 1, (await stored.Counts()).Arrested);
    }

    private static async Task Impose(SiloCluster cluster, MeasureKind kind, string article, DetentionGround ground, string suspect)
    {
        var file = cluster.Grains.GetGrain<ICaseGrain>($"case-{suspect}");
        foreach (var command in new CaseCommand[]
        {
            new CreateCase(Header(), $"A-{suspect}", new("key-1", "title"), null, FocusArea.CounterCollection, ["CL-274"], ReportSource.Report, ""),
            new TransitionCase(Header(), CaseStatus.Accepted, Approved("P-171", ApproverRank.City), new Acceptance("form-1", "receipt-1", ReviewClass.Ordinary)),
            new TransitionCase(Header(), CaseStatus.Filed, Approved("P-178"), new Filing(FilingRoute.Initial, "filing-1", [.. Enum.GetValues<FilingCondition>().Skip(1)], "")),
            new ImposeMeasure(Header(), "m-1", kind, suspect, Approved(article), ground),
        })
        {
            var rejection = (await file.Execute(command)).Rejection;
            Assert.True(rejection is null, $"{command.GetType().Name}: {rejection?.Message} {string.Join(' ', rejection?.Violations.Select(v => v.Description) ?? [])}");
        }
    }

    private static Approval Approved(string article, ApproverRank rank = ApproverRank.County) => new("officer-9", rank, article, "X公(经)字〔2025〕1号", T0);

    private static CommandHeader Header()
    {
        var id = Guid.NewGuid();
        return new(id, $"{Jiangsu}/rms", $"{id}", "officer-1", new(Jiangsu), EventTime: T0.AddDays(1));
    }

    private static async Task Until(Func<Task<bool>> holds, CancellationToken cancel)
    {
        while (!await holds())
        {
            await Task.Delay(20, cancel);
        }
    }
}
