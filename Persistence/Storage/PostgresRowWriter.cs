using Npgsql;
using NpgsqlTypes;

namespace Coordination.Persistence;

/// <summary>
/// One statement for the rows that exist and one for those that do not, sent together as one transaction. Rows come sorted by key,
/// so two processes lock them in the same order. It may run on a grain's scheduler and must not come back to it: hence ConfigureAwait.
/// </summary>
public sealed class PostgresRowWriter(NpgsqlDataSource database, string serviceId) : IRowWriter
{
    private const string UpdateOne = """
        update orleansstorage set payloadbinary = $6, modifiedon = now() at time zone 'utc', version = version + 1
        where grainidhash = $1 and graintypehash = $2 and grainidn0 = 0 and grainidn1 = 0
          and graintypestring = $3 and grainidextensionstring = $4 and serviceid = $5 and version = $7
        returning 1::bigint
        """;

    // Each row is looked up by the key index, one after the other, and updated where it was found: left to itself the planner of a
    // young table reads all of it for each batch, and a prepared statement keeps that plan. A row that was changed in between has
    // moved, is not updated, and its writer has lost.
    private const string Update = """
        update orleansstorage s set payloadbinary = found.payload, modifiedon = now() at time zone 'utc', version = s.version + 1
        from (
          select held.ctid, w.payload, w.n
          from unnest($1::int[], $2::int[], $3::text[], $4::text[], $6::bytea[], $7::int[]) with ordinality
            as w (idhash, typehash, type, id, payload, expected, n)
          cross join lateral (
            select o.ctid from orleansstorage o
            where o.grainidhash = w.idhash and o.graintypehash = w.typehash and o.grainidn0 = 0 and o.grainidn1 = 0
              and o.graintypestring = w.type and o.grainidextensionstring = w.id and o.serviceid = $5 and o.version = w.expected
            offset 0) held) found
        where s.ctid = found.ctid
        returning found.n
        """;

    private const string Insert = """
        with w as (
          select * from unnest($1::int[], $2::int[], $3::text[], $4::text[], $6::bytea[]) with ordinality as w (idhash, typehash, type, id, payload, n)),
        added as (
          insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
          select idhash, 0, 0, typehash, type, id, $5, payload, now() at time zone 'utc', 1 from w order by n
          on conflict do nothing
          returning grainidhash, graintypestring, grainidextensionstring)
        select w.n from w join added a on a.grainidhash = w.idhash and a.graintypestring = w.type and a.grainidextensionstring = w.id
        """;

    public async Task Write(IReadOnlyList<RowWrite> rows, bool[] written)
    {
        if (rows is [{ Expected: > 0 } row])
        {
            await using var single = database.CreateCommand(UpdateOne);
            AddOne(single.Parameters, row);
            written[0] = await single.ExecuteScalarAsync().ConfigureAwait(false) is not null;
            return;
        }
        var order = Enumerable.Range(0, rows.Count).OrderBy(i => rows[i].Key.IdHash).ThenBy(i => rows[i].Key.Id, StringComparer.Ordinal).ToArray();
        var updates = Array.FindAll(order, i => rows[i].Expected > 0);
        var inserts = Array.FindAll(order, i => rows[i].Expected == 0);

        await using var batch = database.CreateBatch();
        var parts = new List<int[]>(2);
        Add(Update, updates);
        Add(Insert, inserts);
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        foreach (var part in parts)
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                written[part[reader.GetInt64(0) - 1]] = true;
            }
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        void Add(string sql, int[] part)
        {
            if (part.Length == 0)
            {
                return;
            }
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            AddAll((NpgsqlParameterCollection)command.Parameters, Array.ConvertAll(part, i => rows[i]), sql == Update);
            batch.BatchCommands.Add(command);
            parts.Add(part);
        }
    }

    public WriteFailure Classify(Exception exception) => exception is not PostgresException { Severity: "ERROR" } refused
        ? WriteFailure.Store // FATAL (57P01 and the like) or a broken connection: the outcome is open
        : refused.SqlState switch
        {
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => WriteFailure.Locked,
            _ when LostRace.Is(refused) => WriteFailure.Lost,
            ['2', '2' or '3', ..] or ['P', '0', ..] => WriteFailure.Row, // data exceptions, constraints, the trigger's own refusals
            _ => WriteFailure.Store,
        };

    private void AddOne(NpgsqlParameterCollection parameters, RowWrite row)
    {
        parameters.Add(new NpgsqlParameter<int> { TypedValue = row.Key.IdHash });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = row.Key.TypeHash });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Key.Type });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = row.Key.Id });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = serviceId });
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = row.Payload });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = row.Expected });
    }

    private void AddAll(NpgsqlParameterCollection parameters, RowWrite[] rows, bool versions)
    {
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(rows, r => r.Key.IdHash) });
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(rows, r => r.Key.TypeHash) });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(rows, r => r.Key.Type) });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(rows, r => r.Key.Id) });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = serviceId, NpgsqlDbType = NpgsqlDbType.Text });
        parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = Array.ConvertAll(rows, r => r.Payload) });
        if (versions)
        {
            parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(rows, r => r.Expected) });
        }
    }
}
