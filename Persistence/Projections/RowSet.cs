using System.Data.Common;
using Coordination.Persistence.Readers;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Persistence.Projections;

/// <summary>
/// Many rows for one statement, written once for both databases: <c>{rows}</c> in the SQL stands for them as a table <c>r</c>.
/// PostgreSQL gets them as arrays in one round trip; SQLite, which is in this process, runs the prepared statement row by row.
/// </summary>
public sealed class RowSet<T>
{
    private const string Placeholder = "{rows}";

    private readonly List<Column> _columns = [];

    public RowSet<T> Text(string name, Func<T, string> value) => Add(name, NpgsqlDbType.Text, value);
    public RowSet<T> Json(string name, Func<T, string> value) => Add(name, NpgsqlDbType.Json, value);
    public RowSet<T> Number(string name, Func<T, int> value) => Add(name, NpgsqlDbType.Integer, value);
    public RowSet<T> Bigint(string name, Func<T, long> value) => Add(name, NpgsqlDbType.Bigint, value);
    public RowSet<T> Flag(string name, Func<T, bool> value) => Add(name, NpgsqlDbType.Boolean, value);

    public RowSet<T> Instant(string name, Func<T, DateTimeOffset> value)
    {
        _columns.Add(new(name, NpgsqlDbType.TimestampTz, row => value(row), rows => rows.Select(row => value(row).UtcDateTime).ToArray()));
        return this;
    }

    public async Task Execute(DbTransaction transaction, string sql, IReadOnlyCollection<T> rows, CancellationToken cancel)
    {
        await foreach (var command in Commands(transaction.Connection!, transaction, sql, rows))
        {
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    public Task<List<TRow>> Query<TRow>(DbTransaction transaction, string sql, IReadOnlyCollection<T> rows, Func<DbDataReader, TRow> read, CancellationToken cancel) =>
        Query(transaction.Connection!, transaction, sql, rows, read, cancel);

    /// <summary>The same outside of any transaction.</summary>
    public Task<List<TRow>> Query<TRow>(DbConnection connection, string sql, IReadOnlyCollection<T> rows, Func<DbDataReader, TRow> read, CancellationToken cancel) =>
        Query(connection, null, sql, rows, read, cancel);

    private async Task<List<TRow>> Query<TRow>(
        DbConnection connection, DbTransaction? transaction, string sql, IReadOnlyCollection<T> rows, Func<DbDataReader, TRow> read, CancellationToken cancel)
    {
        var found = new List<TRow>();
        await foreach (var command in Commands(connection, transaction, sql, rows))
        {
            found.AddRange(await command.Rows(read, cancel));
        }
        return found;
    }

    private async IAsyncEnumerable<DbCommand> Commands(DbConnection connection, DbTransaction? transaction, string sql, IReadOnlyCollection<T> rows)
    {
        if (rows.Count == 0)
        {
            yield break;
        }
        if (connection is NpgsqlConnection)
        {
            await using var all = connection.Command(sql.Replace(Placeholder, Arrays(), StringComparison.Ordinal));
            all.Transaction = transaction;
            foreach (var column in _columns)
            {
                all.Parameters.Add(new NpgsqlParameter(column.Name, NpgsqlDbType.Array | column.Type) { Value = column.Array(rows) });
            }
            yield return all;
            yield break;
        }
        await using var each = connection.Command(
            sql.Replace(Placeholder, Row(), StringComparison.Ordinal), [.. _columns.Select(c => (c.Name, (object)DBNull.Value))]);
        each.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var i = 0; i < _columns.Count; i++)
            {
                each.Parameters[i].Value = Sql.SqliteValue(_columns[i].Value(row));
            }
            yield return each;
        }
    }

    private RowSet<T> Add<TValue>(string name, NpgsqlDbType type, Func<T, TValue> value) where TValue : notnull
    {
        _columns.Add(new(name, type, row => value(row), rows => rows.Select(value).ToArray()));
        return this;
    }

    private string Arrays() =>
        $"unnest({string.Join(", ", _columns.Select(c => "@" + c.Name))}) as r({string.Join(", ", _columns.Select(c => c.Name))})";

    private string Row() => $"(select {string.Join(", ", _columns.Select(c => $"@{c.Name} as {c.Name}"))}) as r";

    private sealed record Column(string Name, NpgsqlDbType Type, Func<T, object> Value, Func<IEnumerable<T>, Array> Array);
}
