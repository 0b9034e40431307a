using Coordination.Persistence.Development;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Coordination.Persistence.Tests;

public sealed class StoreStartTests(TestServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Two_processes_that_start_at_once_and_a_third_one_later_migrate_once(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);

        var two = await Task.WhenAll(store.Open(), store.Open());
        var third = await store.Open();

        Assert.Empty(await third.Services.GetRequiredService<Migrations>().Missing(Cancel));
        Assert.Equal(0, await store.Scalar<int>("select count(*) from (select scriptname from schemaversions group by scriptname having count(*) > 1) twice"));
        foreach (var host in two.Append(third))
        {
            await host.StopAsync(Cancel);
            host.Dispose();
        }
    }

    /// <summary>The server samples a whole table for the column with the largest target: one with the default undoes migration 0016.</summary>
    [Fact]
    public async Task A_table_that_is_sampled_less_has_no_column_that_is_not()
    {
        var store = await TestStore.Create(server, StoreKind.Postgres);
        using var host = await store.Open();

        var columns = await store.Scalar<string[]>("""
            with col as (
              select a.attrelid::regclass::text as filled, a.attname, coalesce(a.attstattarget, -1) as target
              from pg_attribute a join pg_class t on t.oid = a.attrelid and t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
              where a.attnum > 0 and not a.attisdropped)
            select array(select c.filled || '.' || c.attname || ' ' || c.target from col c
              where c.filled in (select filled from col where target >= 0) order by 1)
            """);

        Assert.Contains("match_key.record_id 10", columns);
        Assert.DoesNotContain(columns, column => column.EndsWith(" -1", StringComparison.Ordinal));
        await host.StopAsync(Cancel);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_process_that_may_not_migrate_refuses_a_store_without_the_schema(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);

        var refused = await Assert.ThrowsAsync<UnsafeStoreException>(() => store.Open(o => o.Migrate = false));

        Assert.Contains("coord migrate", Assert.Single(refused.Findings));
    }

    public static TheoryData<StoreKind, string, string> Unsafe => new()
    {
        { StoreKind.Postgres, "drop index orleansstorage_key", "orleansstorage_key" },
        { StoreKind.Postgres, "drop index orleansstorage_key; create index orleansstorage_key on orleansstorage (grainidhash)", "orleansstorage_key" },
        { StoreKind.Postgres, "alter table event_log drop constraint event_log_request", "event_log_request" },
        { StoreKind.Postgres, "alter table orleansstorage disable trigger orleansstorage_log_update", "orleansstorage_log_update" },
        { StoreKind.Postgres, "drop trigger orleansstorage_log_insert on orleansstorage", "orleansstorage_log_insert" },
        { StoreKind.Postgres, "drop trigger event_log_keep on event_log", "event_log_keep" },
        { StoreKind.Postgres, "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$", "synchronous_commit" },
        { StoreKind.Sqlite, "drop index OrleansStorage_key", "OrleansStorage_key" },
        { StoreKind.Sqlite, "drop trigger OrleansStorage_log_insert", "OrleansStorage_log_insert" },
        { StoreKind.Sqlite, "drop trigger event_log_keep_delete", "event_log_keep_delete" },
        { StoreKind.Sqlite, "pragma journal_mode = delete", "WAL" },
    };

    [Theory, MemberData(nameof(Unsafe))]
    public async Task An_unsafe_store_is_refused_with_what_to_do(StoreKind kind, string sql, string named)
    {
        var store = await TestStore.Create(server, kind);
        var options = new StoreOptions();
        store.Configure(options);
        using StoreDatabase first = Database(), second = Database();
        await new Migrations(first, NullLogger<Migrations>.Instance).Run(Cancel);
        await StoreGuard.Check(first, Cancel);
        first.Dispose();
        await store.Execute(sql);

        var refused = await Assert.ThrowsAsync<UnsafeStoreException>(() => StoreGuard.Check(second, Cancel));

        Assert.Contains(named, Assert.Single(refused.Findings));

        StoreDatabase Database() => kind == StoreKind.Postgres ? new PostgresDatabase(Options.Create(options)) : new SqliteDatabase(Options.Create(options));
    }

    [Fact]
    public async Task A_server_that_does_not_flush_is_refused()
    {
        var mine = await LocalPostgres.Start(Path.Combine(server.Folder, "careless"), Cancel);
        try
        {
            var store = new TestStore(StoreKind.Postgres, mine.ConnectionString(), Directory.CreateDirectory(Path.Combine(server.Folder, "careless-keys")).FullName);
            using (var host = await store.Open())
            {
                await host.StopAsync(Cancel);
            }
            await store.Execute("alter system set fsync = off");
            await store.Execute("alter system set full_page_writes = off");
            await mine.Stop(Cancel);
            await mine.Restart(Cancel);

            var refused = await Assert.ThrowsAsync<UnsafeStoreException>(() => store.Open());

            Assert.Equal(["fsync", "full_page_writes"], refused.Findings.Select(finding => finding.Split(' ')[0]));
        }
        finally
        {
            await mine.Stop(CancellationToken.None);
        }
    }
}
