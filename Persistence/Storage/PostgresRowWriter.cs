using System.Globalization;
using Coordination.Log;
using Npgsql;

namespace Coordination.Persistence;

/// <summary>
/// A prepared statement for each row, all sent together as one transaction. Rows go sorted by key, so two processes lock them in the
/// same order. It may run on a grain's scheduler and must not come back to it: hence ConfigureAwait.
/// </summary>
public sealed class PostgresRowWriter(NpgsqlDataSource database, string serviceId) : IRowWriter
{
    private const string Record = "record";

    public async Task Write(IReadOnlyList<RowWrite> rows, bool[] written)
    {
        if (rows is [var only])
        {
            await using var command = database.CreateCommand(Statement(only));
            AddParameters(command.Parameters, only);
            written[0] = await command.ExecuteNonQueryAsync().ConfigureAwait(false) > 0;
            return;
        }
        var order = Enumerable.Range(0, rows.Count).OrderBy(i => rows[i].Key.IdHash).ThenBy(i => rows[i].Key.Id, StringComparer.Ordinal).ToArray();
        await using var batch = database.CreateBatch();
        foreach (var i in order)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = Statement(rows[i]);
            AddParameters((NpgsqlParameterCollection)command.Parameters, rows[i]);
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        for (var n = 0; n < order.Length; n++)
        {
            written[order[n]] = batch.BatchCommands[n].RecordsAffected > 0;
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

    /// <summary>All but a suspect record that is revised, which is seldom.</summary>
    public bool LogsItself(RowKey key, int expected, ILoggedRow row) => key.Type != Record || (expected == 0 && row.Index?.Content is not null);

    private static string Statement(RowWrite row) => row switch
    {
        { Key.Type: Record, Expected: 0 } => row.Logged.Index?.Content is null ? PostgresRowSql.InsertPlain : PostgresRowSql.InsertRecord,
        { Key.Type: Record } => PostgresRowSql.UpdatePlain,
        { Expected: 0 } => PostgresRowSql.Insert,
        { Entries.Length: 1 } => PostgresRowSql.UpdateWithOneEvent,
        _ => PostgresRowSql.Update,
    };

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
        if (row.Expected == 0 && logged.Index is { Content: { } content } index)
        {
            Add(content.Owner);
            Add(content.KeyId);
            Add(content.Ciphertext);
            Add(index.Keys.ToArray());
            Add(index.Part);
            Add(content.Sealed);
        }

        void AddEntries(Func<NewEntry, string?> part)
        {
            if (row.Expected > 0 && entries is [var one])
            {
                Add(part(one));
            }
            else
            {
                Add(entries.Select(part).ToArray());
            }
        }

        void Add<T>(T value) => parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
    }

    private static string? Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
