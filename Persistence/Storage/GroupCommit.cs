using Coordination.Log;

namespace Coordination.Persistence;

/// <summary>
/// Groups the writes of one process into few transactions. No timer waits for company and nothing runs in the background: who
/// arrives while a flusher is free writes at once, and whoever queued meanwhile goes together in the next statement.
/// Each caller is answered after the commit that holds its row.
/// </summary>
public sealed class GroupCommit(IRowWriter writer, int flushers, int batchRowsMax, int queueRowsMax, Action committed) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<RowWrite> _queue = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _flushing, _held;
    private bool _closed;

    /// <inheritdoc cref="IRowWriter.LogsItself"/>
    public bool LogsItself(RowKey key, int expected, ILoggedRow row) => writer.LogsItself(key, expected, row);

    /// <returns>True if written, false if another writer was first.</returns>
    /// <exception cref="StoreOverloadedException">Too many writes wait, or the process is stopping; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The outcome is unknown, or the row is held by another transaction.</exception>
    public Task<bool> Write(RowWrite row)
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw new StoreOverloadedException("This process is stopping; send the same request again.");
            }
            if (_queue.Count >= queueRowsMax)
            {
                throw new StoreOverloadedException($"{queueRowsMax} writes wait already; send the same request again after a pause.");
            }
            _queue.Enqueue(row);
            if (_held > 0 || _flushing == flushers)
            {
                return row.Done.Task;
            }
            _flushing++;
        }
        _ = Lead(); // answers every row, with an exception if need be, and never throws
        return row.Done.Task;
    }

    /// <summary>Lets the writes that <paramref name="begin"/> starts before it returns go together: else the first would go alone.</summary>
    public T Together<T>(Func<T> begin)
    {
        lock (_lock) { _held++; }
        try
        {
            return begin();
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        lock (_lock)
        {
            if (--_held > 0 || _queue.Count == 0 || _flushing == flushers)
            {
                return;
            }
            _flushing++;
        }
        _ = Lead();
    }

    /// <summary>Takes no more writes and waits until all that were taken are answered.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            if (_flushing == 0)
            {
                _drained.TrySetResult();
            }
        }
        await _drained.Task;
    }

    // The first batch starts on the caller's thread, so a lone write costs no hop. The rest is other callers' business and must hold
    // neither this thread nor the grain's turn.
    private async Task Lead()
    {
        if (Take() is { } first)
        {
            await Commit(first).ConfigureAwait(false);
            if (Take() is { } next)
            {
                _ = Task.Run(() => Follow(next));
            }
        }
    }

    private async Task Follow(List<RowWrite>? batch)
    {
        while (batch is not null)
        {
            await Commit(batch).ConfigureAwait(false);
            batch = Take();
        }
    }

    /// <summary>The next rows with distinct keys, or null after giving the flusher back.</summary>
    private List<RowWrite>? Take()
    {
        lock (_lock)
        {
            if (_queue.Count == 0)
            {
                _flushing--;
                if (_closed && _flushing == 0)
                {
                    _drained.TrySetResult();
                }
                return null;
            }
            var size = Math.Min(_queue.Count, batchRowsMax);
            var batch = new List<RowWrite>(size) { _queue.Dequeue() };
            var keys = new HashSet<RowKey>(size) { batch[0].Key };
            while (batch.Count < size && keys.Add(_queue.Peek().Key)) // a second write of a row waits for the next statement
            {
                batch.Add(_queue.Dequeue());
            }
            return batch;
        }
    }

    private async Task Commit(List<RowWrite> rows)
    {
        var written = new bool[rows.Count];
        var timing = StoreMetrics.Start(rows);
        try
        {
            await writer.Write(rows, written).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await Fail(rows, failure).ConfigureAwait(false);
            return;
        }
        timing.Stop();
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Done.SetResult(written[i]);
        }
        committed();
    }

    private async Task Fail(List<RowWrite> rows, Exception failure)
    {
        var kind = writer.Classify(failure);
        if (rows.Count > 1 && kind is not WriteFailure.Store)
        {
            // One row must not fail its neighbours, nor make them go one by one: halves find it in a few statements.
            StoreMetrics.Bisections.Add(1);
            var half = rows.Count / 2;
            await Commit(rows[..half]).ConfigureAwait(false);
            await Commit(rows[half..]).ConfigureAwait(false);
            return;
        }
        if (kind is WriteFailure.Lost)
        {
            rows[0].Done.SetResult(false);
            return;
        }
        foreach (var row in rows)
        {
            row.Done.SetException(kind switch
            {
                WriteFailure.Row => failure,
                WriteFailure.Locked => new StoreUnavailableException("Another transaction holds the row; nothing was written.", failure),
                _ => new StoreUnavailableException("The store failed during the write; whether it was written is not known.", failure),
            });
        }
    }
}
