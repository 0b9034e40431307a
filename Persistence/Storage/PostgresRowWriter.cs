using System.Globalization;
using Coordination.Log;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Persistence;

/// <summary>
/// A prepared statement for each row, or one over arrays for many that are alike, all sent together as one transaction. Rows go sorted
/// by key, so two processes lock them in the same order. It may run on a grain's scheduler and must not come back to it: hence ConfigureAwait.
/// </summary>
public sealed class PostgresRowWriter(NpgsqlDataSource database, string serviceId) : IRowWriter
{
    private const string Record = "record";

    /// <summary>Rows from which on one statement over arrays costs less than a statement each.</summary>
    private const int ManyMin = 8;

    public async Task Write(IReadOnlyList<RowWrite> rows, bool[] written)
    {
        if (rows is [{ Logged.Index: null } only])
        {
            await using var command = database.CreateCommand(Statement(only));
            AddParameters(command.Parameters, only);
            written[0] = await command.ExecuteNonQueryAsync().ConfigureAwait(false) > 0;
            return;
        }
        var groups = Enumerable.Range(0, rows.Count).OrderBy(i => rows[i].Key.IdHash).ThenBy(i => rows[i].Key.Id, StringComparer.Ordinal)
            .GroupBy(i => StatementForMany(rows[i]), (IEqualityComparer<string?>)ReferenceEqualityComparer.Instance) // by themselves they are some kilobytes to hash
            .ToLookup(group => group.Key is not null && (group.Count() >= ManyMin || group.Any(i => rows[i].Logged.Index is not null)));
        var single = groups[false].SelectMany(group => group).ToArray();
        var many = groups[true].Select(group => (Statement: group.Key!, Rows: group.ToArray())).ToArray();
        await using var batch = database.CreateBatch();
        foreach (var i in single)
        {
            AddParameters(Command(batch, Statement(rows[i])), rows[i]);
        }
        foreach (var group in many)
        {
            AddParameters(Command(batch, group.Statement), group.Statement, Array.ConvertAll(group.Rows, i => rows[i]));
        }
        await using (var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false))
        {
            var answered = 0; // only the statements for many answer with rows
            do
            {
                while (await reader.ReadAsync().ConfigureAwait(false))
                {
                    written[many[answered].Rows[reader.GetInt32(0) - 1]] = true;
                }
                answered++;
            }
            while (await reader.NextResultAsync().ConfigureAwait(false)); // to the end: only then the server has said that it committed
        }
        for (var n = 0; n < single.Length; n++)
        {
            written[single[n]] = batch.BatchCommands[n].RecordsAffected > 0;
        }
    }

    public WriteFailure Classify(Exception exception) => exception is not PostgresException { Severity: "ERROR" } refused
        ? WriteFailure.Store // FATAL (57P01 and the like) or a broken connection: the outcome is open
        : refused.SqlState switch
        {
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => WriteFailure.Locked,
            PostgresErrorCodes.UniqueViolation when PostgresRowSql.FirstWriteKeys.Contains(refused.ConstraintName) => WriteFailure.Lost,
            _ when LostRace.Is(refused) => WriteFailure.Lost,
            ['2', '2' or '3', ..] or ['P', '0', ..] => WriteFailure.Row, // data exceptions, constraints, the trigger's own refusals
            _ => WriteFailure.Store,
        };

    /// <summary>All but a suspect record that is revised, and a component about which several things happened: both are seldom.</summary>
    public bool LogsItself(RowKey key, int expected, ILoggedRow row) => key.Type == Record
        ? expected == 0 && row.HasOneEvent && row.Index?.Content is not null
        : row.Index is null || row.HasOneEvent;

    /// <summary>The statement that takes the row with others like it; null if none does.</summary>
    private static string? StatementForMany(RowWrite row) => row switch
    {
        { Entries.Length: not 1 } or { Logged.Write: null } => null,
        { Expected: > 0 } => PostgresRowSql.UpdateMany,
        _ => row.Key.Type == Record ? PostgresRowSql.InsertRecords : PostgresRowSql.InsertMany,
    };

    private string Statement(RowWrite row) => (row.Expected, LogsItself(row.Key, row.Expected, row.Logged)) switch
    {
        (0, false) => PostgresRowSql.InsertPlain,
        (0, true) => PostgresRowSql.Insert,
        (_, false) => PostgresRowSql.UpdatePlain,
        _ => row.Entries.Length == 1 ? PostgresRowSql.UpdateWithOneEvent : PostgresRowSql.Update,
    };

    private static NpgsqlParameterCollection Command(NpgsqlBatch batch, string statement)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = statement;
        batch.BatchCommands.Add(command);
        return (NpgsqlParameterCollection)command.Parameters;
    }

    private void AddParameters(NpgsqlParameterCollection parameters, string statement, RowWrite[] rows)
    {
        Add(r => r.Key.IdHash);
        Add(r => r.Key.TypeHash);
        Add(r => r.Key.Type);
        Add(r => r.Key.Id);
        parameters.Add(new NpgsqlParameter<string> { TypedValue = serviceId });
        Add(r => r.Payload);
        Add(r => r.Expected);
        Add(r => r.Logged.GrainType);
        Add(r => r.Logged.GrainId);
        Add(r => r.Logged.Write!.RequestId);
        Add(r => r.Logged.Write!.Principal);
        Add(r => r.Logged.Write!.Fingerprint);
        Add(r => r.Logged.Write!.Actor);
        Add(r => r.Logged.Write!.Purpose);
        Add(r => Text(r.Logged.Write!.DecidedAt));
        Add(r => r.Entries[0].EventType);
        Add(r => r.Entries[0].Jurisdictions);
        Add(r => Text(r.Entries[0].At));
        AddText(r => r.Entries[0].Body);
        if (statement != PostgresRowSql.InsertRecords)
        {
            Add(r => r.Logged.Index is { } index ? string.Join(',', index.Filed) : null);
            Add(r => r.Logged.Index?.MovedInto);
            return;
        }
        Add(r => r.Logged.Index!.Content!.Owner);
        Add(r => r.Logged.Index!.Content!.KeyId);
        Add(r => r.Logged.Index!.Content!.Ciphertext);
        Add(r => $"{{{string.Join(',', r.Logged.Index!.Keys)}}}");
        Add(r => r.Logged.Index!.Part);
        Add(r => r.Logged.Index!.Content!.Sealed);
        Add(r => r.Logged.Index!.Content!.SourceRecordId);
        Add(r => string.Join(',', r.Logged.Index!.Content!.Flags));

        void Add<T>(Converter<RowWrite, T> value) => parameters.Add(new NpgsqlParameter<T[]> { TypedValue = Array.ConvertAll(rows, value) });

        void AddText(Converter<RowWrite, byte[]> value) => parameters.Add(new NpgsqlParameter<byte[][]>
        {
            TypedValue = Array.ConvertAll(rows, value), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
    }

    private void AddParameters(NpgsqlParameterCollection parameters, RowWrite row)
    {
        var (key, logged, write, entries) = (row.Key, row.Logged, row.Logged.Write, row.Entries);
        Add(key.IdHash);
        Add(key.TypeHash);
        Add(key.Type);
        Add(key.Id);
        Add(serviceId);
        Add(row.Payload);
        Add(row.Expected);
        if (!LogsItself(key, row.Expected, logged))
        {
            return;
        }
        Add(logged.GrainType);
        Add(logged.GrainId);
        Add(write?.RequestId);
        Add(write?.Principal);
        Add(write?.Fingerprint);
        Add(write?.Actor);
        Add(write?.Purpose);
        Add(Text(write?.DecidedAt));
        AddEntries(entry => entry.EventType);
        AddEntries(entry => entry.Jurisdictions);
        AddEntries(entry => Text(entry.At));
        AddEntries(entry => entry.Body);

        void AddEntries<T>(Func<NewEntry, T> part)
        {
            if (row.Expected > 0 && entries is [var one])
            {
                parameters.Add(new NpgsqlParameter<T> { TypedValue = part(one), NpgsqlDbType = NpgsqlDbType.Text });
            }
            else
            {
                parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. entries.Select(part)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            }
        }

        void Add<T>(T value) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
    }

    private static string? Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
