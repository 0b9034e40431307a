using Microsoft.Data.Sqlite;

namespace Coordination.Persistence;

/// <summary>
/// The one writer of the file. SQLite lets one transaction write at a time and a second one spin on a thread; here the second one
/// waits its turn without a thread.
/// </summary>
public sealed class SqliteWriter(string connectionString) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private SqliteConnection? _connection;

    /// <summary>Runs <paramref name="work"/> alone, in one transaction, and commits it; an exception rolls all of it back.</summary>
    public async Task<T> Run<T>(Func<SqliteTransaction, Task<T>> work, CancellationToken cancel = default)
    {
        await _gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            using var transaction = (_connection ??= Open()).BeginTransaction(deferred: false);
            var result = await work(transaction).ConfigureAwait(false);
            transaction.Commit();
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/>, which writes through a connection of its own, while nobody else writes.</summary>
    public async Task Alone(Func<Task> work)
    {
        await _gate.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _gate.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        // secure_delete: what is deleted is overwritten, not left in a free page.
        pragmas.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000; pragma secure_delete = on";
        pragmas.ExecuteNonQuery();
        return connection;
    }
}
