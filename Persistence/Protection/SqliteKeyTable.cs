using Microsoft.Data.Sqlite;

namespace Coordination.Persistence;

/// <summary>The keys in a file beside the store, <c>NAME.keys</c>: a backup of the store does not carry them.</summary>
public sealed class SqliteKeyTable : IKeyTable, IDisposable
{
    private readonly string _connectionString;
    private readonly SqliteWriter _writer;

    public SqliteKeyTable(SqliteDatabase store)
    {
        var settings = new SqliteConnectionStringBuilder(store.ConnectionString);
        settings.DataSource += ".keys";
        _connectionString = settings.ToString();
        _writer = new(_connectionString);
    }

    public async Task Add(IReadOnlyList<StoredKey> keys, CancellationToken cancel) =>
        await _writer.Run(transaction =>
        {
            Execute(transaction, "create table if not exists data_key (key_id text primary key, wrapped blob, created_at text not null default current_timestamp, destroyed_at text)");
            foreach (var key in keys)
            {
                Execute(transaction, "insert into data_key (key_id, wrapped) values ($id, $wrapped)", ("$id", key.Id), ("$wrapped", key.Wrapped!));
            }
            return Task.FromResult(keys.Count);
        }, cancel);

    public async Task<IReadOnlyList<StoredKey>> Find(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "select key_id, wrapped from data_key where key_id = $id";
        var id = command.Parameters.Add("$id", SqliteType.Text);
        var found = new List<StoredKey>(ids.Count);
        foreach (var wanted in ids)
        {
            id.Value = wanted;
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (await reader.ReadAsync(cancel))
            {
                found.Add(new(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1)));
            }
        }
        return found;
    }

    public async Task Destroy(string id, CancellationToken cancel)
    {
        await _writer.Run(transaction =>
        {
            Execute(transaction, "update data_key set wrapped = null, destroyed_at = current_timestamp where key_id = $id and wrapped is not null", ("$id", id));
            return Task.FromResult(true);
        }, cancel);
        await _writer.Alone(async () =>
        {
            // The old page is still in the write-ahead log.
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "pragma wal_checkpoint(truncate)";
            await command.ExecuteNonQueryAsync(cancel);
        });
    }

    public void Dispose()
    {
        _writer.Dispose();
        using var mine = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(mine);
    }

    private static void Execute(SqliteTransaction transaction, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        command.ExecuteNonQuery();
    }
}
