using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence.Readers;

/// <summary>
/// Gives committed entries one dense order on PostgreSQL: by (transaction id, position), below the oldest transaction that still
/// runs, in whichever database of the server. Positions alone will not do: they are taken before the commit, so a reader by
/// position can pass an entry for ever.
/// </summary>
public sealed partial class Sequencer(
    PostgresDatabase database, LogSignals signals, ReadersMetrics metrics, IOptions<ReadersOptions> options, ILogger<Sequencer> logger)
{
    // All entries below the horizon taken, the mark moves up to it: later ones cannot be below. It also moves when nothing came for
    // many transactions, so that entries of an earlier cluster, whose ids lie ahead, are not scanned again and again.
    private const string Append = """
        with at as materialized (
          select seq, xid, position, floor, pg_snapshot_xmin(pg_current_snapshot()) as horizon from sequencer where id = 1),
        fresh as materialized (
          select e.xid, e.position, at.seq + row_number() over (order by e.xid, e.position) as seq
          from at cross join lateral (
            select xid, position from event_log
            where (xid, position) > (at.xid, at.position) and xid < at.horizon and position > at.floor
            order by xid, position limit @limit) e),
        last as (select seq, xid, position from fresh order by seq desc limit 1),
        moved as (
          update sequencer s set
            seq = coalesce(last.seq, at.seq),
            xid = case when taken.n = @limit then last.xid else at.horizon end,
            position = case when taken.n = @limit then last.position else 0 end
          from at cross join (select count(*) as n from fresh) taken left join last on true
          where s.id = 1 and (s.seq, s.xid, s.position) = (at.seq, at.xid, at.position)
            and (taken.n > 0 or at.horizon::text::bigint - at.xid::text::bigint > 10000)
          returning s.seq),
        appended as (
          insert into event_seq (seq, xid, position) select seq, xid, position from fresh where exists (select from moved) order by seq)
        select coalesce((select seq from moved), 0), (select count(*) from fresh)
        """;

    private const string Horizon = """
        select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0)::double precision
        from pg_stat_activity where backend_xid is not null
        """;

    private static readonly TimeSpan HorizonPoll = TimeSpan.FromSeconds(1);

    public async Task Run(CancellationToken cancel)
    {
        var settings = options.Value;
        var idle = settings.PollMin;
        var failures = 0;
        var horizonDue = TimeProvider.System.GetTimestamp();
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var rung = signals.Committed.Next;
                var taken = await Step(cancel);
                failures = 0;
                if (TimeProvider.System.GetElapsedTime(horizonDue) >= HorizonPoll)
                {
                    horizonDue = TimeProvider.System.GetTimestamp();
                    metrics.HorizonAge(await HorizonAge(cancel));
                }
                if (taken == settings.SequenceMax)
                {
                    continue;
                }
                idle = taken > 0 ? settings.PollMin : TimeSpan.FromTicks(Math.Min(idle.Ticks * 2, settings.PollMax.Ticks));
                await Task.Delay(settings.PauseAfter(taken), cancel);
                await Task.WhenAny(rung, Task.Delay(idle, cancel));
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                failures++;
                metrics.Failed("sequencer");
                LogFailed(logger, e, failures);
                await Task.Delay(settings.Backoff(failures), cancel);
            }
        }
    }

    /// <summary>Gives the next entries their place.</summary>
    /// <returns>How many; 0 also if another process was faster.</returns>
    public async Task<int> Step(CancellationToken cancel)
    {
        await using var connection = await database.Derived.OpenConnectionAsync(cancel);
        await using var command = connection.Command(Append, ("limit", options.Value.SequenceMax));
        var (moved, taken) = (await command.Rows(row => (row.GetInt64(0), row.GetInt64(1)), cancel)).Single();
        if (moved == 0 || taken == 0)
        {
            return 0;
        }
        metrics.Sequenced(taken);
        metrics.Head(moved);
        signals.Readable.Ring();
        return (int)taken;
    }

    /// <summary>Seconds for which the oldest writing transaction has been holding up the order.</summary>
    public async Task<double> HorizonAge(CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await using var command = connection.Command(Horizon);
        return (double)(await command.ExecuteScalarAsync(cancel))!;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sequencing failed, attempt {Failures}; trying again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, int failures);
}
