using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coordination.Silo.WarmUps;

/// <summary>
/// Carries out what a process is there for once, with invented records, before anybody asks it: programs are compiled while they first
/// run, and whoever comes first would wait for it. It is not needed: where it fails or takes long, the log says so, and the start goes on.
/// </summary>
public abstract partial class WarmUp(IOptions<ClusterSettings> settings, ILogger<WarmUp> logger) : IHostedService
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.Value.WarmUp)
        {
            return;
        }
        var clock = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeMax);
        try
        {
            await Rehearse(limit.Token).WaitAsync(limit.Token);
            LogWarm(logger, clock.Elapsed.TotalSeconds);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            LogCold(logger, failed);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Throws where anything does not end as it should.</summary>
    protected abstract Task Rehearse(CancellationToken cancel);

    [LoggerMessage(Level = LogLevel.Information, Message = "Warmed up in {Seconds:F1} s.")]
    private static partial void LogWarm(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not warmed up: the first calls will take longer.")]
    private static partial void LogCold(ILogger logger, Exception exception);
}
