using Npgsql;

namespace Coordination.Persistence.Readers;

/// <summary>
/// The right to run the log's readers: one process in the cluster has it. It saves work; what keeps a zombie from doing harm is the
/// fence of each position.
/// </summary>
public abstract class ReaderLease : IAsyncDisposable
{
    /// <summary>Cancelled when the lease is lost.</summary>
    public abstract CancellationToken Lost { get; }

    /// <summary>Waits until no other process has it.</summary>
    public static Task<ReaderLease> Take(StoreDatabase database, CancellationToken cancel) => database is PostgresDatabase postgres
        ? SessionLease.Take(postgres.Source, cancel)
        : Task.FromResult<ReaderLease>(new OnlyProcess());

    public abstract ValueTask DisposeAsync();

    /// <summary>SQLite's one process has nobody to share with.</summary>
    private sealed class OnlyProcess : ReaderLease
    {
        public override CancellationToken Lost => CancellationToken.None;
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>A session's advisory lock: it ends with the session.</summary>
internal sealed class SessionLease : ReaderLease
{
    private const long Key = 7_202_602_001;
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    // A process that is paused, or whose machine is gone, sends no heartbeat: the server ends its session and with it the lock.
    private const string EndWhenSilent = "set idle_session_timeout = '10s'";

    private readonly NpgsqlConnection _connection;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _given = new();
    private readonly Task _beating;

    private SessionLease(NpgsqlConnection connection)
    {
        _connection = connection;
        _beating = Beat();
    }

    public override CancellationToken Lost => _lost.Token;

    public static async Task<ReaderLease> Take(NpgsqlDataSource source, CancellationToken cancel)
    {
        while (true)
        {
            var connection = await source.OpenConnectionAsync(cancel);
            try
            {
                if (await TryLock(connection, cancel))
                {
                    return new SessionLease(connection);
                }
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
            await connection.DisposeAsync();
            await Task.Delay(Attempt, cancel);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _given.CancelAsync();
        await _beating;
        // Returned to the pool, the session is reset: the lock and the timeout go with it.
        await _connection.DisposeAsync();
        _given.Dispose();
        _lost.Dispose();
    }

    private async Task Beat()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, _given.Token);
                await using var beat = _connection.Command("select 1");
                await beat.ExecuteScalarAsync(_given.Token);
            }
        }
        catch (OperationCanceledException) when (_given.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            await _lost.CancelAsync();
        }
    }

    private static async Task<bool> TryLock(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.Command("select pg_try_advisory_lock(@key)", ("key", Key));
        if (await command.ExecuteScalarAsync(cancel) is not true)
        {
            return false;
        }
        await using var timeout = connection.Command(EndWhenSilent);
        await timeout.ExecuteNonQueryAsync(cancel);
        return true;
    }
}
