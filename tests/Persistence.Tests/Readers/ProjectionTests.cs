using System.Data.Common;
using Coordination.Log;
using Coordination.Persistence.Projections;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Tests.Readers.Ledger;
using Coordination.Persistence.Verify;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

public sealed class ProjectionTests(TestServer server)
{
    private static readonly JurisdictionCode Guangdong = new("440000"), Zhejiang = new("330000");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Stores => new() { StoreKind.Sqlite, StoreKind.Postgres };

    [Theory, MemberData(nameof(Stores))]
    public async Task A_zombie_that_applies_what_another_has_applied_changes_nothing(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        await store.Rows.Write("ledger-1", new Opened(Guangdong), new Booked(5));
        await store.Settle();
        var entries = await store.Reads.Log(0, 10, Cancel);

        var inbox = new InboxProjection();
        var zombie = () => ProjectionLane.Apply(store.Database, inbox, 0, entries, Cancel);

        await Assert.ThrowsAsync<FencedException>(zombie);
        Assert.Equal(2, await store.Scalar<int>("select count(*) from inbox"));
    }

    [Fact]
    public async Task Two_runners_at_once_apply_each_entry_once()
    {
        using var store = await ReadersStore.Create(server, StoreKind.Postgres);
        await using var one = await store.Run();
        await using var other = await store.Run();

        for (var i = 0; i < 100; i++)
        {
            await store.Rows.Write($"ledger-{i % 7}", i < 7 ? new Opened(Guangdong) : new Booked(1));
        }
        await store.Freshness.WaitForLog(Cancel);

        var inbox = await store.Reads.Inbox(Guangdong, 0, 1000, Cancel);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => ((long)i, (long)i)), inbox.Select(n => (n.InboxSeq, n.Entry.Seq)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_fails_between_the_rows_and_the_position_is_applied_once(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        var crashing = new CrashingProjection(new InboxProjection(), crashes: 3);
        for (var i = 0; i < 20; i++)
        {
            await store.Rows.Write($"ledger-{i}", new Opened(Guangdong), new Shared(Zhejiang));
        }

        await using (await store.Run([crashing, new ResourceProjection([LedgerAggregate.Definition])]))
        {
            await store.Freshness.WaitForLog(Cancel);
        }

        var inbox = await store.Reads.Inbox(Guangdong, 0, 1000, Cancel);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => ((long)i, (long)i)), inbox.Select(n => (n.InboxSeq, n.Entry.Seq)));
        Assert.Equal(20, (await store.Reads.Inbox(Zhejiang, 0, 1000, Cancel)).Count);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_projection_that_throws_does_not_hold_up_the_others(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        await store.Rows.Write("ledger-1", new Opened(Guangdong));
        var broken = new CrashingProjection(new InboxProjection(), crashes: int.MaxValue);

        await using var readers = await store.Run([broken, new ResourceProjection([LedgerAggregate.Definition])]);
        await ReadersStore.Until(async () => await store.Reads.Get("ledger", "ledger-1", null, Cancel) is not null);

        Assert.Equal(0, await store.Scalar<int>("select count(*) from inbox"));
        Assert.Equal(0, (await store.Freshness.Now(Cancel)).Applied);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_rebuilt_projection_equals_the_live_one_byte_for_byte_and_takes_its_place(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        await WriteHistory(store);
        await store.Settle();
        var before = await new StoreVerifier([new ProjectionsCheck(store.Database, ReadersStore.Projections)]).Run(null, Cancel);
        await store.Database.Write(async transaction =>
        {
            await using var spoil = transaction.Command("update resource set status = 'Spoilt', updated_at = created_at");
            await spoil.ExecuteNonQueryAsync(Cancel);
        }, Cancel);
        var spoilt = await new StoreVerifier([new ProjectionsCheck(store.Database, ReadersStore.Projections)]).Run(null, Cancel);

        var position = await new ProjectionRebuild(store.Database, ReadersStore.Projections).Run("resource", null, Cancel);
        var after = await new StoreVerifier([new ProjectionsCheck(store.Database, ReadersStore.Projections)]).Run(null, Cancel);
        await store.Rows.Write("ledger-after", new Opened(Guangdong));
        await store.Settle();

        Assert.True(before.Sound, string.Join(Environment.NewLine, before.Checks.SelectMany(c => c.Findings)));
        Assert.Equal(13, spoilt.Checks.Single().Wrong);
        Assert.True(after.Sound, string.Join(Environment.NewLine, after.Checks.SelectMany(c => c.Findings)));
        Assert.Equal(before.Checks.Single().Checked, after.Checks.Single().Checked);
        Assert.Equal((await store.Freshness.Now(Cancel)).Applied, position + 1);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_projection_is_rebuilt_and_a_store_verified_while_both_are_in_use(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        await WriteHistory(store);
        await using var readers = await store.Run();
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                await store.Rows.Write($"ledger-{i % 13}", new Booked(i));
                store.Signals.Committed.Ring();
            }
        }, Cancel);
        var verifier = new StoreVerifier([
            new OrderCheck(store.Database), new RowsCheck(store.Database, [LedgerAggregate.Definition]), new InboxesCheck(store.Database),
            new ProjectionsCheck(store.Database, ReadersStore.Projections)]);

        var during = new List<VerifyReport>();
        foreach (var projection in ReadersStore.Projections)
        {
            await new ProjectionRebuild(store.Database, ReadersStore.Projections).Run(projection.Name, null, Cancel);
            during.Add(await verifier.Run(null, Cancel));
        }
        await enough.CancelAsync();
        await writing;
        await store.Freshness.WaitForLog(Cancel);
        var after = await verifier.Run(null, Cancel);

        Assert.All([.. during, after], report => Assert.True(report.Sound, string.Join(Environment.NewLine, report.Checks.SelectMany(c => c.Findings))));
        Assert.Equal(await store.Scalar<int>("select count(*) from event_log"), await store.Scalar<int>("select count(*) from resource_event"));
    }

    private static async Task WriteHistory(ReadersStore store)
    {
        for (var i = 0; i < 60; i++)
        {
            var id = $"ledger-{i % 13}";
            await store.Rows.Write(id, i switch
            {
                < 13 => [new Opened(i % 2 == 0 ? Guangdong : Zhejiang), new Dated(LedgerRows.T0.AddDays(i))],
                < 26 => [new Shared(Zhejiang), new Booked(i)],
                < 39 when i % 3 == 0 => [new Closed()],
                _ => [new Booked(i)],
            });
        }
    }

    /// <summary>Does its work and then throws, as often as it is told.</summary>
    private sealed class CrashingProjection(IProjection inner, int crashes) : IProjection
    {
        private int _left = crashes;

        public string Name => inner.Name;
        public IReadOnlyList<string> Tables => inner.Tables;

        public async Task Apply(IReadOnlyList<LogEntry> entries, DbTransaction transaction, CancellationToken cancel)
        {
            await inner.Apply(entries, transaction, cancel);
            if (_left-- > 0)
            {
                throw new IOException("the process dies here");
            }
        }
    }
}
