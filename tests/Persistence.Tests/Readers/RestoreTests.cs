using System.Diagnostics;
using Coordination.Persistence.Development;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Tests.Readers.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

public sealed class RestoreTests(TestServer server)
{
    private const string BurnTransactionIds = """
        do $$ begin
          for i in 1..3000 loop
            perform pg_current_xact_id();
            commit;
          end loop;
        end $$
        """;

    private static readonly JurisdictionCode Guangdong = new("440000");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_restored_into_a_new_cluster_goes_on_without_losing_an_entry()
    {
        var origin = await TestStore.Create(server, StoreKind.Postgres);
        using var before = await ReadersStore.Create(origin);
        await using (var connection = await before.Database.Open(Cancel))
        {
            await connection.Command(BurnTransactionIds).ExecuteNonQueryAsync(Cancel);
        }
        await before.Rows.Write("ledger-old", new Opened(Guangdong), new Booked(1));
        await before.Settle();
        await before.Rows.Write("ledger-waiting", new Opened(Guangdong), new Booked(2));
        var cluster = await LocalPostgres.Start(Path.Combine(origin.Folder, "new-cluster"), Cancel);
        try
        {
            await Copy(cluster, origin.ConnectionString, cluster.ConnectionString("restored"), origin.Folder);
            using var after = ReadersStore.Open(new(StoreKind.Postgres, cluster.ConnectionString("restored"), origin.Folder));
            var check = new ClusterCheck((PostgresDatabase)after.Database, NullLogger<ClusterCheck>.Instance);

            var stamped = await check.Run(Cancel);
            await after.Rows.Write("ledger-new", new Opened(Guangdong), new Booked(3));
            var again = await check.Run(Cancel);
            await after.Settle();

            Assert.Equal((2, (int?)null), (stamped, again));
            Assert.True(await after.Scalar<bool>(
                "select (select max(xid) from event_log where grain_id = 'ledger-new') < (select min(xid) from event_log where grain_id <> 'ledger-new')"));
            var log = await after.Reads.Log(0, 100, Cancel);
            Assert.Equal([1L, 2, 3, 4, 5, 6], log.Select(e => e.Seq));
            Assert.Equal(["ledger-old", "ledger-old", "ledger-waiting", "ledger-waiting", "ledger-new", "ledger-new"], log.Select(e => e.GrainId));
            Assert.Equal([1L, 2, 3, 4, 5, 6], (await after.Reads.Inbox(Guangdong, 0, 100, Cancel)).Select(n => n.InboxSeq));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await cluster.Stop(CancellationToken.None);
        }
    }

    private static async Task Copy(LocalPostgres target, string from, string to, string folder)
    {
        await target.EnsureDatabase("restored", Cancel);
        var dump = Path.Combine(folder, "store.dump");
        await Run(target.Program("pg_dump"), from, "--format=custom", "--file", dump);
        await Run(target.Program("pg_restore"), to, "--exit-on-error", dump);
    }

    private static async Task Run(string program, string connectionString, params string[] arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(program,
            ["--host", server.Host!, "--port", $"{server.Port}", "--username", server.Username!, "--dbname", server.Database!, .. arguments])
        { RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = server.Password;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, errors);
    }
}
