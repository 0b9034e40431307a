using Npgsql;

namespace Coordination.Persistence;

/// <summary>Table <c>data_key</c>. Leave it out of long-lived dumps (<c>pg_dump --exclude-table-data=data_key</c>) and keep it by itself: a backup must not bring back what was erased.</summary>
public sealed class PostgresKeyTable(PostgresDatabase database) : IKeyTable
{
    public async Task Add(IReadOnlyList<StoredKey> keys, CancellationToken cancel)
    {
        await using var command = database.Source.CreateCommand("insert into data_key (key_id, wrapped) select * from unnest($1::text[], $2::bytea[])");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(k => k.Id)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. keys.Select(k => k.Wrapped!)] });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<IReadOnlyList<StoredKey>> Find(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        await using var command = database.Lookups.CreateCommand("select key_id, wrapped from data_key where key_id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. ids] });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<StoredKey>(ids.Count);
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1)));
        }
        return found;
    }

    public async Task Destroy(string id, CancellationToken cancel)
    {
        await using var command = database.Source.CreateCommand("update data_key set wrapped = null, destroyed_at = now() where key_id = $1 and wrapped is not null");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
