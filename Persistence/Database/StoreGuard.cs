using System.Globalization;
using Npgsql;

namespace Coordination.Persistence;

/// <summary>Refuses a database that would lose or forget what was acknowledged. Each refusal says what to do.</summary>
public static class StoreGuard
{
    /// <exception cref="UnsafeStoreException">With one line for each thing that is wrong.</exception>
    public static async Task Check(StoreDatabase database, CancellationToken cancel)
    {
        var found = database switch
        {
            PostgresDatabase postgres => await Check(postgres, cancel),
            SqliteDatabase sqlite => await Check(sqlite, cancel),
            _ => throw new ArgumentException("Unknown kind of store.", nameof(database)),
        };
        if (found.Count > 0)
        {
            throw new UnsafeStoreException(found);
        }
    }

    private static async Task<List<string>> Check(PostgresDatabase postgres, CancellationToken cancel)
    {
        var found = new List<string>();
        await using var connection = await postgres.WriteSource.OpenConnectionAsync(cancel);
        if (connection.PostgreSqlVersion.Major < 15)
        {
            found.Add($"PostgreSQL {connection.PostgreSqlVersion} is too old: use 15 or later (the key index needs NULLS NOT DISTINCT).");
            return found;
        }
        foreach (var setting in new[] { "fsync", "full_page_writes" })
        {
            if (await Text($"show {setting}") != "on")
            {
                found.Add($"{setting} is off: an acknowledged write can be lost. Set {setting} = on in postgresql.conf and reload.");
            }
        }
        if (await Text("show synchronous_commit") == "off")
        {
            found.Add("synchronous_commit is off: an acknowledged write can be lost. Set it to on for this role: ALTER ROLE … SET synchronous_commit = on.");
        }
        if (await Text("show idle_in_transaction_session_timeout") == "0")
        {
            found.Add("idle_in_transaction_session_timeout is not set: a forgotten transaction would stop the log. Let the connection pass the option through, or set it for this role: ALTER ROLE … SET idle_in_transaction_session_timeout = '60s'.");
        }
        if (await Number("select count(*) from pg_index where indexrelid = to_regclass('orleansstorage_key') and indrelid = to_regclass('orleansstorage') and indisunique and indisvalid and indnullsnotdistinct and indnkeyatts = 7 and indpred is null") == 0)
        {
            found.Add("The unique index orleansstorage_key is missing or invalid: two first writes of one grain could both be acknowledged. Run coord migrate.");
        }
        if (await Number("select count(*) from pg_index i join pg_constraint c on c.conindid = i.indexrelid where c.conname = 'event_log_request' and i.indisunique and i.indisvalid") == 0)
        {
            found.Add("The constraint event_log_request is missing: a request could be carried out twice. Run coord migrate.");
        }
        foreach (var trigger in new[] { "orleansstorage_log_insert", "orleansstorage_log_update", "orleansstorage_keep", "event_log_keep" })
        {
            if (await Number($"select count(*) from pg_trigger where tgname = '{trigger}' and tgenabled in ('O', 'A')") == 0)
            {
                found.Add($"The trigger {trigger} is missing or disabled: writes would not reach the log. Run coord migrate, or ALTER TABLE … ENABLE TRIGGER {trigger}.");
            }
        }
        return found;

        async Task<string> Text(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (string)(await command.ExecuteScalarAsync(cancel))!;
        }

        async Task<long> Number(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (long)(await command.ExecuteScalarAsync(cancel))!;
        }
    }

    private static async Task<List<string>> Check(SqliteDatabase sqlite, CancellationToken cancel)
    {
        var found = new List<string>();
        await using var connection = await sqlite.Open(cancel);
        await using var command = connection.CreateCommand();
        foreach (var name in new[] { "OrleansStorage_key", "OrleansStorage_log_insert", "OrleansStorage_log_update", "written_row_log", "OrleansStorage_keep", "event_log_keep_update", "event_log_keep_delete" })
        {
            command.CommandText = $"select count(*) from sqlite_master where name = '{name}'";
            if (Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) == 0)
            {
                found.Add($"{name} is missing from the SQLite file: writes would not be safe. Restore the file from a backup, or run coord migrate on a new one.");
            }
        }
        command.CommandText = "pragma journal_mode";
        if ((string)(await command.ExecuteScalarAsync(cancel))! != "wal")
        {
            found.Add("The SQLite file is not in WAL mode: readers and the writer would block each other. Keep it on a local disk; a network share cannot do WAL.");
        }
        command.CommandText = "pragma synchronous";
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) < 2)
        {
            found.Add("synchronous is below FULL: an acknowledged write can be lost. Use the SQLite library that comes with the package.");
        }
        return found;
    }
}

/// <summary>The database would lose or forget what was acknowledged, so nothing is started on it.</summary>
public sealed class UnsafeStoreException(IReadOnlyList<string> findings)
    : Exception("The store is not safe to use." + Environment.NewLine + string.Join(Environment.NewLine, findings))
{
    public IReadOnlyList<string> Findings { get; } = findings;
}
