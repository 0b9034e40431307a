using System.Diagnostics;

namespace Coordination.Benchmarks;

/// <summary>What one cell did.</summary>
public sealed record LoadResult(double PerSecond, double P50Milliseconds, double P99Milliseconds, long Count, long Errors, string? FirstError);

/// <summary>A number of callers, each with one operation in flight.</summary>
public static class Load
{
    public static Task<LoadResult> Run(int callers, TimeSpan duration, Func<int, Task> operation) => Run(callers, duration, async caller =>
    {
        await operation(caller);
        return true;
    });

    /// <param name="operation">False if there was nothing left to do: that caller stops.</param>
    public static async Task<LoadResult> Run(int callers, TimeSpan duration, Func<int, Task<bool>> operation)
    {
        var latencies = new List<long>[callers];
        long errors = 0;
        string? firstError = null;
        var started = Stopwatch.GetTimestamp();
        var end = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = latencies[caller] = new(8192);
            for (var now = Stopwatch.GetTimestamp(); now < end;)
            {
                try
                {
                    if (!await operation(caller)) { break; }
                    var done = Stopwatch.GetTimestamp();
                    mine.Add(done - now);
                    now = done;
                }
                catch (Exception failure)
                {
                    Interlocked.Increment(ref errors);
                    Interlocked.CompareExchange(ref firstError, $"{failure.GetType().Name}: {failure.Message}", null);
                    now = Stopwatch.GetTimestamp();
                }
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var all = latencies.SelectMany(l => l).Order().ToArray();
        return new(all.Length / elapsed, At(0.5), At(0.99), all.Length, errors, firstError);

        double At(double share) => all.Length == 0 ? 0 : all[(int)Math.Min(all.Length - 1, share * all.Length)] * 1000.0 / Stopwatch.Frequency;
    }
}
