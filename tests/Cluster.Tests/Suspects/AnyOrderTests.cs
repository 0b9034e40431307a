using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Coordination.Client.Files;
using Coordination.Persistence.Reads;
using Coordination.Resolution;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Cluster.Tests.Suspects;

/// <summary>The same persons whatever the order and concurrency of arrival, and those that the library finds in the set at once.</summary>
public sealed class AnyOrderTests
{
    private static readonly IReadOnlyList<SuspectAttributes> Sample = RecordFiles.Records(Path.Combine(AppContext.BaseDirectory, "suspects-1k.csv"), Model.Suspects);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(1, 1), InlineData(2, 8), InlineData(3, 64), InlineData(4, 1000)]
    public async Task A_file_of_records_comes_to_the_librarys_persons(int seed, int atOnce)
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var random = new Random(seed);

        await Parallel.ForEachAsync(Sample.OrderBy(_ => random.Next()), new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (record, _) => await Submit(cluster, record.RecordId, record.ProvinceCode!, ToSubmitted(record)));

        Assert.Equal(Persons(Resolver.Resolve(Sample, Model.Suspects).Clusters.Select(c => c.Records.AsEnumerable())), await Persons(cluster, [.. Sample.Select(r => r.RecordId)]));
    }

    [Theory, InlineData(1, 1), InlineData(2, 7), InlineData(3, 100)]
    public async Task A_key_that_turns_hot_counts_as_if_it_had_been_so_from_the_start(int seed, int atOnce)
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var records = SharedPhone();
        Assert.Single(Resolver.Resolve(records.Take(HotKey.MembersMax), Model.Suspects).Clusters);
        var random = new Random(seed);

        await Parallel.ForEachAsync(records.OrderBy(_ => random.Next()), new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (record, _) => await Submit(cluster, record.RecordId, record.ProvinceCode!, ToSubmitted(record)));

        Assert.Equal(Persons(Resolver.Resolve(records, Model.Suspects).Clusters.Select(c => c.Records.AsEnumerable())), await Persons(cluster, [.. records.Select(r => r.RecordId)]));
    }

    [Fact]
    public async Task A_key_that_cools_when_records_are_revised_counts_again()
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var records = SharedPhone();
        foreach (var record in records) { await Submit(cluster, record.RecordId, record.ProvinceCode!, ToSubmitted(record)); }

        SuspectAttributes[] revised = [.. records.Select((record, i) => i < 20 ? record with { Phones = [] } : record)];
        foreach (var record in revised.Take(20)) { await Submit(cluster, record.RecordId, record.ProvinceCode!, ToSubmitted(record), content: "revised"); }

        Assert.Equal(Persons(Resolver.Resolve(revised, Model.Suspects).Clusters.Select(c => c.Records.AsEnumerable())), await Persons(cluster, [.. records.Select(r => r.RecordId)]));
    }

    /// <summary>
    /// Scenario C4, step 1, in all 5,040 orders of its seven records: a cast of its own for each order, all in one store, 32 orders at
    /// once. One record in ten is sent twice at once; a silo is killed amid it, and what it did not answer is sent again.
    /// </summary>
    [Fact]
    public async Task Three_aliases_and_three_decoys_are_six_persons_in_every_order_though_a_silo_dies()
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var orders = Orders(AliasCast.Size).Select((order, i) => order.Select(n => AliasCast.Of(i)[n]).ToArray()).ToArray();
        Assert.Equal(5_040, orders.Length);
        var kill = orders.Length / 2;
        var unanswered = new ConcurrentQueue<SuspectAttributes[]>();
        var started = 0;
        Task? killed = null;
        var dying = false;

        await SendAll(orders[..kill]);
        dying = true;
        await SendAll(orders[kill..(kill + 200)]);
        await killed!;
        await cluster.Restart();
        dying = false;
        await SendAll([.. unanswered, .. orders[(kill + 200)..]]);

        var all = orders.SelectMany(order => order).ToList();
        var persons = await Persons(cluster, [.. all.Select(r => r.RecordId)]);
        Assert.Equal(Persons(Resolver.Resolve(all, Model.Suspects).Clusters.Select(c => c.Records.AsEnumerable())), persons);
        Assert.Equal(6 * orders.Length, persons.Count);
        Assert.All(Enumerable.Range(0, orders.Length), i => Assert.Contains($"{i:D4}-R1,{i:D4}-R2", persons));

        Task SendAll(IEnumerable<SuspectAttributes[]> some) => Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancel }, async (order, _) =>
        {
            if (Interlocked.Increment(ref started) == kill + 100) { killed = cluster.Silos.KillSiloAsync(cluster.Silos.Silos[0], CancellationToken.None); }
            try
            {
                foreach (var (record, n) in order.Select((record, n) => (record, n)))
                {
                    await Task.WhenAll(Enumerable.Range(0, (started + n) % 10 == 0 ? 2 : 1).Select(_ => Submit(cluster, record.RecordId, record.ProvinceCode!, ToSubmitted(record))));
                }
            }
            catch (Exception) when (dying) // whatever it says of a silo that is gone
            {
                unanswered.Enqueue(order);
            }
        });
    }

    /// <summary>Every order of the numbers below <paramref name="n"/>.</summary>
    private static IEnumerable<ImmutableArray<int>> Orders(int n) => n == 0
        ? [[]]
        : Orders(n - 1).SelectMany(order => Enumerable.Range(0, n).Select(at => order.Insert(at, n - 1)));

    [Fact]
    public void The_index_and_the_library_call_the_same_keys_hot() => Assert.Equal(HotKey.MembersMax, HotMatchKey.MembersMax);

    /// <summary>
    /// More records of one name and one phone than are compared, and nothing to part them by: as many as are compared would be one person,
    /// all of them are strangers.
    /// </summary>
    private static SuspectAttributes[] SharedPhone() =>
        [.. Enumerable.Range(0, HotKey.MembersMax + 6).Select(i => new SuspectAttributes($"H{i:D3}")
        {
            Name = "张测一",
            Phones = ["13900000001"],
            ProvinceCode = i % 2 == 0 ? "440000" : "310000",
        })];

    private static async Task Submit(SiloCluster cluster, string id, string owner, SubmittedAttributes submitted, string content = "first")
    {
        var record = $"record-{id}";
        var sealer = await cluster.Service<IProtector>().NewSealer(Cancel);
        var index = cluster.Service<ISuspectReader>().Index(new(owner), submitted);
        var header = new CommandHeader(Guid.NewGuid(), $"{owner}/rms", "f", $"{owner}/rms", new(owner));
        var json = JsonSerializer.Serialize(submitted, SubmittedAttributesJson.Readable.SubmittedAttributes);
        var ended = await cluster.Grains.GetGrain<ISuspectIntake>(ISuspectIntake.Key).Submit(
            [new(record, new(header, id, "", sealer.Seal(json), content) { Flags = index.Flags, Keys = index.Keys, Part = index.Part }, sealer.Key)]);
        if (ended.Single().Failure is { } failure) { ExceptionDispatchInfo.Throw(failure); }
        Assert.NotNull(ended.Single().Resolved);
    }

    private static SubmittedAttributes ToSubmitted(SuspectAttributes a) => new()
    {
        FullName = a.Name ?? "", RomanisedName = a.Romanised ?? "", Aliases = a.Aliases, Sex = a.Sex switch { Sex.Male => "M", Sex.Female => "F", _ => "" },
        BirthDate = a.BirthDate ?? "", IdType = a.IdType ?? "", IdNumber = a.IdNumber ?? "", Phones = a.Phones, BankCards = a.BankCards, Plates = a.Plates,
        Wechat = a.WeChat ?? "", Qq = a.Qq ?? "", RegisteredAddress = a.HujiAddress ?? "", PresentAddress = a.Address ?? "", CaseNumber = a.CaseNo ?? "", SubmittedAt = a.SubmittedAt,
    };

    private static async Task<List<string>> Persons(SiloCluster cluster, IReadOnlyCollection<string> ids)
    {
        await cluster.Service<Freshness>().WaitForLog(Cancel);
        var reads = cluster.Service<SuspectReads>();
        var members = new List<SuspectMember>();
        foreach (var id in ids) { members.Add((await reads.Find($"record-{id}", Cancel))!); }
        return Persons(members.GroupBy(m => m.Entity).Select(g => g.Select(m => m.Record["record-".Length..])));
    }

    private static List<string> Persons(IEnumerable<IEnumerable<string>> clusters) => [.. clusters.Select(c => string.Join(',', c.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];
}
