namespace Coordination;

/// <summary>
/// Groups questions: what is asked while a call is under way goes together in the next one, so that many cost little more than one. A lone
/// question costs no hop, and waits for nobody but those that are expected. Each is answered after the call that holds it.
/// </summary>
/// <param name="call">Answers in the order of the questions. If it throws, each of them gets the exception.</param>
/// <param name="callsMax">Calls under way at once.</param>
/// <param name="itemsMax">Questions per call.</param>
/// <param name="waitingMax">Questions that may wait; more are refused.</param>
/// <param name="apart">Questions that are equal by it never go in one call; null if all may.</param>
/// <param name="fullCallsMax">Calls under way at once while each further one is full: it has nothing to wait for. Not below <paramref name="callsMax"/>, which is the default.</param>
/// <param name="company">What a call waits for before it takes its questions, where another is under way and it is not full; null for nothing.
/// The answers of one call bring the next questions one after another: the first of them would go alone.</param>
public sealed class Grouped<TItem, TResult>(
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> call, int callsMax, int itemsMax, int waitingMax, IEqualityComparer<TItem>? apart = null,
    int? fullCallsMax = null, Func<Task>? company = null)
{
    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _queue = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Expected> _expected = [];
    private int _calls, _held;
    private bool _closed;

    private sealed class Expected(Grouped<TItem, TResult> group, int questions) : IDisposable
    {
        public int Left { get; set; } = questions;

        public void Dispose() => group.Start(() => group._expected.Remove(this));
    }

    private sealed record Waiting(TItem Item)
    {
        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <exception cref="StoreOverloadedException">Too many wait already, or the process is stopping; nothing was asked.</exception>
    public Task<TResult> Ask(TItem item)
    {
        var asked = new Waiting(item);
        lock (_lock)
        {
            if (_closed)
            {
                throw new StoreOverloadedException("This process is stopping; send the same request again.");
            }
            if (_queue.Count >= waitingMax)
            {
                throw new StoreOverloadedException($"{waitingMax} wait already; send the same request again after a pause.");
            }
            _queue.Enqueue(asked);
            if (_expected.Find(expected => expected.Left > 0) is { } awaited) { awaited.Left--; }
            if (_held > 0 || !MayCall(_calls))
            {
                return asked.Done.Task;
            }
            _calls++;
        }
        _ = Lead(); // answers everybody, with an exception if need be, and never throws
        return asked.Done.Task;
    }

    /// <summary>Lets the questions that <paramref name="begin"/> asks before it returns go together: else the first would go alone.</summary>
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

    /// <summary>Lets calls that are not full wait for so many more questions, known to be on their way, until what this returns is disposed of.</summary>
    public IDisposable Expect(int questions)
    {
        var expected = new Expected(this, questions);
        lock (_lock) { _expected.Add(expected); }
        return expected;
    }

    /// <summary>Takes no more questions and waits until all that were taken are answered.</summary>
    public async Task Close()
    {
        lock (_lock)
        {
            _closed = true;
            if (_calls == 0 && _queue.Count == 0)
            {
                _drained.TrySetResult();
            }
        }
        await _drained.Task;
    }

    // Within the lock.
    private bool MayCall(int others)
    {
        var isFull = _queue.Count >= itemsMax;
        return _queue.Count > 0 && (isFull || _expected.TrueForAll(expected => expected.Left == 0)) && (others < callsMax || (isFull && others < fullCallsMax));
    }

    private void Release() => Start(() => _held--);

    // What kept questions waiting ends.
    private void Start(Action ended)
    {
        lock (_lock)
        {
            ended();
            if (_held > 0 || !MayCall(_calls))
            {
                return;
            }
            _calls++;
        }
        _ = Lead();
    }

    // The first call starts on the caller's thread, so a lone question costs no hop. The rest is other callers' business and must hold
    // neither this thread nor a grain's turn.
    private async Task Lead()
    {
        if (await Next().ConfigureAwait(false) is { } first)
        {
            await Call(first).ConfigureAwait(false);
            if (await Next().ConfigureAwait(false) is { } next)
            {
                _ = Task.Run(() => Follow(next));
            }
        }
    }

    private async Task Follow(List<Waiting>? batch)
    {
        while (batch is not null)
        {
            await Call(batch).ConfigureAwait(false);
            batch = await Next().ConfigureAwait(false);
        }
    }

    private async ValueTask<List<Waiting>?> Next()
    {
        if (company is not null && HasRoom())
        {
            await company().ConfigureAwait(false);
        }
        return Take();
    }

    private bool HasRoom()
    {
        lock (_lock) { return _calls > 1 && _queue.Count < itemsMax; }
    }

    private async Task Call(List<Waiting> batch)
    {
        try
        {
            var answers = await call(batch.ConvertAll(w => w.Item)).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Done.SetResult(answers[i]);
            }
        }
        catch (Exception failed)
        {
            foreach (var waiting in batch)
            {
                waiting.Done.TrySetException(failed);
            }
        }
    }

    /// <summary>The next questions, or null after giving the call back.</summary>
    private List<Waiting>? Take()
    {
        lock (_lock)
        {
            if (!MayCall(_calls - 1))
            {
                _calls--;
                if (_closed && _calls == 0 && _queue.Count == 0)
                {
                    _drained.TrySetResult();
                }
                return null;
            }
            var size = Math.Min(_queue.Count, itemsMax);
            var batch = new List<Waiting>(size);
            var taken = apart is null ? null : new HashSet<TItem>(size, apart);
            while (batch.Count < size && taken?.Add(_queue.Peek().Item) is not false)
            {
                batch.Add(_queue.Dequeue());
            }
            return batch;
        }
    }
}
