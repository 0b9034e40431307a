using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Coordination.Benchmarks.Store;

/// <summary>The same work by hand on SQLite: one connection, prepared statements, one transaction a write, callers in turn.</summary>
public sealed class SqlitePeer : IDisposable
{
    private const int Cases = 64 * GrainCell.CasesPerCaller;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _raw, _update, _event, _request;
    private readonly BenchCase[] _states = [.. Enumerable.Range(0, Cases).Select(_ => new BenchCase())];
    private readonly int[] _versions = new int[Cases], _rawVersions = new int[Cases], _turns = new int[64], _rawTurns = new int[64];
    private readonly byte[] _row;

    public SqlitePeer(string file, byte[] row)
    {
        _row = row;
        _connection = new($"Data Source={file}");
        _connection.Open();
        Command("""
            pragma journal_mode = wal; pragma synchronous = full;
            create table raw_row (id text primary key, version integer not null, payload blob not null);
            create table peer_case (case_id text primary key, version integer not null, status integer not null, body text not null, updated_at text not null);
            create table peer_request (caller text not null, request_id text not null, payload_hash blob not null, case_id text not null, version integer not null, primary key (caller, request_id));
            create table peer_event (position integer primary key, case_id text not null, version integer not null, kind text not null, caller text not null, request_id text not null,
              detail text not null, recorded_at text not null, unique (case_id, version));
            """).ExecuteNonQuery();
        _raw = Command("insert into raw_row (id, version, payload) values ($id, $version + 1, $payload) on conflict do update set version = excluded.version, payload = excluded.payload where raw_row.version = $version", "$id", "$version", "$payload");
        _update = Command("insert into peer_case values ($id, $version + 1, 1, $body, datetime('now')) on conflict do update set version = excluded.version, body = excluded.body, updated_at = excluded.updated_at where peer_case.version = $version", "$id", "$version", "$body");
        _event = Command("insert into peer_event (case_id, version, kind, caller, request_id, detail, recorded_at) values ($id, $version + 1, 'transitioned', '440000/bench', $request, $detail, datetime('now'))", "$id", "$version", "$request", "$detail");
        _request = Command("insert into peer_request values ('440000/bench', $request, $hash, $id, $version + 1)", "$request", "$hash", "$id", "$version");
    }

    /// <summary>(a) One upsert of the grain's bytes, and nothing else.</summary>
    public async Task Raw(int caller)
    {
        var i = caller * GrainCell.CasesPerCaller + _rawTurns[caller]++ % GrainCell.CasesPerCaller;
        await InTransaction(() => Execute(_raw, $"case-{i}", _rawVersions[i], _row));
        _rawVersions[i]++;
    }

    /// <summary>(b) Update, audit row and request-id row in one transaction.</summary>
    public async Task Transition(int caller)
    {
        var turn = _turns[caller]++;
        var i = caller * GrainCell.CasesPerCaller + turn % GrainCell.CasesPerCaller;
        var moved = BenchAggregate.Decide(_states[i], turn % 2 == 0 ? "Investigating" : "Filed");
        _states[i] = BenchAggregate.Apply(_states[i], moved);
        var body = JsonSerializer.Serialize(_states[i], PeerJson.Default.BenchCase);
        var detail = JsonSerializer.Serialize(new(moved, "officer-7", "investigation", DateTimeOffset.UtcNow), PeerJson.Default.PeerDetail);
        var request = Guid.NewGuid().ToString();
        await InTransaction(() =>
        {
            Execute(_update, $"case-{i}", _versions[i], body);
            Execute(_event, $"case-{i}", _versions[i], request, detail);
            Execute(_request, request, new byte[16], $"case-{i}", _versions[i]);
        });
        _versions[i]++;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _gate.Dispose();
    }

    private async Task InTransaction(Action work)
    {
        await _gate.WaitAsync();
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            _raw.Transaction = _update.Transaction = _event.Transaction = _request.Transaction = transaction;
            work();
            transaction.Commit();
        }
        finally
        {
            _gate.Release();
        }
    }

    private static void Execute(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        if (command.ExecuteNonQuery() != 1)
        {
            throw new InvalidOperationException("conflict");
        }
    }

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.AddWithValue(name, DBNull.Value);
        }
        return command;
    }
}
