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

    private static readonly string[] Faults = ["events", "write", "jurisdictions", "second event"];

    public static TheoryData<StoreKind, bool, string> Incomplete => new(
        from store in Stores
        from fault in Faults
        select new TheoryDataRow<StoreKind, bool, string>(store.Data.Item1, store.Data.Item2, fault));

    [Theory, MemberData(nameof(Incomplete))]
    public async Task A_row_that_the_log_could_not_tell_is_refused(StoreKind kind, bool grouped, string fault)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster(configure: o => o.GroupCommit = grouped);
        var storage = Storage(cluster.Silos[0]);
        var known = new GrainState<GrainRow<Counter, CounterEvent>>(Rows.Added("counter-1"));
        await storage.WriteStateAsync("counter", Counter("counter-1"), known);

        foreach (var (id, etag) in new[] { ("counter-1", known.ETag), ("counter-2", null) })
        {
            var faulty = new GrainState<GrainRow<Counter, CounterEvent>>(Faulty(id)) { ETag = etag };
            var thrown = await Assert.ThrowsAnyAsync<Exception>(() => storage.WriteStateAsync("counter", Counter(id), faulty));
            Assert.IsAssignableFrom<System.Data.Common.DbException>(thrown.GetBaseException()); // the database refuses, whatever the process thought of it
        }

        Assert.Equal(1, await store.Scalar<int>("select version from orleansstorage")); // counter-1 as it was, and no other
        Assert.Equal(1, await store.Scalar<int>("select count(*) from orleansstorage"));
        Assert.Equal(1, await store.Scalar<int>("select count(*) from event_log"));

        GrainRow<Counter, CounterEvent> Faulty(string id) => fault switch
        {
            "events" => Rows.Of(id, Rows.Write(), []),
            "write" => Rows.Of(id, null, Rows.OneEvent("440000")),
            "jurisdictions" => Rows.Of(id, Rows.Write(), Rows.OneEvent("")),
            _ => Rows.Of(id, Rows.Write(), [.. Rows.OneEvent("440000"), .. Rows.OneEvent("")]),
        };
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Grouped_and_plain_writes_leave_the_same_log(StoreKind kind)
    {
        var at = new DateTimeOffset(2026, 11, 1, 8, 30, 0, TimeSpan.FromHours(8)).AddTicks(1_234_567); // finer than the database keeps it
        var grouped = await Log(true);
        var plain = await Log(false);

        Assert.Equal(grouped, plain);
        Assert.Equal(1 + 3 + 1 + 2, grouped.Count);

        async Task<List<string>> Log(bool byGroup)
        {
            var store = await TestStore.Create(server, kind);
            await using var cluster = await store.Cluster(configure: o => o.GroupCommit = byGroup);
            var (one, many) = (new GrainState<GrainRow<Counter, CounterEvent>>(), new GrainState<GrainRow<Counter, CounterEvent>>());
            await Write(one, "counter-1", 1);
            await Write(one, "counter-1", 3); // a row that exists, several events
            await Write(one, "counter-1", 1);
            await Write(many, "counter-案件", 2); // a new row, several events
            return await store.Lines("""
                select grain_type, grain_id, version, ordinal, event_type, jurisdictions, request_id, principal, fingerprint, actor, purpose, event_time, decided_at, body
                from event_log order by position
                """);

            async Task Write(GrainState<GrainRow<Counter, CounterEvent>> state, string id, int events)
            {
                var request = new Guid(int.Parse(state.ETag ?? "0", System.Globalization.CultureInfo.InvariantCulture), (short)id.Length, 0, new byte[8]);
                state.State = Rows.Of(id, Rows.Write(request) with { DecidedAt = at }, [.. Enumerable.Range(1, events).Select(n =>
                    new LoggedEvent<CounterEvent>("330000,440000", at.AddTicks(n), new Added(n, "涉案 \"quoted\" \\ <&> 𠮷")))]);
                await Storage(cluster.Silos[0]).WriteStateAsync("counter", Counter(id), state);
            }
        }
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

        // A row that is changed by hand, past the store, meets the trigger: its request is in the log already.
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.Execute("update orleansstorage set payloadbinary = payloadbinary"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.Execute("update orleansstorage set payloadbinary = payloadbinary, version = version + 1"));
    }

    internal static IGrainStorage Storage(InProcessSiloHandle silo) =>
        silo.ServiceProvider.GetRequiredKeyedService<IGrainStorage>(StoreRegistration.StorageName);

    internal static GrainId Counter(string id) => GrainId.Create("counter", id);
}
