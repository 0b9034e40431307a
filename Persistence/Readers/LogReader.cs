using Coordination.Log;
using Microsoft.Extensions.Options;

namespace Coordination.Persistence.Readers;

/// <summary>Reads the log by its dense order. Readers that keep up share one read: the last entries stay in a window. Entries of records come without their bodies (<see cref="EntryRows.Followed"/>).</summary>
public sealed class LogReader(StoreDatabase database, IOptions<ReadersOptions> options, ReadersMetrics metrics) : IDisposable
{
    private const string Select = $"""
        select {EntryRows.Followed} from sequenced_log e where e.seq > @after order by e.seq limit @limit
        """;

    /// <summary>Reads of which the window is made: who pauses while much is written falls back by some of them.</summary>
    private const int WindowReads = 8;

    private readonly SemaphoreSlim _reading = new(1);
    private LogEntry[] _window = [];

    /// <summary>The entries after <paramref name="seq"/>, at most <paramref name="max"/>; none if it is the last.</summary>
    public async Task<IReadOnlyList<LogEntry>> ReadAfter(long seq, int max, CancellationToken cancel)
    {
        if (InWindow(seq, max) is { Count: > 0 } known)
        {
            return known;
        }
        if (_window is [var first, ..] && seq < first.Seq - 1)
        {
            return await Read(seq, max, cancel);    // far behind: reads for itself and leaves the window to the others
        }
        await _reading.WaitAsync(cancel);
        try
        {
            if (InWindow(seq, max) is { Count: > 0 } readMeanwhile)
            {
                return readMeanwhile;
            }
            var size = options.Value.ApplyMax;
            var fresh = await Read(seq, size, cancel);
            if (fresh.Count > 0)
            {
                var kept = _window is [.., var last] && last.Seq == seq ? _window[^Math.Min(_window.Length, size * (WindowReads - 1))..] : [];
                _window = [.. kept, .. fresh];
                metrics.Head(fresh[^1].Seq);
            }
            return fresh.Count <= max ? fresh : fresh[..max];
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private ArraySegment<LogEntry> InWindow(long seq, int max)
    {
        var window = _window;
        if (window.Length == 0 || seq < window[0].Seq - 1 || seq >= window[^1].Seq)
        {
            return [];
        }
        var start = (int)(seq - window[0].Seq + 1);
        return new(window, start, Math.Min(max, window.Length - start));
    }

    private async Task<List<LogEntry>> Read(long seq, int max, CancellationToken cancel)
    {
        await using var connection = await database.OpenForLookups(cancel);
        await using var command = connection.Command(Select, ("after", seq), ("limit", max));
        return await command.Rows(EntryRows.Read, cancel);
    }
}
