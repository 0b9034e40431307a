using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordination.Resolution;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Benchmarks.Resolution;

/// <summary>The rows and keyed match keys of records, written to PostgreSQL by hand: arrays, one statement and one commit a batch, nothing read and nothing decided.</summary>
internal sealed class RawStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly byte[] _secret = SHA256.HashData("bench"u8);

    private RawStore(NpgsqlDataSource source) => _source = source;

    public static async Task<RawStore> Create(string connectionString)
    {
        var store = new RawStore(NpgsqlDataSource.Create(connectionString));
        await using var schema = store._source.CreateCommand("""
            create table raw_record (record_id text collate "C" primary key, version integer not null, owner text not null, content bytea not null);
            create table raw_key (key text collate "C" not null, record_id text collate "C" not null, primary key (key, record_id));
            create index raw_key_record on raw_key (record_id);
            """);
        await schema.ExecuteNonQueryAsync();
        return store;
    }

    public async Task Write(IReadOnlyList<SuspectAttributes> records, Model model)
    {
        var keys = records.SelectMany(record => MatchKeys.Keys(model.Normalize(record)).Select(Hashed).Distinct(), (record, key) => (record.RecordId, Key: key)).ToList();
        await using var command = _source.CreateCommand("""
            with record as (
              insert into raw_record (record_id, version, owner, content)
              select r.id, 1, r.owner, r.content from unnest($1, $2, $3) as r (id, owner, content))
            insert into raw_key (key, record_id) select k.key, k.id from unnest($4, $5) as k (key, id)
            """);
        command.Parameters.Add(Texts([.. records.Select(record => record.RecordId)]));
        command.Parameters.Add(Texts([.. records.Select(record => record.ProvinceCode ?? "")]));
        command.Parameters.Add(new() { Value = records.Select(Content).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        command.Parameters.Add(Texts([.. keys.Select(key => key.Key)]));
        command.Parameters.Add(Texts([.. keys.Select(key => key.RecordId)]));
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlParameter Texts(string[] values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static byte[] Content(SuspectAttributes record) => JsonSerializer.SerializeToUtf8Bytes(record);

    private string Hashed(MatchKey key) =>
        Convert.ToBase64String(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{(int)key.Family}|{key.Text}")).AsSpan(0, 16));
}
