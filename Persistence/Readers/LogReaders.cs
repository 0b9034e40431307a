using Coordination.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence.Readers;

/// <summary>Runs all readers of the log in the one process that has the lease: the sequencer, the projections, the reactions and the waker.</summary>
public sealed partial class LogReaders(
    StoreDatabase database, IServiceProvider services, IEnumerable<IProjection> projections, IEnumerable<IReaction> reactions, IGrainFactory grains,
    LogReader log, LogSignals signals, ReadersMetrics metrics, DueWaker waker, IOptions<ReadersOptions> options, ILogger<LogReaders> logger)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>Before anything serves: a log that was restored into a new cluster is put in order.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<ClusterCheck>() is { } check)
        {
            await check.Run(cancellationToken);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await ReaderLease.Take(database, stoppingToken);
                failures = 0;
                LogTaken(logger);
                await RunAll(lease, stoppingToken);
                LogGiven(logger);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                failures++;
                LogFailed(logger, e, failures);
                await Task.Delay(options.Value.Backoff(failures), stoppingToken);
            }
        }
    }

    private async Task RunAll(ReaderLease lease, CancellationToken stop)
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(stop, lease.Lost);
        var cancel = stopped.Token;
        var tools = new LaneTools(database, log, signals, metrics, options.Value, logger);
        List<ReaderLane> lanes =
            [.. projections.Select(p => new ProjectionLane(p, tools)), .. reactions.Select(r => new ReactionLane(r, grains, tools))];
        await database.Register(lanes.Select(lane => lane.Reader), cancel);
        List<Task> running = [.. lanes.Select(lane => Task.Run(() => lane.Run(cancel), CancellationToken.None)), waker.Run(cancel)];
        if (services.GetService<Sequencer>() is { } sequencer)
        {
            running.Add(sequencer.Run(cancel));
        }
        try
        {
            await Task.WhenAll(running);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This process reads the log.")]
    private static partial void LogTaken(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of the log's readers was lost; taking it again.")]
    private static partial void LogGiven(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The lease of the log's readers could not be taken, attempt {Failures}; trying again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, int failures);
}
