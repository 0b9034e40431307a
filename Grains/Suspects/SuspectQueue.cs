using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Coordination.Suspects;

/// <summary>
/// Groups the comparisons of one silo: what is asked for while a look is under way goes together in the next one, so that many records
/// cost the database as many questions as one. No timer waits for company. One look at a time while few wait: two would each be smaller,
/// and cost nearly twice as much. Another begins only where it is a large one, and the check of what a look filed runs beside those that follow.
/// </summary>
public sealed partial class SuspectQueue : IAsyncDisposable
{
    /// <summary>Records compared together. More would hold the first ones back without saving much.</summary>
    private const int RecordsMax = 256;

    /// <summary>Looks under way at once.</summary>
    private const int LooksMax = 3;

    /// <summary>Records that must wait for another look to begin beside one that is under way.</summary>
    private const int LargeLook = 128;

    /// <summary>Records of a call up to which it is looked for whom they meet while they are stored. Larger ones come in bulk, where others under way write under the same keys.</summary>
    private const int EarlyMax = 32;

    /// <summary>Pause between marks: a small part of the time after which the reaction asks for them.</summary>
    private static readonly TimeSpan MarkPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Records that may wait; beyond it the caller is told to come back.</summary>
    private const int WaitingMax = 20_000;

    /// <summary>Lost races in a row before the caller is told to come back; each one means that somebody else got on.</summary>
    private const int AttemptsMax = 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly SuspectFiling _filing;
    private readonly IMatchIndex _index;
    private readonly ILogger<SuspectQueue> _logger;
    private readonly Grouped<IReadOnlyCollection<RecordVersion>, bool> _marks;
    private int _looks;

    public SuspectQueue(SuspectFiling filing, IMatchIndex index, ILogger<SuspectQueue> logger)
    {
        (_filing, _index, _logger) = (filing, index, logger);
        _marks = new(Mark, callsMax: 1, itemsMax: int.MaxValue, waitingMax: int.MaxValue);
    }

    /// <summary>One record that waits; later callers for it share the answer.</summary>
    private sealed record Waiting(string Record, int Attempt)
    {
        /// <summary>Whom it and those that came with it meet, read while they were stored; null if it was not.</summary>
        public Task<SuspectFiling.Found?>? Early { get; init; }

