using Coordination.Log;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Tests.Readers.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using Xunit;
using static Coordination.Persistence.Tests.Commands;

namespace Coordination.Persistence.Tests.Readers;

public sealed class DueTests(TestServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Stores => new() { StoreKind.Sqlite, StoreKind.Postgres };

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_due_wakes_its_grain_within_five_seconds(StoreKind kind)
    {
        var (cluster, store) = await Start(kind, withReaders: true);
        await using var _ = cluster;
        using var __ = store;
        var dueAt = TimeProvider.System.GetUtcNow().AddSeconds(1);

        await Ledger(cluster).Execute(new OpenLedger(Header(), dueAt));
        await ReadersStore.Until(async () => (await store.Reads.Get("ledger", "ledger-1", null, Cancel))?.Status == "Closed");

        var closed = (await store.Reads.History("ledger", "ledger-1", 0, 10, Cancel)).Single(e => e.EventType == "ledger.closed");
        Assert.InRange(closed.RecordedAt - dueAt, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Empty(await store.Reads.Due(null, dueAt.AddDays(1), null, 10, Cancel));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_grain_that_is_woken_twice_acts_once_and_never_early(StoreKind kind)
    {
        var (cluster, store) = await Start(kind, withReaders: false);
        await using var _ = cluster;
        using var __ = store;
        await Ledger(cluster).Execute(new OpenLedger(Header(), LedgerRows.T0));
        await store.Settle();

        var early = await Waker(LedgerRows.T0.AddTicks(-1)).WakeDue(Cancel);
        var waker = Waker(LedgerRows.T0);
        var first = await waker.WakeDue(Cancel);
        var beforeTheReadModelKnows = await waker.WakeDue(Cancel);
        var afterRestart = await Waker(LedgerRows.T0).WakeDue(Cancel);
        await store.Settle();
        var done = await Waker(LedgerRows.T0).WakeDue(Cancel);

        Assert.Equal((0, 1, 0, 1, 0), (early, first, beforeTheReadModelKnows, afterRestart, done));
        Assert.Single(await store.Reads.History("ledger", "ledger-1", 2, 10, Cancel), e => e.EventType == "ledger.closed");

        DueWaker Waker(DateTimeOffset now) =>
            new(store.Database, cluster.Client, new FixedClock(now), store.Metrics, store.Options, NullLogger<DueWaker>.Instance);
    }

    private static ILedgerGrain Ledger(InProcessTestCluster cluster) => cluster.Client.GetGrain<ILedgerGrain>("ledger-1");

    private async Task<(InProcessTestCluster, ReadersStore)> Start(StoreKind kind, bool withReaders)
    {
        var store = await TestStore.Create(server, kind);
        var cluster = await store.Cluster(silo: silo =>
        {
            silo.Services.AddSingleton<IAggregate>(LedgerAggregate.Definition);
            if (withReaders)
            {
                silo.Services.AddLogReaders(kind);
            }
        });
        return (cluster, ReadersStore.Open(store));
    }
}

/// <summary>A clock that stands still and is trusted.</summary>
internal sealed class FixedClock(DateTimeOffset now) : DecisionClock
{
    public override bool IsTrusted => true;
    public override DateTimeOffset GetUtcNow() => now;
}
