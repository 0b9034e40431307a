using Coordination.Persistence.Readers;
using Coordination.Persistence.Tests.Readers.Ledger;
using Coordination.Persistence.Verify;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

public sealed class VerifyTests(TestServer server)
{
    private static readonly JurisdictionCode Guangdong = new("440000"), Zhejiang = new("330000");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Stores => new() { StoreKind.Sqlite, StoreKind.Postgres };

    public static TheoryData<StoreKind, string, string> Damages
    {
        get
        {
            var damages = new TheoryData<StoreKind, string, string>();
            foreach (var kind in new[] { StoreKind.Sqlite, StoreKind.Postgres })
            {
                damages.Add(kind, "update resource set owner = '110000' where grain_id = 'ledger-1'", "projections");
                damages.Add(kind, "delete from resource_party where grain_id = 'ledger-2' and jurisdiction = '330000'", "projections");
                damages.Add(kind, "delete from inbox where jurisdiction = '330000' and inbox_seq = 2", "inboxes projections");
                damages.Add(kind, "update inbox_head set inbox_seq = 7 where jurisdiction = '330000'", "inboxes projections");
                damages.Add(kind, """
                    insert into event_log (grain_type, grain_id, version, ordinal, event_type, jurisdictions, request_id, principal, fingerprint,
                      actor, purpose, event_time, decided_at, body)
                    select grain_type, grain_id, version + 2, 1, event_type, jurisdictions, request_id, 'nobody', fingerprint,
                      actor, purpose, event_time, decided_at, body from event_log where grain_id = 'ledger-3' and version = 1 and ordinal = 1
                    """, "rows");
            }
            return damages;
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_store_in_order_is_found_sound_and_each_check_has_looked(StoreKind kind)
    {
        using var store = await WithLedgers(kind);

        var report = await Verifier(store).Run(null, Cancel);

        Assert.True(report.Sound, Findings(report));
        Assert.Equal(["order", "requests", "rows", "inboxes", "projections"], report.Checks.Select(c => c.Name));
        Assert.All(report.Checks, check => Assert.True(check.Checked > 0, check.Name));
    }

    [Theory, MemberData(nameof(Damages))]
    public async Task Damage_is_found_by_the_checks_that_it_concerns(StoreKind kind, string damage, string foundBy)
    {
        using var store = await WithLedgers(kind);
        await store.Database.Write(async transaction =>
        {
            await using var command = transaction.Command(damage);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        }, Cancel);

        var report = await Verifier(store).Run(null, Cancel);

        Assert.Equal(foundBy.Split(' '), report.Checks.Where(c => c.Wrong > 0).Select(c => c.Name));
    }

    private static StoreVerifier Verifier(ReadersStore store) => new([
        new OrderCheck(store.Database), new RequestsCheck(store.Database), new RowsCheck(store.Database, [LedgerAggregate.Definition]),
        new InboxesCheck(store.Database), new ProjectionsCheck(store.Database, ReadersStore.Projections)]);

    private static string Findings(VerifyReport report) => string.Join(Environment.NewLine, report.Checks.SelectMany(c => c.Findings));

    private async Task<ReadersStore> WithLedgers(StoreKind kind)
    {
        var store = await ReadersStore.Create(server, kind);
        for (var i = 0; i < 6; i++)
        {
            await store.Rows.Write($"ledger-{i}", new Opened(Guangdong), new Dated(LedgerRows.T0.AddHours(i)));
            await store.Rows.Write($"ledger-{i}", new Shared(Zhejiang), new Booked(i));
        }
        await store.Settle();
        return store;
    }
}
