using System.Diagnostics.Metrics;
using Coordination.Persistence;

namespace Coordination.Benchmarks.Store;

/// <summary>Sums the store's own timings, to say where the time of a write goes.</summary>
public sealed class TimeSpent : IDisposable
{
    private readonly Dictionary<string, (double Sum, long Count)> _sums = [];
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();

    public TimeSpent()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StoreMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.Start();
    }

    /// <summary>The mean since the last call, in the instrument's unit, and how often it was measured.</summary>
    public (double Mean, long Count) Take(Instrument instrument)
    {
        lock (_lock)
        {
            return _sums.Remove(instrument.Name, out var sum) && sum.Count > 0 ? (sum.Sum / sum.Count, sum.Count) : default;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(string name, double value)
    {
        lock (_lock)
        {
            var (sum, count) = _sums.GetValueOrDefault(name);
            _sums[name] = (sum + value, count + 1);
        }
    }
}
