using Npgsql;

namespace Coordination.Persistence;

/// <summary>A stored row as it is read: null payload if there is none.</summary>
public readonly record struct StoredRow(byte[]? Payload, int Version);

/// <summary>Reads many grains' rows with one statement. Each row is looked up by the key index.</summary>
public sealed class PostgresRowReader(NpgsqlDataSource database, string serviceId)
{
    private const string Select = """
        select w.n, o.payloadbinary, o.version
        from unnest($1::int[], $2::int[], $3::text[], $4::text[]) with ordinality as w (idhash, typehash, type, id, n)
        cross join lateral (
          select o.payloadbinary, o.version from orleansstorage o
          where o.grainidhash = w.idhash and o.graintypehash = w.typehash and o.grainidn0 = 0 and o.grainidn1 = 0
            and o.graintypestring = w.type and o.grainidextensionstring = w.id and o.serviceid = $5
          offset 0) o
        """;

    public async Task<IReadOnlyList<StoredRow>> Read(IReadOnlyList<RowKey> keys)
    {
        var found = new StoredRow[keys.Count];
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. keys.Select(k => k.IdHash)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. keys.Select(k => k.TypeHash)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(k => k.Type)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(k => k.Id)] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = serviceId });
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            found[reader.GetInt64(0) - 1] = new(reader.GetFieldValue<byte[]>(1), reader.GetInt32(2));
        }
        return found;
    }
}
