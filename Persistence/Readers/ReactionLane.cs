using Coordination.Log;
using Microsoft.Extensions.Logging;

namespace Coordination.Persistence.Readers;

/// <summary>
/// Runs one reaction over the log, each step at least once. Steps to one target keep the log's order; those to different targets of
/// one batch run side by side. The position is saved when all have been answered.
/// </summary>
public sealed partial class ReactionLane(IReaction reaction, IGrainFactory grains, LaneTools tools)
    : ReaderLane(Positions.ReactionPrefix + reaction.Name, tools)
{
    // Most entries ask for no step; going over them again costs nothing, so their position need not be saved each time.
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private long _saved;
    private long _handled;
    private long _savedAt;

    protected override async Task<long> Start(CancellationToken cancel)
    {
        _saved = _handled = await Tools.Database.ReadPosition(Reader, cancel);
        return _saved;
    }

    protected override async Task Handle(long position, IReadOnlyList<LogEntry> entries, CancellationToken cancel)
    {
        if (reaction.After > TimeSpan.Zero && reaction.After - (TimeProvider.System.GetUtcNow() - entries[^1].RecordedAt) is { Ticks: > 0 } young)
        {
            await Task.Delay(young < reaction.After ? young : reaction.After, cancel); // bounded, whatever the two clocks say
        }
        var targets = reaction.On(entries).GroupBy(s => s.Step.Target).ToList();
        await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = Tools.Options.StepsMax, CancellationToken = cancel },
            async (steps, _) =>
            {
                foreach (var (entry, step) in steps)
                {
                    await Send(entry, step);
                }
            });
        _handled = entries[^1].Seq;
        if (targets.Count > 0 || TimeProvider.System.GetElapsedTime(_savedAt) >= SaveEvery)
        {
            await Save(cancel);
        }
    }

    protected override Task Idle(CancellationToken cancel) => _handled > _saved ? Save(cancel) : Task.CompletedTask;

    private async Task Save(CancellationToken cancel)
    {
        await Tools.Database.Write(transaction => transaction.Advance(Reader, _saved, _handled, cancel), cancel);
        _saved = _handled;
        _savedAt = TimeProvider.System.GetTimestamp();
    }

    private async Task Send(LogEntry entry, Step step)
    {
        if (await step.Send(grains) is not { } rejection)
        {
            return;
        }
        if (rejection.Reason is Reason.StorageUnavailable or Reason.Overloaded or Reason.ClusterRebalancing)
        {
            throw new StepNotTakenException(step.Target, rejection);
        }
        Tools.Metrics.Refused(Reader, rejection.Reason);
        LogRefused(Tools.Logger, Reader, entry.Seq, step.Target, rejection.Reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reader} at entry {Seq}: {Target} refused the step with {Reason}.")]
    private static partial void LogRefused(ILogger logger, string reader, long seq, string target, Reason reason);
}

/// <summary>The target could not take the step now; it is sent again.</summary>
public sealed class StepNotTakenException(string target, Rejection rejection) : Exception($"{target} could not take the step: {rejection.Reason}");
