using Coordination.Log;
using Microsoft.Extensions.Logging;

namespace Coordination.Persistence.Readers;

/// <summary>What every lane works with.</summary>
public sealed record LaneTools(
    StoreDatabase Database, LogReader Log, LogSignals Signals, ReadersMetrics Metrics, ReadersOptions Options, ILogger Logger);

/// <summary>
/// One reader's way through the log: read, handle, go on; what throws is tried again, after a growing pause and one entry at a time,
/// and never skipped. Other lanes do not wait for it.
/// </summary>
public abstract partial class ReaderLane(string reader, LaneTools tools)
{
    // Every commit rings; this is for rings that a fault has swallowed.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(1);

    public string Reader => reader;

    protected LaneTools Tools => tools;

    public async Task Run(CancellationToken cancel)
    {
        var failures = 0;
        long? position = null;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                position ??= await Start(cancel);
                var rung = tools.Signals.Readable.Next;
                var max = failures == 0 ? tools.Options.ApplyMax : 1;
                var entries = await tools.Log.ReadAfter(position.Value, max, cancel);
                if (entries.Count == 0)
                {
                    await Idle(cancel);
                    await Task.WhenAny(rung, Task.Delay(LookAnyway, cancel));
                    continue;
                }
                await Handle(position.Value, entries, cancel);
                position = entries[^1].Seq;
                tools.Metrics.At(reader, position.Value, entries.Count);
                failures = 0;
                if (entries.Count < max && tools.Options.Linger > TimeSpan.Zero)
                {
                    await Task.Delay(tools.Options.LingerAfter(entries.Count), cancel);
                }
            }
            catch (FencedException e)
            {
                tools.Metrics.Fenced(reader);
                LogFenced(tools.Logger, e.Message);
                position = null;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                failures++;
                tools.Metrics.Failed(reader);
                LogFailed(tools.Logger, e, reader, position, failures);
                position = null;
                await Task.Delay(tools.Options.Backoff(failures), cancel);
            }
        }
    }

    /// <summary>Where to go on.</summary>
    protected abstract Task<long> Start(CancellationToken cancel);

    /// <summary>Handles <paramref name="entries"/>, which follow <paramref name="position"/>.</summary>
    protected abstract Task Handle(long position, IReadOnlyList<LogEntry> entries, CancellationToken cancel);

    /// <summary>There is nothing to read.</summary>
    protected virtual Task Idle(CancellationToken cancel) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rolled back: {Why}; reading again from where it is.")]
    private static partial void LogFenced(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reader} failed after position {Position}, attempt {Failures}; trying again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string reader, long? position, int failures);
}
