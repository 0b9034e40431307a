using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;
using Coordination.Log;
using Coordination.Persistence.Readers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Coordination.Persistence.Projections;

/// <summary>
/// A projection built anew beside the live one: in temporary tables of one connection, which hide the live tables of the same names,
/// so that the projection's own statements fill them.
/// </summary>
public sealed partial class ShadowProjection : IAsyncDisposable
{
    private const int Batch = 500;

    private const string Next = $"""
        select {EntryRows.Columns} from sequenced_log e where e.seq > @after and e.seq <= @to order by e.seq limit @limit
        """;

    private readonly IProjection _projection;

    private ShadowProjection(IProjection projection, DbConnection connection) => (_projection, Connection) = (projection, connection);

    /// <summary>Sees the shadow under the live tables' names.</summary>
    public DbConnection Connection { get; }

    /// <summary>The last entry applied.</summary>
    public long Position { get; private set; }

    public static async Task<ShadowProjection> Start(StoreDatabase database, IProjection projection, CancellationToken cancel)
    {
        var shadow = new ShadowProjection(projection, await database.Open(cancel));
        shadow.Forget();
        foreach (var table in projection.Tables)
        {
            foreach (var definition in await shadow.Definitions(table, cancel))
            {
                await shadow.Execute(definition, cancel);
            }
        }
        return shadow;
    }

    /// <summary>Applies the log up to <paramref name="to"/>, in short transactions: on PostgreSQL a long one would hold back the log's order.</summary>
    public async Task CatchUp(long to, IProgress<long>? progress, CancellationToken cancel)
    {
        while (Position < to && await Read(to, cancel) is { Count: > 0 } entries)
        {
            await using var transaction = Connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: true)
                : await Connection.BeginTransactionAsync(cancel);
            await Apply(entries, transaction, cancel);
            await transaction.CommitAsync(cancel);
            progress?.Report(Position);
        }
    }

    /// <summary>Applies what is left up to <paramref name="to"/> within <paramref name="transaction"/>.</summary>
    internal async Task CatchUpWithin(DbTransaction transaction, long to, CancellationToken cancel)
    {
        while (Position < to && await Read(to, cancel) is { Count: > 0 } entries)
        {
            await Apply(entries, transaction, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The connection goes back to its pool: what comes next on it must see the live tables. A broken one is not pooled.
        if (Connection.State is ConnectionState.Open)
        {
            foreach (var table in _projection.Tables)
            {
                await Execute($"drop table if exists {(Connection is SqliteConnection ? "temp" : "pg_temp")}.{table}", CancellationToken.None);
            }
            Forget();
        }
        await Connection.DisposeAsync();
    }

    private Task<List<LogEntry>> Read(long to, CancellationToken cancel) =>
        Connection.Command(Next, ("after", Position), ("to", to), ("limit", Batch)).Rows(EntryRows.Read, cancel);

    private async Task Apply(List<LogEntry> entries, DbTransaction transaction, CancellationToken cancel)
    {
        await _projection.Apply(entries, transaction, cancel);
        Position = entries[^1].Seq;
    }

    // A statement that a pooled session has prepared may still mean the other table of the same name.
    private void Forget() => (Connection as NpgsqlConnection)?.UnprepareAll();

    private async Task<IReadOnlyList<string>> Definitions(string table, CancellationToken cancel)
    {
        if (Connection is NpgsqlConnection)
        {
            return [$"create temporary table {table} (like {table} including all)"];
        }
        await using var command = Connection.Command(
            "select sql from main.sqlite_master where tbl_name = @table and type in ('table', 'index') and sql is not null order by type desc", ("table", table));
        var definitions = await command.Rows(row => row.GetString(0), cancel);
        return definitions.ConvertAll(sql => CreateIndex().Replace(CreateTable().Replace(sql, "create temporary table "), "create index temp."));
    }

    private async Task Execute(string sql, CancellationToken cancel)
    {
        await using var command = Connection.Command(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    [GeneratedRegex(@"^create\s+table\s+", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^create\s+index\s+", RegexOptions.IgnoreCase)]
    private static partial Regex CreateIndex();
}
