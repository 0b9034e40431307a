namespace Coordination.Persistence.Readers;

/// <summary>Tells readers in this process that there may be something new; a lost ring costs the poll's interval, never an entry.</summary>
public sealed class Doorbell
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next ring. Take it before looking, wait for it after finding nothing.</summary>
    public Task Next => _next.Task;

    public void Ring() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The log's two moments: entries committed, and entries given their place in the dense order. On SQLite they are one.</summary>
public sealed class LogSignals
{
    public LogSignals(StoreDatabase database) => Readable = database.Kind is StoreKind.Sqlite ? Committed : new();

    /// <summary>Rung by the store after each commit.</summary>
    public Doorbell Committed { get; } = new();

    /// <summary>Rung when there may be more to read by <c>seq</c>.</summary>
    public Doorbell Readable { get; }
}
