using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence;

/// <summary>
/// The database's time: the monotonic clock of this machine plus an offset that is sampled every few seconds. A changed wall clock
/// does not move it. It is not trusted while samples are missing, nor after one that differs by more than a second, until
/// <see cref="AgreeingSamples"/> in a row agree.
/// </summary>
public sealed partial class StoreClock(StoreDatabase database, IOptions<StoreOptions> options, ILogger<StoreClock> logger, TimeProvider machine)
    : DecisionClock, IHostedService, IDisposable
{
    public const int AgreeingSamples = 3;

    private static readonly TimeSpan JumpMax = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly long _origin = machine.GetTimestamp();
    private Sampled? _last;
    private Task _sampling = Task.CompletedTask;

    /// <param name="AtOrigin">The database's time when this process's monotonic clock stood at its origin.</param>
    /// <param name="TakenAt">The monotonic time of the sample.</param>
    private sealed record Sampled(DateTimeOffset AtOrigin, TimeSpan TakenAt, int Outstanding);

    private TimeSpan Monotonic => machine.GetElapsedTime(_origin);

    public override DateTimeOffset GetUtcNow() => Volatile.Read(ref _last) is { } last
        ? last.AtOrigin + Monotonic
        : machine.GetUtcNow(); // not trusted

    public override bool IsTrusted => Volatile.Read(ref _last) is { Outstanding: 0 } last && Monotonic - last.TakenAt < 3 * options.Value.ClockInterval;

    /// <summary>How far the database's clock is ahead of this machine's.</summary>
    public TimeSpan Offset => GetUtcNow() - machine.GetUtcNow();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Sample(cancellationToken);
        _sampling = Task.Run(() => KeepSampling(_stop.Token), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sampling;
    }

    public void Dispose() => _stop.Dispose();

    private async Task KeepSampling(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(options.Value.ClockInterval, machine);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                try
                {
                    await Sample(cancel);
                }
                catch (Exception failure) when (failure is DbException or TimeoutException)
                {
                    NoSample(failure); // the age of the last one speaks for itself
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // the host stops
        }
    }

    /// <summary>Compares the clocks once.</summary>
    public async Task Sample(CancellationToken cancel)
    {
        var before = Monotonic;
        var now = await database.Now(cancel);
        var after = Monotonic;
        if (after - before > JumpMax)
        {
            return; // nobody knows when in that time the database looked at its clock
        }
        var atOrigin = now - (before + after) / 2;
        var outstanding = 0;
        if (_last is { } last)
        {
            var jump = atOrigin - last.AtOrigin;
            outstanding = jump.Duration() > JumpMax ? AgreeingSamples : Math.Max(0, last.Outstanding - 1);
            if (jump.Duration() > JumpMax)
            {
                Jumped(jump);
            }
        }
        Volatile.Write(ref _last, new(atOrigin, after, outstanding));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's clock could not be read.")]
    private partial void NoSample(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database's clock jumped by {Jump} against this machine's monotonic clock; decisions that depend on time are refused until it is steady.")]
    private partial void Jumped(TimeSpan jump);
}
