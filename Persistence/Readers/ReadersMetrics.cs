using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Coordination.Persistence.Readers;

/// <summary>What the readers tell of themselves. Labels name readers, reasons and kinds, never ids.</summary>
public sealed class ReadersMetrics : IDisposable
{
    private readonly Meter _meter = new("Coordination");
    private readonly Counter<long> _sequenced, _read, _failed, _fenced, _refused, _woken;
    private readonly Histogram<double> _lateness;
    private readonly ConcurrentDictionary<string, long> _positions = new();
    private long _head;
    private double _horizonAge;

    public ReadersMetrics()
    {
        _sequenced = _meter.CreateCounter<long>("coordination.log.sequenced", "{entry}", "Log entries that got their place in the dense order.");
        _read = _meter.CreateCounter<long>("coordination.reader.entries", "{entry}", "Entries that a projection has applied or a reaction has handled.");
        _failed = _meter.CreateCounter<long>("coordination.reader.failures", "{attempt}", "Attempts of a reader that threw and are tried again.");
        _fenced = _meter.CreateCounter<long>("coordination.reader.fenced", "{attempt}", "Batches rolled back because another process had moved the position.");
        _refused = _meter.CreateCounter<long>("coordination.reaction.refused", "{command}", "Commands of reactions and of due work that an aggregate refused.");
        _woken = _meter.CreateCounter<long>("coordination.due.woken", "{item}", "Due items whose grain was woken.");
        _lateness = _meter.CreateHistogram<double>("coordination.due.lateness", "s", "Time from due to woken.");
        _meter.CreateObservableGauge("coordination.log.horizon_age", () => Volatile.Read(ref _horizonAge), "s",
            "Age of the oldest running transaction that writes: no entry behind it gets its place.");
        _meter.CreateObservableGauge("coordination.reader.lag", Lags, "{entry}", "Entries of the dense order that a reader has still to take.");
    }

    public void Sequenced(long count) => _sequenced.Add(count);
    public void HorizonAge(double seconds) => Volatile.Write(ref _horizonAge, seconds);
    public void Fenced(string reader) => _fenced.Add(1, Reader(reader));
    public void Failed(string reader) => _failed.Add(1, Reader(reader));
    public void Refused(string reader, Reason reason) => _refused.Add(1, Reader(reader), new("reason", reason.ToString()));

    public void Woken(string kind, TimeSpan late)
    {
        _woken.Add(1, new KeyValuePair<string, object?>("kind", kind));
        _lateness.Record(late.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
    }

    /// <summary>The last entry known to be readable.</summary>
    public void Head(long seq)
    {
        if (seq > Interlocked.Read(ref _head))
        {
            Interlocked.Exchange(ref _head, seq);
        }
    }

    public void At(string reader, long position, int entries)
    {
        _positions[reader] = position;
        _read.Add(entries, Reader(reader));
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Lags() =>
        _positions.Select(at => new Measurement<long>(Math.Max(0, Interlocked.Read(ref _head) - at.Value), Reader(at.Key)));

    private static KeyValuePair<string, object?> Reader(string name) => new("reader", name);
}