        public TaskCompletionSource<Resolved> Done { get; init; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Looks for whom new records meet while they are stored, if they will have a look of their own.</summary>
    /// <returns>Null if it has to wait until they are stored.</returns>
    internal Task<SuspectFiling.Found?>? FindEarly(IReadOnlyList<Submission> submissions)
    {
        lock (_lock)
        {
            if (_order.Count > 0) { return null; }
        }
        var isSmallAndNew = submissions.Count <= EarlyMax && submissions.DistinctBy(s => s.RecordKey).Count() == submissions.Count && !submissions.Any(s => s.Command.Header.ValidateOnly);
        return isSmallAndNew ? Task.Run(() => _filing.FindEarly(submissions)) : null;
    }

    /// <summary>Compares some records, together as far as they fit into one look.</summary>
    /// <param name="early">What <see cref="FindEarly"/> has begun for just these, all of them new; else null.</param>
    /// <returns>
    /// For each where it ended up, or a <see cref="StoreOverloadedException"/> if too many wait, or a <see cref="TimeoutException"/> if
    /// it lost too many races: it is stored and will be compared.
    /// </returns>
    internal IReadOnlyDictionary<string, Task<Resolved>> Compare(IReadOnlyCollection<string> records, Task<SuspectFiling.Found?>? early = null)
    {
        lock (_lock)
        {
            var ended = records.Distinct().ToDictionary(record => record, record => Ask(record, early), StringComparer.Ordinal);
            Start();
            return ended;
        }
    }

    /// <summary>Compares those of the records whose version was not compared yet.</summary>
    public async Task Complete(IReadOnlyCollection<RecordVersion> records) =>
        await Task.WhenAll(Compare(await _index.NotCompared(records)).Values);

    // Within the lock.
    private Task<Resolved> Ask(string record, Task<SuspectFiling.Found?>? early)
    {
        if (_waiting.TryGetValue(record, out var same))
        {
            return same.Done.Task;
        }
        if (_waiting.Count >= WaitingMax)
        {
            return Task.FromException<Resolved>(new StoreOverloadedException($"{WaitingMax} records wait to be compared already; send the same request again after a pause."));
        }
        var asked = new Waiting(record, 0) { Early = early };
        Add(asked);
        return asked.Done.Task;
    }

    // Within the lock.
    private void Add(Waiting asked)
    {
        if (!_waiting.TryAdd(asked.Record, asked))
        {
            _ = _waiting[asked.Record].Done.Task.ContinueWith(done => Pass(done, asked.Done), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return;
        }
        _order.Enqueue(asked.Record);
    }

    // Within the lock.
    private void Start()
    {
        if (IsWorthALook(_looks))
        {
            _looks++;
            _ = Task.Run(Work);
        }
    }

    // Within the lock.
    private bool IsWorthALook(int others) => _order.Count > 0 && (others == 0 || (others < LooksMax && _order.Count >= LargeLook));

    private static void Pass(Task<Resolved> from, TaskCompletionSource<Resolved> to)
    {
        if (from.Exception is { } failed) { to.SetException(failed.InnerExceptions); }
        else { to.SetResult(from.Result); }
    }

    private async Task Work()
    {
        var check = Task.CompletedTask;
        while (Take() is { } batch)
        {
            try
            {
                var filed = await _filing.Compare(Records(batch), await Early(batch));
                await check;
                check = Check(batch, filed);
            }
            catch (Exception failed)
            {
                await Fail(batch, failed);
            }
        }
    }

    private async Task Check(List<Waiting> batch, SuspectFiling.Filed filed)
    {
        try
        {
            await End(batch, filed);
        }
        catch (Exception failed)
        {
            await Fail(batch, failed);
        }
    }

    /// <summary>What was found early, if the look is of those records and no others.</summary>
    private async Task<SuspectFiling.Found?> Early(List<Waiting> batch)
    {
        if (batch[0].Early is not { } early || !batch.TrueForAll(w => w.Early == early))
        {
            return null;
        }
        try
        {
            return await early is { } found && found.Unseen.Count == batch.Count ? found : null;
        }
        catch (Exception failed) when (failed is DbException or TimeoutException or StoreUnavailableException)
        {
            LogNotEarly(_logger, failed, batch.Count);
            return null; // it is asked again, now that they are stored
        }
    }

    private static List<string> Records(List<Waiting> batch) => batch.ConvertAll(w => w.Record);

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
                await End(half, await _filing.Compare(Records(half)));
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
            if (!IsWorthALook(_looks - 1))
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

    private async Task End(List<Waiting> batch, SuspectFiling.Filed filed)
    {
        var comparison = await _filing.Check(filed);
        foreach (var waiting in batch)
        {
            if (comparison.Ended[waiting.Record] is { } resolved) { waiting.Done.SetResult(resolved); }
            else { Again(waiting); }
        }
        _ = _marks.Ask(comparison.Compared); // nobody waits for it
    }

    /// <summary>Marks what was compared before the store goes.</summary>
    public async ValueTask DisposeAsync() => await _marks.Close();

    /// <summary>Marks what some looks compared. Where it fails, the reaction finds no mark and compares once more.</summary>
    private async Task<IReadOnlyList<bool>> Mark(IReadOnlyList<IReadOnlyCollection<RecordVersion>> looks)
    {
        try
        {
            await _index.MarkCompared([.. looks.SelectMany(compared => compared)]);
        }
        catch (Exception lost)
        {
            LogUnmarked(_logger, lost, looks.Sum(compared => compared.Count));
        }
        await Task.Delay(MarkPause); // nobody waits: what is compared meanwhile is marked together
        return new bool[looks.Count];
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
            Add(lost with { Attempt = lost.Attempt + 1, Early = null });
            Start();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whom {Count} records meet could not be read while they were stored; it is read now.")]
    private static partial void LogNotEarly(ILogger logger, Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} records were compared and could not be marked so.")]
    private static partial void LogUnmarked(ILogger logger, Exception exception, int count);
}
