using Coordination.Persistence.Tests.Readers.Ledger;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

public sealed class LogOrderTests(TestServer server)
{
    private static readonly JurisdictionCode Guangdong = new("440000"), Zhejiang = new("330000");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Stores => new() { StoreKind.Sqlite, StoreKind.Postgres };

    [Fact]
    public async Task An_entry_whose_transaction_ends_last_is_read_though_its_position_is_the_first()
    {
        using var store = await ReadersStore.Create(server, StoreKind.Postgres);
        var sequencer = store.Sequencer;
        await using var connection = await store.Database.Open(Cancel);
        await using var late = await connection.BeginTransactionAsync(Cancel);
        await store.Rows.Write(late, "ledger-late", new Opened(Guangdong));
        await store.Rows.Write("ledger-early", new Opened(Guangdong));

        var whileOpen = await sequencer.Step(Cancel);
        await late.CommitAsync(Cancel);
        var taken = 0;
        await ReadersStore.Until(async () => (taken += await sequencer.Step(Cancel)) == 2); // other databases' transactions hold up this one, too
        await store.Settle();

        Assert.Equal(0, whileOpen);
        var inbox = await store.Reads.Inbox(Guangdong, 0, 10, Cancel);
        Assert.Equal(["ledger-late", "ledger-early"], inbox.Select(notice => notice.Entry.GrainId));
        Assert.NotNull(await store.Reads.Get("ledger", "ledger-late", Guangdong, Cancel));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Concurrent_writers_leave_no_gap_and_no_double(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        await using var readers = await store.Run();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            await store.Rows.Write($"ledger-{writer}", new Opened(Guangdong), new Shared(Zhejiang));
            for (var i = 1; i <= 40; i++)
            {
                await store.Rows.Write($"ledger-{writer}", new Booked(1), new Booked(i));
                store.Signals.Committed.Ring();
            }
        })));
        var position = await store.Freshness.WaitForLog(Cancel);

        var log = await store.Reads.Log(0, 10_000, Cancel);
        Assert.Equal(8 * 82, position.Applied);
        Assert.Equal(Enumerable.Range(1, 8 * 82).Select(i => (long)i), log.Select(e => e.Seq));
        Assert.Equal(8 * 82, log.Select(e => (e.GrainId, e.Version, e.Ordinal)).Distinct().Count());
        var inbox = await store.Reads.Inbox(Zhejiang, 0, 10_000, Cancel);
        Assert.Equal(Enumerable.Range(1, 8 * 81).Select(i => (long)i), inbox.Select(n => n.InboxSeq));
        Assert.Equal(log.Where(e => e.Jurisdictions.Contains(Zhejiang)).Select(e => e.Seq), inbox.Select(n => n.Entry.Seq));
        var resources = await store.Reads.List(new("ledger", Zhejiang, 100), Cancel);
        Assert.Equal(8, resources.Count);
        Assert.All(resources, r => Assert.Equal((41, "Open"), (r.Version, r.Status)));
        Assert.All(resources, r => Assert.Contains("\"sum\":860", r.State));
    }
}
