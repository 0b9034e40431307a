using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Coordination.Persistence;

/// <summary>Where the time of a write goes. Meter <c>Coordination.Store</c>; free while nobody listens.</summary>
public static class StoreMetrics
{
    public const string MeterName = "Coordination.Store";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>From the grain's state to bytes.</summary>
    public static readonly Histogram<double> Serialize = Meter.CreateHistogram<double>("coordination.store.serialize", "s");

    /// <summary>From the grain's call to the start of the statement that holds its row.</summary>
    public static readonly Histogram<double> QueueWait = Meter.CreateHistogram<double>("coordination.store.queue_wait", "s");

    /// <summary>The statement with its commit, as seen from here.</summary>
    public static readonly Histogram<double> Statement = Meter.CreateHistogram<double>("coordination.store.statement", "s");

    public static readonly Histogram<int> BatchRows = Meter.CreateHistogram<int>("coordination.store.batch", "{row}");

    /// <summary>Batches that were halved because a row of theirs was refused.</summary>
    public static readonly Counter<long> Bisections = Meter.CreateCounter<long>("coordination.store.bisections");

    internal static StatementTiming Start(IReadOnlyList<RowWrite> rows)
    {
        if (QueueWait.Enabled)
        {
            foreach (var row in rows)
            {
                QueueWait.Record(Stopwatch.GetElapsedTime(row.QueuedAt).TotalSeconds);
            }
        }
        BatchRows.Record(rows.Count);
        return new(Stopwatch.GetTimestamp());
    }

    internal readonly record struct StatementTiming(long StartedAt)
    {
        public void Stop() => Statement.Record(Stopwatch.GetElapsedTime(StartedAt).TotalSeconds);
    }
}
