using System.Data.Common;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Coordination.Persistence;

/// <summary>
/// PostgreSQL behind four pools: one for lists, one for questions by an index, one for what follows from the log, and a small one for grain writes, so
/// that a busy list cannot keep a decision from becoming durable.
/// </summary>
public sealed class PostgresDatabase : StoreDatabase
{
    // A transaction that its process forgot would hold back the log's horizon, and with it every reader.
    private const string Session = "-c idle_in_transaction_session_timeout=60s";

    // Keeps statements on their index, whatever the statistics of a young table say; what this prices as impossible would be worth
    // compiling to the planner, at milliseconds a statement.
    private const string ByIndex = " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    private const string LookupSession = Session + ByIndex;

    // A stranger's lock must not hold a whole batch.
    private const string WriteSession = LookupSession + " -c lock_timeout=1s";

    // What follows from the log waits for no disk: a crash takes the end of it, rows and positions alike, and it follows once more.
    private const string DerivedSession = LookupSession + " -c synchronous_commit=off";

    private const int LookupsMax = 16, DerivedMax = 8;

    public PostgresDatabase(IOptions<StoreOptions> options)
    {
        var store = options.Value;
        var shared = Settings(store, Session);
        shared.MaxPoolSize = store.PoolSizeMax;
        Source = NpgsqlDataSource.Create(shared);

        var lookups = Settings(store, LookupSession);
        lookups.MaxPoolSize = LookupsMax;
        lookups.NoResetOnClose = true; // a question leaves nothing behind in a session
        Lookups = NpgsqlDataSource.Create(lookups);

        var derived = Settings(store, DerivedSession);
        derived.MaxPoolSize = DerivedMax;
        derived.NoResetOnClose = true;
        Derived = NpgsqlDataSource.Create(derived);

        var writes = Settings(store, WriteSession);
        writes.MaxPoolSize = Math.Max(store.Flushers, store.FullFlushers);
        writes.NoResetOnClose = true; // the writer leaves nothing behind in a session
        WriteSource = NpgsqlDataSource.Create(writes);
    }

    public override StoreKind Kind => StoreKind.Postgres;

    /// <summary>Everything else.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Questions that an index answers: rows of grains, candidates.</summary>
    public NpgsqlDataSource Lookups { get; }

    /// <summary>Writes of what follows from the log: its order, projections, positions, work marks.</summary>
    public NpgsqlDataSource Derived { get; }

    /// <summary>Grain writes only; as many connections as statements may be under way.</summary>
    public NpgsqlDataSource WriteSource { get; }

    public override async Task<DbConnection> Open(CancellationToken cancel) => await Source.OpenConnectionAsync(cancel);

    public override async Task<DbConnection> OpenForLookups(CancellationToken cancel) => await Lookups.OpenConnectionAsync(cancel);

    public override async Task Write(Func<DbTransaction, Task> work, CancellationToken cancel)
    {
        await using var connection = await Derived.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await work(transaction);
        await transaction.CommitAsync(cancel);
    }

    public override async Task<DateTimeOffset> Now(CancellationToken cancel)
    {
        await using var command = Source.CreateCommand("select clock_timestamp()");
        return new((DateTime)(await command.ExecuteScalarAsync(cancel))!);
    }

    public override void Dispose()
    {
        WriteSource.Dispose();
        Derived.Dispose();
        Lookups.Dispose();
        Source.Dispose();
    }

    private static NpgsqlConnectionStringBuilder Settings(StoreOptions store, string session)
    {
        var settings = new NpgsqlConnectionStringBuilder(store.ConnectionString)
        {
            MaxAutoPrepare = 64,
            CommandTimeout = store.CommandTimeoutSeconds,
            IncludeErrorDetail = false, // details quote values
            ApplicationName = "coordination",
        };
        settings.Options = $"{settings.Options} {session}".Trim();
        return settings;
    }
}
