using Microsoft.Extensions.Logging;

namespace Coordination.Persistence.Readers;

/// <summary>
/// Runs before a silo serves. Transaction ids restart when a dump is restored into a new cluster: entries to come would sort before
/// old ones and never be seen. So what came along without its place gets it now, and the mark starts anew above all of it.
/// </summary>
public sealed partial class ClusterCheck(PostgresDatabase database, ILogger<ClusterCheck> logger)
{
    private const string Moved = """
        select c.system_identifier <> s.system_identifier or pg_snapshot_xmax(pg_current_snapshot()) < s.xid
        from sequencer s cross join pg_control_system() c where s.id = 1 for update of s
        """;

    private const string StampRest = """
        insert into event_seq (seq, xid, position)
        select s.seq + row_number() over (order by e.xid, e.position), e.xid, e.position from sequencer s cross join event_log e
        where not exists (select from event_seq known where known.xid = e.xid and known.position = e.position)
        """;

    private const string StartAnew = """
        update sequencer set
          seq = (select coalesce(max(seq), 0) from event_seq),
          floor = (select coalesce(max(position), 0) from event_log),
          xid = pg_snapshot_xmin(pg_current_snapshot()),
          position = 0,
          system_identifier = (select system_identifier from pg_control_system())
        """;

    /// <returns>Entries that were given their place; null if the cluster is the one that the mark belongs to.</returns>
    public async Task<int?> Run(CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var moved = transaction.Command(Moved);
        if (await moved.ExecuteScalarAsync(cancel) is not true)
        {
            return null;
        }
        await using var stamp = transaction.Command(StampRest);
        var stamped = await stamp.ExecuteNonQueryAsync(cancel);
        await using var start = transaction.Command(StartAnew);
        await start.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        LogRestored(logger, stamped);
        return stamped;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log was restored into a new cluster; {Entries} entries without a place in the order got it.")]
    private static partial void LogRestored(ILogger logger, int entries);
}
