using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Benchmarks.Store;

/// <summary>
/// The same work by hand, as well as it can be done without a grain: prepared, a generic plan, typed parameters, one round trip.
/// </summary>
public sealed class PostgresPeer : IDisposable
{
    private const int Cases = 64 * GrainCell.CasesPerCaller;

    private readonly NpgsqlDataSource _source;
    private readonly Guid[] _ids = [.. Enumerable.Range(0, Cases).Select(_ => Guid.NewGuid())];
    private readonly BenchCase[] _states = [.. Enumerable.Range(0, Cases).Select(_ => new BenchCase())];
    private readonly long[] _versions = new long[Cases], _rawVersions = new long[Cases];
    private readonly byte[][] _rows;
    private readonly int[] _turns = new int[64], _rawTurns = new int[64];

    private PostgresPeer(NpgsqlDataSource source, byte[] row)
    {
        _source = source;
        _rows = [.. Enumerable.Range(0, Cases).Select(_ => row)];
    }

    /// <param name="row">A row as the grain stores it, for the raw upsert.</param>
    public static async Task<PostgresPeer> Create(string connectionString, byte[] row)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = 32,
            MaxAutoPrepare = 40,
            NoResetOnClose = true,
            Options = "-c plan_cache_mode=force_generic_plan",
        };
        var peer = new PostgresPeer(NpgsqlDataSource.Create(settings), row);
        await using (var schema = peer._source.CreateCommand("""
            create table raw_row (id text collate "C" primary key, version bigint not null, payload bytea not null, modified timestamptz not null default now()) with (fillfactor = 70);
            create table peer_case (case_id uuid primary key, jurisdiction text not null, case_number text not null, version bigint not null, status smallint not null,
              amount_fen bigint not null default 0, body jsonb not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
              unique (jurisdiction, case_number)) with (fillfactor = 70);
            create table peer_request (caller text collate "C" not null, request_id uuid not null, payload_hash bytea not null, case_id uuid not null, version bigint not null,
              created_at timestamptz not null default now(), primary key (caller, request_id));
            create table peer_event (position bigint generated always as identity primary key, case_id uuid not null, version bigint not null, kind text not null,
              caller text not null, request_id uuid not null, detail jsonb not null, recorded_at timestamptz not null default now(), unique (case_id, version));
            """))
        {
            await schema.ExecuteNonQueryAsync();
        }
        for (var i = 0; i < Cases; i++)
        {
            await using var insert = peer._source.CreateCommand("insert into peer_case (case_id, jurisdiction, case_number, version, status, body) values ($1, '440000', $2, 0, 1, $3)");
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = peer._ids[i] });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"A{i}" });
            insert.Parameters.Add(Json(peer._states[i]));
            await insert.ExecuteNonQueryAsync();
        }
        return peer;
    }

    /// <summary>(a) One upsert of the grain's bytes, and nothing else.</summary>
    public async Task Raw(int caller)
    {
        var i = caller * GrainCell.CasesPerCaller + _rawTurns[caller]++ % GrainCell.CasesPerCaller;
        await using var command = _source.CreateCommand("""
            insert into raw_row (id, version, payload) values ($1, $2 + 1, $3)
            on conflict (id) do update set version = excluded.version, payload = excluded.payload, modified = now() where raw_row.version = $2 returning version
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"case-{i}" });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _rawVersions[i] });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = _rows[i] });
        _rawVersions[i] = (long)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("conflict"));
    }

    /// <summary>(b) Update, audit row and request-id row in one statement.</summary>
    public async Task Transition(int caller)
    {
        var turn = _turns[caller]++;
        var i = caller * GrainCell.CasesPerCaller + turn % GrainCell.CasesPerCaller;
        var moved = BenchAggregate.Decide(_states[i], turn % 2 == 0 ? "Investigating" : "Filed");
        _states[i] = BenchAggregate.Apply(_states[i], moved);
        await using var command = _source.CreateCommand("""
            with changed as (
              update peer_case set version = version + 1, status = $6, body = $5, updated_at = now()
              where case_id = $4 and version = $7 and status = any ($8)
              returning case_id, jurisdiction, case_number, status, amount_fen, version),
            event as (
              insert into peer_event (case_id, version, kind, caller, request_id, detail) select case_id, version, 'transitioned', $1, $2, $9 from changed),
            request as (
              insert into peer_request (caller, request_id, payload_hash, case_id, version) select $1, $2, $3, case_id, version from changed)
            select * from changed
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "440000/bench" });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = new byte[16] });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _ids[i] });
        command.Parameters.Add(Json(_states[i]));
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = 1 });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _versions[i] });
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [1, 2] });
        command.Parameters.Add(Json(new PeerDetail(moved, "officer-7", "investigation", DateTimeOffset.UtcNow)));
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            throw new InvalidOperationException("conflict");
        }
        _versions[i] = reader.GetInt64(5);
    }

    public void Dispose() => _source.Dispose();

    private static NpgsqlParameter<byte[]> Json(BenchCase state) =>
        new() { TypedValue = JsonSerializer.SerializeToUtf8Bytes(state, PeerJson.Default.BenchCase), NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter<byte[]> Json(PeerDetail detail) =>
        new() { TypedValue = JsonSerializer.SerializeToUtf8Bytes(detail, PeerJson.Default.PeerDetail), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
