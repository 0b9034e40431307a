using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Coordination.Suspects;

/// <summary>
/// Groups the comparisons of one silo: what is asked for while a look is under way goes together in the next one, so that many records
/// cost the database as many questions as one. No timer waits for company.
/// </summary>
public sealed partial class SuspectQueue(SuspectFiling filing, IMatchIndex index, ILogger<SuspectQueue> logger)
{
    /// <summary>Records compared together. More would hold the first ones back without saving much.</summary>
    private const int RecordsMax = 256;

    /// <summary>Looks under way at once: one may read while another writes. More lose races against each other.</summary>
    private const int LooksMax = 2;

    /// <summary>Records that may wait; beyond it the caller is told to come back.</summary>
    private const int WaitingMax = 20_000;

    /// <summary>Lost races in a row before the caller is told to come back; each one means that somebody else got on.</summary>
    private const int AttemptsMax = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private int _looks;

    /// <summary>One record that waits; later callers for it share the answer.</summary>
    private sealed record Waiting(string Record, int Attempt)
    {
        public TaskCompletionSource<Resolved> Done { get; init; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <exception cref="StoreOverloadedException">Too many wait.</exception>
    /// <exception cref="TimeoutException">It lost too many races; it is stored and will be compared.</exception>
    public Task<Resolved> Compare(string record)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(record, out var same))
            {
                return same.Done.Task;
            }
            if (_waiting.Count >= WaitingMax)
            {
                throw new StoreOverloadedException($"{WaitingMax} records wait to be compared already; send the same request again after a pause.");
            }
            var asked = new Waiting(record, 0);
            Add(asked);
            return asked.Done.Task;
        }
    }

    /// <summary>Compares those of the records whose version was not compared yet.</summary>
    public async Task Complete(IReadOnlyCollection<RecordVersion> records) =>
        await Task.WhenAll((await index.NotCompared(records)).Select(Compare));

    // Within the lock.
    private void Add(Waiting asked)
    {
        if (!_waiting.TryAdd(asked.Record, asked))
        {
            _ = _waiting[asked.Record].Done.Task.ContinueWith(done => Pass(done, asked.Done), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return;
        }
        _order.Enqueue(asked.Record);
        if (_looks < LooksMax)
        {
            _looks++;
            _ = Task.Run(Work);
        }
    }

    private static void Pass(Task<Resolved> from, TaskCompletionSource<Resolved> to)
    {
        if (from.Exception is { } failed) { to.SetException(failed.InnerExceptions); }
        else { to.SetResult(from.Result); }
    }

    private async Task Work()
    {
        while (Take() is { } batch)
        {
            try
            {
                await Look(batch);
            }
            catch (Exception failed)
            {
                await Fail(batch, failed);
            }
        }
    }

    /// <summary>Each caller learns of it, and the reaction comes back. Where one record is at fault and not the store, halves find it: the others must not fail with it.</summary>
    private async Task Fail(List<Waiting> batch, Exception failed)
    {
        if (batch.Count == 1 || failed is DbException or TimeoutException or OrleansException or StoreUnavailableException or StoreOverloadedException)
        {
            foreach (var waiting in batch) { waiting.Done.TrySetException(failed); }
            return;
        }
        foreach (var half in new[] { batch[..(batch.Count / 2)], batch[(batch.Count / 2)..] })
        {
            try
            {
                await Look(half);
            }
            catch (Exception again)
            {
                await Fail(half, again);
            }
        }
    }

    private List<Waiting>? Take()
    {
        lock (_lock)
        {
            if (_order.Count == 0)
            {
                _looks--;
                return null;
            }
            var batch = new List<Waiting>(Math.Min(_order.Count, RecordsMax));
            while (batch.Count < RecordsMax && _order.TryDequeue(out var record))
            {
                _waiting.Remove(record, out var waiting);
                batch.Add(waiting!);
            }
            return batch;
        }
    }

    private async Task Look(List<Waiting> batch)
    {
        var comparison = await filing.Compare(batch.ConvertAll(w => w.Record));
        foreach (var waiting in batch)
        {
            if (comparison.Ended[waiting.Record] is { } resolved) { waiting.Done.SetResult(resolved); }
            else { Again(waiting); }
        }
        try
        {
            await index.MarkCompared(comparison.Compared);
        }
        catch (Exception lost) when (lost is DbException or TimeoutException)
        {
            LogUnmarked(logger, lost, comparison.Compared.Count); // all were answered; the reaction finds no mark and compares them once more
        }
    }

    private void Again(Waiting lost)
    {
        if (lost.Attempt + 1 >= AttemptsMax)
        {
            lost.Done.SetException(new TimeoutException($"{lost.Record} lost {AttemptsMax} races in a row; it is stored and will be compared."));
            return;
        }
        lock (_lock)
        {
            Add(lost with { Attempt = lost.Attempt + 1 });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} records were compared and could not be marked so.")]
    private static partial void LogUnmarked(ILogger logger, Exception exception, int count);
}
