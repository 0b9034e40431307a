using System.Text.Json;
using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Cluster.Tests.Suspects;

/// <summary>Scenario C4, step 1: three aliases, four provinces, three decoys, through the grains and the store.</summary>
public sealed class ThreeAliasesTests
{
    private static readonly (string Record, string Owner, SubmittedAttributes Content)[] Cast =
    [
        ("record-r1", "440000", new() { FullName = "张测一", IdNumber = "440000198503140012", Phones = ["13900000001"] }),
        ("record-r2", "310000", new() { FullName = "张测壹", IdNumber = "440000850314001", BankCards = ["9999990000000014"] }),
        ("record-r3", "330000", new() { RomanisedName = "Zhang Ceyi", IdType = "护照", IdNumber = "E00000001", Phones = ["13900000001"], BankCards = ["9999990000000014"] }),
        ("record-r4", "320000", new() { FullName = "王样本", Phones = ["13900000001"] }),
        ("record-d1", "510000", new() { FullName = "张测一", BirthDate = "1985-03-14", IdNumber = "440000198503140039" }),
        ("record-d2", "420000", new() { FullName = "李样例", IdNumber = "330000199206200022", Phones = ["13900000001"] }),
        ("record-d3", "350000", new() { FullName = "张测一", IdNumber = "440000198503140013" }),
    ];

    [Theory, InlineData(1, 1), InlineData(2, 1), InlineData(3, 1), InlineData(4, 7), InlineData(5, 7), InlineData(6, 3), InlineData(7, 2), InlineData(8, 3), InlineData(9, 7), InlineData(13, 3), InlineData(22, 2), InlineData(47, 3), InlineData(49, 3)]
    public async Task Seven_records_are_six_persons_in_any_order_and_concurrency(int seed, int atOnce)
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var random = new Random(seed);
        var order = Cast.OrderBy(_ => random.Next()).ToArray();

        await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (c, _) => await Submit(cluster, c.Record, c.Owner, c.Content));

        var persons = await Persons(cluster);
        Assert.Equal(6, persons.Count);
        Assert.Contains("record-r1,record-r2", persons);
        Assert.Equal(["ID_CHECK_FAILED"], (await cluster.Grains.GetGrain<ISuspectIntake>(ISuspectIntake.Key).Read("record-d3")).State!.Flags);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_move_whose_arrival_was_lost_is_completed_without_being_asked()
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        foreach (var (record, content) in new[] { ("record-a1", Cast[0].Content), ("record-a2", Cast[1].Content), ("record-b1", Cast[5].Content), ("record-b2", Cast[5].Content) })
        {
            await Submit(cluster, record, "440000", content);
        }

        // The resolver died here: the component has moved, and nobody has taken it in.
        await cluster.Grains.GetGrain<ISuspectComponentGrain>("component-b1").Execute(new MoveComponent(Header("310000"), "component-a1"));

        await Eventually(async () => (await cluster.Grains.GetGrain<ISuspectComponentGrain>("component-a1").Read()).State?.EntityOf("record-b2") is { Records.Length: 2 },
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_moved_into_a_component_that_moved_on_arrives_whole()
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        foreach (var (record, content) in new[] { ("record-a1", Cast[0].Content), ("record-a2", Cast[1].Content), ("record-b1", Cast[5].Content), ("record-b2", Cast[5].Content) })
        {
            await Submit(cluster, record, "440000", content);
        }
        SubmittedAttributes link = new() { FullName = "何样三", Phones = ["13900000077"], BankCards = ["9999990000000030"] };
        await Submit(cluster, "record-c1", "440000", link with { BankCards = [] });
        await Submit(cluster, "record-c2", "440000", link);
        await Submit(cluster, "record-c3", "440000", link with { Phones = [] });

        // Two resolvers met: the component of the third person was on its way into that of the second when that one moved into the first's.
        await cluster.Grains.GetGrain<ISuspectComponentGrain>("component-c1").Execute(new MoveComponent(Header("310000"), "component-b1"));
        await cluster.Grains.GetGrain<ISuspectComponentGrain>("component-b1").Execute(new MoveComponent(Header("310000"), "component-a1"));
        await cluster.Grains.GetGrain<ISuspectResolver>("resolver").Resolve("record-c1");

        var component = (await cluster.Grains.GetGrain<ISuspectComponentGrain>("component-a1").Read()).State!;
        Assert.Equal(["record-c1", "record-c2", "record-c3"], component.EntityOf("record-c1")!.Records);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stored_record_that_nobody_compared_is_compared_without_being_asked()
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        await Store(cluster, "record-r1", "440000", Cast[0].Content);

        await Store(cluster, "record-r2", "310000", Cast[1].Content);

        await Eventually(async () => (await cluster.Grains.GetGrain<ISuspectComponentGrain>("component-r1").Read()).State?.EntityOf("record-r1") is { Records.Length: 2 },
            TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<string>> Persons(SiloCluster cluster)
    {
        var reads = cluster.Service<SuspectReads>();
        await cluster.Service<Freshness>().WaitForLog(TestContext.Current.CancellationToken);
        var members = new List<SuspectMember>();
        foreach (var (record, _, _) in Cast)
        {
            members.Add((await reads.Find(record, TestContext.Current.CancellationToken))!);
        }
        return [.. members.GroupBy(m => m.Entity).Select(g => string.Join(',', g.Select(m => m.Record).Order())).Order()];
    }

    private static async Task Submit(SiloCluster cluster, string record, string owner, SubmittedAttributes content)
    {
        await Store(cluster, record, owner, content);
        await cluster.Grains.GetGrain<ISuspectResolver>("resolver").Resolve(record);
    }

    private static async Task Store(SiloCluster cluster, string record, string owner, SubmittedAttributes content)
    {
        var sealer = await cluster.Service<IProtector>().NewSealer();
        var json = JsonSerializer.Serialize(content, SubmittedAttributesJson.Default.SubmittedAttributes);
        var index = cluster.Service<ISuspectReader>().Index(new(owner), content);
        var submit = new SubmitRecord(Header(owner), record, "", sealer.Seal(json), "hash") { Flags = index.Flags, Keys = index.Keys, Part = index.Part };
        await cluster.Service<SuspectRecords>().Execute([new(record, submit, sealer.Key)])[0];
    }

    private static async Task Eventually(Func<Task<bool>> holds, CancellationToken cancel)
    {
        while (!await holds())
        {
            await Task.Delay(20, cancel);
        }
    }

    private static CommandHeader Header(string owner) => new(Guid.NewGuid(), $"{owner}/rms", "f", $"{owner}/rms", new(owner));
}
