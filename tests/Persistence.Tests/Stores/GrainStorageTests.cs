using Coordination.Log;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit;
using static Coordination.Persistence.Tests.Commands;

namespace Coordination.Persistence.Tests;

public sealed class GrainStorageTests(TestServer server)
{
    private const string Logged = "select count(*) from event_log where grain_id = 'counter-1' and event_type = 'counter.added' and jurisdictions = '440000'";

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    public static TheoryData<StoreKind, bool> Stores => new()
    {
        { StoreKind.Sqlite, true }, { StoreKind.Sqlite, false }, { StoreKind.Postgres, true }, { StoreKind.Postgres, false },
    };

    [Theory, MemberData(nameof(Stores))]
    public async Task An_acknowledged_command_is_in_the_row_and_in_the_log(StoreKind kind, bool grouped)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster(configure: o => o.GroupCommit = grouped);
        var grain = cluster.Client.GetGrain<ICounterGrain>("counter-1");

        var first = await grain.Execute(new Add(Header(), 2));
        var second = await grain.Execute(new Add(Header(), 3, "第二"));

        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Equal(5, second.State!.Value);
        Assert.Equal(2, await store.Scalar<int>("select version from orleansstorage"));
        Assert.Equal(2, await store.Scalar<int>(Logged));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Grouped_and_plain_writes_follow_each_other_on_the_same_row(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        foreach (var grouped in new[] { true, false, true, false })
        {
            await using var cluster = await store.Cluster(configure: o => o.GroupCommit = grouped);
            await cluster.Client.GetGrain<ICounterGrain>("counter-1").Execute(new Add(Header(), 1));
            await cluster.Client.GetGrain<ICounterGrain>("counter-案件").Execute(new Add(Header(), 1));
        }

        Assert.Equal(2, await store.Scalar<int>("select count(*) from orleansstorage where version = 4"));
        Assert.Equal(4, await store.Scalar<int>(Logged));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_concurrent_first_writes_of_a_grain_exactly_one_is_acknowledged(StoreKind kind, bool grouped)
    {
        const int grains = 300;
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster(kind == StoreKind.Postgres ? 2 : 1, o => o.GroupCommit = grouped);
        var storages = cluster.Silos.Select(Storage).ToArray();

        var acknowledged = await Task.WhenAll(Enumerable.Range(0, grains).Select(async n =>
        {
            var pair = await Task.WhenAll(Enumerable.Range(0, 2).Select(side => Wins(storages[side % storages.Length], $"counter-{n}")));
            return pair.Count(won => won);
        }));

        Assert.All(acknowledged, count => Assert.Equal(1, count));
        Assert.Equal(grains, await store.Scalar<int>("select count(*) from orleansstorage where version = 1"));
        Assert.Equal(grains, await store.Scalar<int>("select count(*) from event_log"));

        static async Task<bool> Wins(IGrainStorage storage, string id)
        {
            try
            {
                await storage.WriteStateAsync("counter", Counter(id), new GrainState<GrainRow<Counter, CounterEvent>>(Rows.Added(id)));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stale_version_is_refused_and_changes_nothing(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster();
        var storage = Storage(cluster.Silos[0]);
        var zombie = new GrainState<GrainRow<Counter, CounterEvent>>(Rows.Added("counter-1"));
        await storage.WriteStateAsync("counter", Counter("counter-1"), zombie);
        var current = new GrainState<GrainRow<Counter, CounterEvent>>(Rows.Added("counter-1")) { ETag = "1" };
        await storage.WriteStateAsync("counter", Counter("counter-1"), current);

        zombie.State = Rows.Added("counter-1");
        var vanished = new GrainState<GrainRow<Counter, CounterEvent>>(Rows.Added("counter-2")) { ETag = "7" };

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("counter", Counter("counter-1"), zombie));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("counter", Counter("counter-2"), vanished));
        Assert.Equal(2, await store.Scalar<int>("select count(*) from event_log"));
    }

    private static readonly string[] Faults = ["events", "write", "jurisdictions"];

    public static TheoryData<StoreKind, bool, string> Incomplete => new(
        from store in Stores
        from fault in Faults
        select new TheoryDataRow<StoreKind, bool, string>(store.Data.Item1, store.Data.Item2, fault));

    [Theory, MemberData(nameof(Incomplete))]
    public async Task A_row_that_the_log_could_not_tell_is_refused(StoreKind kind, bool grouped, string fault)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster(configure: o => o.GroupCommit = grouped);
        var row = fault switch
        {
            "events" => Rows.Of("counter-1", Rows.Write(), []),
            "write" => Rows.Of("counter-1", null, Rows.OneEvent("440000")),
            _ => Rows.Of("counter-1", Rows.Write(), Rows.OneEvent("")),
        };

        await Assert.ThrowsAnyAsync<Exception>(() => Storage(cluster.Silos[0]).WriteStateAsync("counter", Counter("counter-1"), new GrainState<GrainRow<Counter, CounterEvent>>(row)));

        Assert.Equal(0, await store.Scalar<int>("select count(*) from orleansstorage"));
        Assert.Equal(0, await store.Scalar<int>("select count(*) from event_log"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Nothing_is_ever_cleared_deleted_or_rewritten(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster();
        await cluster.Client.GetGrain<ICounterGrain>("counter-1").Execute(new Add(Header(), 1));

        await Assert.ThrowsAsync<NotSupportedException>(() => Storage(cluster.Silos[0]).ClearStateAsync("counter", Counter("counter-1"), new GrainState<GrainRow<Counter, CounterEvent>>()));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.Execute("delete from orleansstorage"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.Execute("delete from event_log"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.Execute("update event_log set actor = 'nobody'"));
    }

    internal static IGrainStorage Storage(InProcessSiloHandle silo) =>
        silo.ServiceProvider.GetRequiredKeyedService<IGrainStorage>(StoreRegistration.StorageName);

    internal static GrainId Counter(string id) => GrainId.Create("counter", id);
}
