using Coordination.Log;
using Microsoft.Data.Sqlite;

namespace Coordination.Persistence;

/// <summary>The rows of a batch one by one, by prepared statements, in one transaction of the process's one writer.</summary>
public sealed class SqliteRowWriter(SqliteWriter writer, string serviceId) : IRowWriter
{
    private const int Constraint = 19; // SQLITE_CONSTRAINT, raise(abort) among them

    private SqliteCommand? _insert, _update; // they end with the writer's connection

    public Task Write(IReadOnlyList<RowWrite> rows, bool[] written) => writer.Run(transaction =>
    {
        for (var i = 0; i < rows.Count; i++)
        {
            written[i] = Write(rows[i], transaction);
        }
        return Task.FromResult(true);
    });

    public WriteFailure Classify(Exception exception) =>
        LostRace.Is(exception) ? WriteFailure.Lost
        : exception is SqliteException { SqliteErrorCode: Constraint } ? WriteFailure.Row
        : WriteFailure.Store;

    public bool LogsItself(RowKey key, int expected, ILoggedRow row) => false;

    private bool Write(RowWrite row, SqliteTransaction transaction)
    {
        var command = row.Expected == 0
            ? _insert ??= Prepare(transaction, """
                insert into OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
                values ($idHash, 0, 0, $typeHash, $type, $id, $service, $payload, datetime('now'), 1)
                on conflict do nothing
                """)
            : _update ??= Prepare(transaction, """
                update OrleansStorage set PayloadBinary = $payload, ModifiedOn = datetime('now'), Version = Version + 1
                where GrainIdHash = $idHash and GrainTypeHash = $typeHash and GrainIdN0 = 0 and GrainIdN1 = 0 and GrainTypeString = $type
                  and coalesce(GrainIdExtensionString, '') = $id and ServiceId = $service and Version = $expected
                """);
        command.Transaction = transaction;
        command.Parameters["$idHash"].Value = row.Key.IdHash;
        command.Parameters["$typeHash"].Value = row.Key.TypeHash;
        command.Parameters["$type"].Value = row.Key.Type;
        command.Parameters["$id"].Value = row.Key.Id;
        command.Parameters["$payload"].Value = row.Payload;
        if (row.Expected > 0)
        {
            command.Parameters["$expected"].Value = row.Expected;
        }
        return command.ExecuteNonQuery() > 0;
    }

    private SqliteCommand Prepare(SqliteTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.Parameters.Add("$idHash", SqliteType.Integer);
        command.Parameters.Add("$typeHash", SqliteType.Integer);
        command.Parameters.Add("$type", SqliteType.Text);
        command.Parameters.Add("$id", SqliteType.Text);
        command.Parameters.AddWithValue("$service", serviceId);
        command.Parameters.Add("$payload", SqliteType.Blob);
        if (sql.Contains("$expected", StringComparison.Ordinal))
        {
            command.Parameters.Add("$expected", SqliteType.Integer);
        }
        command.Prepare();
        return command;
    }
}
