using System.Runtime.ExceptionServices;
using Coordination.Log;

namespace Coordination.Persistence;

/// <summary>Groups the writes of one process into few transactions. Each caller is answered after the commit that holds its row.</summary>
public sealed class GroupCommit : IAsyncDisposable
{
    // A second write of a row waits for the next statement.
    private static readonly EqualityComparer<RowWrite> SameRow = EqualityComparer<RowWrite>.Create((one, other) => one!.Key == other!.Key, row => row.Key.GetHashCode());

    private readonly IRowWriter _writer;
    private readonly Action _committed;
    private readonly Grouped<RowWrite, Outcome> _group;

    /// <param name="flushers">Transactions under way at once.</param>
    /// <param name="fullFlushers">Transactions under way at once while each further one is full.</param>
    /// <param name="batchRowsMax">Rows of one transaction.</param>
    /// <param name="queueRowsMax">Rows that may wait; more are refused.</param>
    /// <param name="committed">Called after each commit.</param>
    public GroupCommit(IRowWriter writer, int flushers, int fullFlushers, int batchRowsMax, int queueRowsMax, Action committed)
    {
        (_writer, _committed) = (writer, committed);
        _group = new(Commit, flushers, batchRowsMax, queueRowsMax, SameRow, Math.Max(flushers, fullFlushers));
    }

    /// <param name="Failure">Why it is not known to be written, or why it cannot be; else null.</param>
    private readonly record struct Outcome(bool Written, Exception? Failure);

    /// <inheritdoc cref="IRowWriter.LogsItself"/>
    public bool LogsItself(RowKey key, int expected, ILoggedRow row) => _writer.LogsItself(key, expected, row);

    /// <returns>True if written, false if another writer was first.</returns>
    /// <exception cref="StoreOverloadedException">Too many writes wait, or the process is stopping; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">The outcome is unknown, or the row is held by another transaction.</exception>
    public async Task<bool> Write(RowWrite row)
    {
        var (written, failure) = await _group.Ask(row).ConfigureAwait(false);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        return written;
    }

    /// <inheritdoc cref="Grouped{TItem,TResult}.Together"/>
    public T Together<T>(Func<T> begin) => _group.Together(begin);

    /// <inheritdoc cref="Grouped{TItem,TResult}.Expect"/>
    public IDisposable Expect(int writes) => _group.Expect(writes);

    /// <summary>Takes no more writes and waits until all that were taken are answered.</summary>
    public ValueTask DisposeAsync() => new(_group.Close());

    private async Task<IReadOnlyList<Outcome>> Commit(IReadOnlyList<RowWrite> rows)
    {
        var written = new bool[rows.Count];
        var timing = StoreMetrics.Start(rows);
        try
        {
            await _writer.Write(rows, written).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return await Failed(rows, failure).ConfigureAwait(false);
        }
        timing.Stop();
        _committed();
        return Array.ConvertAll(written, isWritten => new Outcome(isWritten, null));
    }

    private async Task<IReadOnlyList<Outcome>> Failed(IReadOnlyList<RowWrite> rows, Exception failure)
    {
        var kind = _writer.Classify(failure);
        if (rows.Count > 1 && kind is not WriteFailure.Store)
        {
            // One row must not fail its neighbours, nor make them go one by one: halves find it in a few statements.
            StoreMetrics.Bisections.Add(1);
            var half = rows.Count / 2;
            var first = await Commit([.. rows.Take(half)]).ConfigureAwait(false);
            return [.. first, .. await Commit([.. rows.Skip(half)]).ConfigureAwait(false)];
        }
        return [.. rows.Select(_ => kind switch
        {
            WriteFailure.Lost => new Outcome(false, null),
            WriteFailure.Row => new(false, failure),
            WriteFailure.Locked => new(false, new StoreUnavailableException("Another transaction holds the row; nothing was written.", failure)),
            _ => new(false, new StoreUnavailableException("The store failed during the write; whether it was written is not known.", failure)),
        })];
    }
}
