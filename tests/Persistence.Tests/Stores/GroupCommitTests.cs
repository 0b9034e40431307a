using System.Data.Common;
using Coordination.Log;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit;

namespace Coordination.Persistence.Tests;

public sealed class GroupCommitTests(TestServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    public static TheoryData<StoreKind, bool> FirstAndLaterWrites => new()
    {
        { StoreKind.Sqlite, true }, { StoreKind.Sqlite, false }, { StoreKind.Postgres, true }, { StoreKind.Postgres, false },
    };

    [Theory, MemberData(nameof(FirstAndLaterWrites))]
    public async Task Poison_rows_fail_alone(StoreKind kind, bool first)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster();
        var storage = GrainStorageTests.Storage(cluster.Silos[0]);
        var used = Guid.NewGuid();
        await Write(storage, "counter-first", Rows.Added("counter-first", used));
        if (!first)
        {
            await Task.WhenAll(Enumerable.Range(0, 256).Select(n => Write(storage, $"counter-{n}", Rows.Added($"counter-{n}"))));
        }
        var before = await store.Scalar<int>("select count(*) from event_log");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 256).Select(async n =>
        {
            var id = $"counter-{n}";
            var row = (n % 32) switch
            {
                5 => Rows.Of(id, Rows.Write(), []),      // no events
                21 => Rows.Added(id, used),              // a request id used before
                _ => Rows.Added(id),
            };
            return (Poison: n % 32 is 5 or 21, Thrown: await Failure(Write(storage, id, row, first ? null : "1")));
        }));

        Assert.All(outcomes.Where(o => o.Poison), o => Assert.IsAssignableFrom<DbException>(o.Thrown));
        Assert.All(outcomes.Where(o => !o.Poison), o => Assert.Null(o.Thrown));
        Assert.Equal(240, await store.Scalar<int>($"select count(*) from orleansstorage where version = {(first ? 1 : 2)} and grainidextensionstring <> 'counter-first'"));
        Assert.Equal(before + 240, await store.Scalar<int>("select count(*) from event_log"));
    }

    [Fact]
    public async Task Writes_that_begin_together_are_one_transaction()
    {
        var store = await TestStore.Create(server, StoreKind.Postgres);
        await using var cluster = await store.Cluster();
        var storage = GrainStorageTests.Storage(cluster.Silos[0]);
        var groups = cluster.Silos[0].ServiceProvider.GetRequiredService<IStoreGroups>();

        await Task.WhenAll(groups.Together(() => Enumerable.Range(0, 32).Select(n => Write(storage, $"counter-{n}", Rows.Added($"counter-{n}"))).ToList()));

        Assert.Equal(32, await store.Scalar<int>("select count(*) from event_log"));
        Assert.Equal(1, await store.Scalar<int>("select count(distinct xid::text) from event_log"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_full_queue_refuses_and_the_rest_is_written_once_the_store_answers(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster(configure: o => (o.QueueRowsMax, o.Flushers) = (16, 1));
        var storage = GrainStorageTests.Storage(cluster.Silos[0]);
        await using var held = await Hold(store, cluster);

        var writes = Enumerable.Range(0, 64).Select(n => Failure(Write(storage, $"counter-{n}", Rows.Added($"counter-{n}")))).ToArray();
        var refused = writes.Count(write => write.IsCompleted);
        await held.DisposeAsync();
        var failures = await Task.WhenAll(writes);

        Assert.Equal(64 - 16 - 1, refused); // one is in flight, sixteen wait
        Assert.Equal(refused, failures.Count(failure => failure is StoreOverloadedException));
        Assert.Equal(17, failures.Count(failure => failure is null));
        Assert.Equal(17, await store.Scalar<int>("select count(*) from event_log"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_stop_in_order_answers_what_was_taken_and_takes_no_more(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster();
        var storage = GrainStorageTests.Storage(cluster.Silos[0]);
        var held = await Hold(store, cluster);
        var taken = Enumerable.Range(0, 32).Select(n => Failure(Write(storage, $"counter-{n}", Rows.Added($"counter-{n}")))).ToArray();

        var stopping = cluster.StopSiloAsync(cluster.Silos[0], Cancel);
        await held.DisposeAsync();
        await stopping;
        var late = await Failure(Write(storage, "counter-late", Rows.Added("counter-late")));

        Assert.All(await Task.WhenAll(taken), Assert.Null);
        Assert.IsType<StoreOverloadedException>(late);
        Assert.Equal(32, await store.Scalar<int>("select count(*) from event_log"));
    }

    [Fact]
    public async Task A_strangers_lock_fails_only_the_row_it_holds()
    {
        var store = await TestStore.Create(server, StoreKind.Postgres);
        await using var cluster = await store.Cluster();
        var storage = GrainStorageTests.Storage(cluster.Silos[0]);
        await Write(storage, "counter-held", Rows.Added("counter-held"));
        await using var stranger = new NpgsqlConnection(store.ConnectionString);
        await stranger.OpenAsync(Cancel);
        await using var transaction = await stranger.BeginTransactionAsync(Cancel);
        await using (var command = new NpgsqlCommand("select from orleansstorage where grainidextensionstring = 'counter-held' for update", stranger, transaction))
        {
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var held = Failure(Write(storage, "counter-held", Rows.Added("counter-held"), "1"));
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Failure(Write(storage, $"counter-{n}", Rows.Added($"counter-{n}")))));

        Assert.All(others, Assert.Null);
        Assert.IsType<StoreUnavailableException>(await held);
    }

    private static async Task Write(IGrainStorage storage, string id, GrainRow<Counter, CounterEvent> row, string? etag = null)
    {
        var state = new GrainState<GrainRow<Counter, CounterEvent>>(row) { ETag = etag };
        await storage.WriteStateAsync("counter", GrainStorageTests.Counter(id), state);
    }

    private static async Task<Exception?> Failure(Task write) => await Record.ExceptionAsync(() => write);

    /// <summary>Keeps the store from writing until disposed of.</summary>
    private static async Task<Held> Hold(TestStore store, InProcessTestCluster cluster)
    {
        if (store.Kind == StoreKind.Postgres)
        {
            var connection = new NpgsqlConnection(store.ConnectionString);
            await connection.OpenAsync();
            await using var lockTable = new NpgsqlCommand("begin; lock table orleansstorage in share mode", connection);
            await lockTable.ExecuteNonQueryAsync();
            return new(() => connection.DisposeAsync().AsTask());
        }
        var database = (SqliteDatabase)cluster.Silos[0].ServiceProvider.GetRequiredService<StoreDatabase>();
        var release = new TaskCompletionSource();
        var alone = database.Writer.Alone(() => release.Task);
        return new(async () =>
        {
            release.TrySetResult();
            await alone;
        });
    }

    private sealed class Held(Func<Task> release) : IAsyncDisposable
    {
        private Func<Task>? _release = release;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _release, null) is { } once)
            {
                await once();
            }
        }
    }
}
