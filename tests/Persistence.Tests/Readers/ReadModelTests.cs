using Coordination.Persistence.Reads;
using Coordination.Persistence.Tests.Readers.Ledger;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

public sealed class ReadModelTests(TestServer server)
{
    private static readonly JurisdictionCode Guangdong = new("440000"), Zhejiang = new("330000"), Sichuan = new("510000");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Stores => new() { StoreKind.Sqlite, StoreKind.Postgres };

    [Theory, MemberData(nameof(Stores))]
    public async Task A_walk_by_pages_shows_each_resource_once_in_both_orders(StoreKind kind)
    {
        using var store = await WithLedgers(kind);

        foreach (var order in new[] { ResourceOrder.Created, ResourceOrder.Changed })
        {
            var seen = new List<string>();
            ResourceCursor? after = null;
            while (await store.Reads.List(new("ledger", null, 4) { Order = order, After = after }, Cancel) is { Count: > 0 } page)
            {
                seen.AddRange(page.Select(row => row.GrainId));
                after = ResourceCursor.Of(page[^1]);
            }

            Assert.Equal(11, seen.Count);
            Assert.Equal(11, seen.Distinct().Count());
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Only_owner_and_parties_see_a_resource(StoreKind kind)
    {
        using var store = await WithLedgers(kind);

        var ofZhejiang = await store.Reads.List(new("ledger", Zhejiang, 100), Cancel);

        Assert.Equal(["ledger-1", "ledger-10", "ledger-2"], ofZhejiang.Select(row => row.GrainId).Order());
        Assert.Null(await store.Reads.Get("ledger", "ledger-0", Zhejiang, Cancel));
        Assert.Equal(Guangdong, (await store.Reads.Get("ledger", "ledger-1", Zhejiang, Cancel))?.Owner);
        Assert.NotNull(await store.Reads.Get("ledger", "ledger-0", null, Cancel));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_filter_selects_by_fields_parties_and_properties(StoreKind kind)
    {
        using var store = await WithLedgers(kind);
        ResourceFilter owned = new ResourceFilter.Text(TextField.Owner, Comparison.Equal, "440000");
        ResourceFilter open = new ResourceFilter.Text(TextField.Status, Comparison.NotEqual, "Closed");

        Assert.Equal(10, await Count(owned));
        Assert.Equal(9, await Count(new ResourceFilter.And([owned, open])));
        Assert.Equal(2, await Count(new ResourceFilter.Or([new ResourceFilter.Not(owned), new ResourceFilter.Not(open)])));
        Assert.Equal(3, await Count(new ResourceFilter.Party(Zhejiang)));
        Assert.Equal(1, await Count(new ResourceFilter.Property("sum", Comparison.Equal, "7")));
        Assert.Equal(1, await Count(new ResourceFilter.Text(TextField.Parent, Comparison.Equal, "book-33")));
        Assert.Equal(0, await Count(new ResourceFilter.Text(TextField.Id, Comparison.Equal, "' or 1 = 1 --")));
        Assert.Equal(11, await Count(new ResourceFilter.Time(TimeField.CreatedAt, Comparison.GreaterOrEqual, LedgerRows.T0)));
        await Assert.ThrowsAsync<ArgumentException>(() => Count(new ResourceFilter.Property("sum' = '7", Comparison.Equal, "7")));

        async Task<int> Count(ResourceFilter filter) => (await store.Reads.List(new("ledger", null, 100) { Filter = filter }, Cancel)).Count;
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_history_and_an_inbox_go_on_from_where_the_reader_was(StoreKind kind)
    {
        using var store = await WithLedgers(kind);

        var history = await store.Reads.History("ledger", "ledger-1", 0, 10, Cancel);
        var rest = await store.Reads.History("ledger", "ledger-1", history[0].Seq, 10, Cancel);
        var inbox = await store.Reads.Inbox(Zhejiang, 1, 10, Cancel);

        Assert.Equal(["ledger.opened", "ledger.shared"], history.Select(e => e.EventType));
        Assert.Equal(history.Skip(1).Select(e => e.Seq), rest.Select(e => e.Seq));
        Assert.Equal([2L, 3L], inbox.Select(n => n.InboxSeq));
        Assert.Equal(3, await store.Reads.InboxHead(Zhejiang, Cancel));
        Assert.Equal(0, await store.Reads.InboxHead(Sichuan, Cancel));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Due_work_is_listed_by_time_and_owner_until_it_is_done(StoreKind kind)
    {
        using var store = await WithLedgers(kind);

        var first = await store.Reads.Due(Guangdong, LedgerRows.T0.AddDays(30), null, 2, Cancel);
        var rest = await store.Reads.Due(Guangdong, LedgerRows.T0.AddDays(30), DueCursor.Of(first[^1]), 10, Cancel);

        Assert.Equal(["ledger-3", "ledger-4"], first.Select(d => d.GrainId));
        Assert.Equal(["ledger-5"], rest.Select(d => d.GrainId));
        Assert.Empty(await store.Reads.Due(Zhejiang, LedgerRows.T0.AddDays(30), null, 10, Cancel));
    }

    // Eleven ledgers: ten of Guangdong, two of them shared with Zhejiang, one of Zhejiang, one closed, three due.
    private async Task<ReadersStore> WithLedgers(StoreKind kind)
    {
        var store = await ReadersStore.Create(server, kind);
        for (var i = 0; i < 11; i++)
        {
            await store.Rows.Write($"ledger-{i}", new Opened(i == 10 ? Zhejiang : Guangdong));
        }
        await store.Rows.Write("ledger-1", new Shared(Zhejiang));
        await store.Rows.Write("ledger-2", new Shared(Zhejiang));
        for (var i = 3; i <= 6; i++)
        {
            await store.Rows.Write($"ledger-{i}", new Dated(LedgerRows.T0.AddDays(i)));
        }
        await store.Rows.Write("ledger-6", new Closed());
        await store.Rows.Write("ledger-7", new Booked(7));
        await store.Settle();
        return store;
    }
}
