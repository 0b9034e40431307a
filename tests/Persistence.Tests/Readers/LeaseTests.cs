using Coordination.Persistence.Readers;
using Coordination.Persistence.Tests.Readers.Ledger;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

public sealed class LeaseTests(TestServer server)
{
    private const string EndHolder = """
        select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_loses_its_session_learns_that_the_lease_is_gone_and_another_process_has_it()
    {
        using var store = await ReadersStore.Create(server, StoreKind.Postgres);
        await using var first = await ReaderLease.Take(store.Database, Cancel);
        var second = ReaderLease.Take(store.Database, Cancel);
        var lost = new TaskCompletionSource();
        await using var told = first.Lost.Register(lost.SetResult);
        var secondWaited = !second.IsCompleted;

        await store.Scalar<bool>(EndHolder);
        await using var taken = await second.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.True(secondWaited);
        Assert.False(taken.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_transaction_that_holds_up_the_order_shows_in_the_age_of_the_horizon()
    {
        using var store = await ReadersStore.Create(server, StoreKind.Postgres);
        await using var connection = await store.Database.Open(Cancel);
        await using var open = await connection.BeginTransactionAsync(Cancel);
        await store.Rows.Write(open, "ledger-1", new Opened(new("440000")));

        await ReadersStore.Until(async () => await store.Sequencer.HorizonAge(Cancel) > 0.1);
        var taken = await store.Sequencer.Step(Cancel);
        await open.CommitAsync(Cancel);

        Assert.Equal(0, taken);
        await ReadersStore.Until(async () => await store.Sequencer.Step(Cancel) == 1);
    }
}
