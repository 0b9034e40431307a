using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coordination.Log;
using Coordination.Persistence.Reads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence.Readers;

/// <summary>
/// Wakes grains whose work is due by the store's clock. The request id follows from the grain, the kind and the time, so that waking
/// twice is a retry: at least one attempt, one effect.
/// </summary>
public sealed partial class DueWaker(
    StoreDatabase database, IGrainFactory grains, DecisionClock clock, ReadersMetrics metrics, IOptions<ReadersOptions> options, ILogger<DueWaker> logger)
{
    // One clock of an aggregate may have several owners; it wakes once.
    private const string Select = """
        select d.grain_type, d.grain_id, d.kind, d.due_at, min(d.owner), true from due_item d
        where d.wakes and d.due_at <= @now group by d.grain_type, d.grain_id, d.kind, d.due_at order by d.due_at
        """;

    // Until the read model shows what the wake led to, the item is still there; it is not woken again at each look.
    private readonly ConcurrentDictionary<DueRow, DateTimeOffset> _woken = [];

    public async Task Run(CancellationToken cancel)
    {
        var failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await WakeDue(cancel);
                failures = 0;
                await Task.Delay(options.Value.DuePoll, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                failures++;
                metrics.Failed("due");
                LogFailed(logger, e, failures);
                await Task.Delay(options.Value.Backoff(failures), cancel);
            }
        }
    }

    /// <summary>Wakes once what is due now; nothing while the clock is not trusted, since nothing may fire early.</summary>
    /// <returns>How many grains were woken.</returns>
    public async Task<int> WakeDue(CancellationToken cancel)
    {
        if (!clock.IsTrusted)
        {
            return 0;
        }
        var now = clock.GetUtcNow();
        var due = await Due(now, cancel);
        foreach (var done in _woken.Keys.Except(due))
        {
            _woken.TryRemove(done, out _);
        }
        var waiting = due.Where(item => !_woken.TryGetValue(item, out var at) || now - at >= options.Value.DueAgain).ToList();
        await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = options.Value.StepsMax, CancellationToken = cancel },
            async (item, _) => await Wake(item, now));
        return waiting.Count;
    }

    private async Task<List<DueRow>> Due(DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command(Select, ("now", now));
        return await command.Rows(ReadModel.DueItem, cancel);
    }

    private async Task Wake(DueRow item, DateTimeOffset now)
    {
        try
        {
            var grain = grains.GetGrain<IDueGrain>(GrainId.Create(item.GrainType, item.GrainId));
            if (await grain.OnDue(item.Kind, Header(item)) is { } rejection)
            {
                metrics.Refused("due", rejection.Reason);
                LogRefused(logger, item.GrainId, item.Kind, rejection.Reason);
            }
            else
            {
                metrics.Woken(item.Kind, now - item.DueAt);
            }
            _woken[item] = now;
        }
        catch (Exception e)
        {
            // Tried again at the next look; the others must not wait for it.
            metrics.Failed("due");
            LogNotWoken(logger, e, item.GrainId, item.Kind);
        }
    }

    private static CommandHeader Header(DueRow item)
    {
        var due = item.DueAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes($"{item.GrainType}|{item.GrainId}|{item.Kind}|{due}"));
        return new(new Guid(seed.AsSpan(0, 16)), $"due/{item.Kind}", Convert.ToHexString(seed, 16, 8), "due", JurisdictionCode.Ministry);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} refused to act on {Kind}, which is due: {Reason}.")]
    private static partial void LogRefused(ILogger logger, string grainId, string kind, Reason reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} could not be woken for {Kind}; trying again.")]
    private static partial void LogNotWoken(ILogger logger, Exception exception, string grainId, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "Waking due work failed, attempt {Failures}; trying again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, int failures);
}
