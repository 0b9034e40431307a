using Coordination.Client.Cli;
using Coordination.V1;
using Spectre.Console;

namespace Coordination.Client.Operations;

/// <summary>A board being followed: the newest state for whoever waits for one, drawn on a terminal, a line a change elsewhere.</summary>
public sealed class LiveBoard(Session session, Board board, IAsyncEnumerable<BoardUpdate> updates)
{
    private static readonly TimeSpan _frame = TimeSpan.FromMilliseconds(250);
    private const int EventsShown = 8;

    private readonly ServerClock _clock = new();
    private readonly List<string> _events = [];
    private volatile JointOperation? _latest;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Called with each new state, where nothing is drawn.</summary>
    public Action<BoardUpdate> OnChange { get; init; } = update => session.Say(Board.Line(update.Operation, update.ServerTime.ToDateTimeOffset()));

    /// <summary>A line under the board.</summary>
    public void Note(string line)
    {
        if (!session.Draws) { session.Say(line); }
        lock (_events) { _events.Add(line); }
    }

    /// <summary>Follows until <paramref name="body"/> has ended.</summary>
    public async Task RunAsync(Func<Task> body, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var following = FollowAsync(ending.Token);
        var running = body();
        if (session.Draws)
        {
            await session.Words.Live(new Text("")).StartAsync(async live =>
            {
                while (await Task.WhenAny(running, Task.Delay(_frame, CancellationToken.None)) != running && !following.IsFaulted)
                {
                    Draw(live);
                }
                Draw(live);
            });
        }
        if (await Task.WhenAny(running, following) == following)
        {
            await following; // it ends before the body only by failing
        }
        await running;
        await ending.CancelAsync();
        await following;
    }

    /// <summary>The newest state once it is as asked.</summary>
    public async Task<JointOperation> UntilAsync(Func<JointOperation, bool> condition, CancellationToken cancellation)
    {
        while (true)
        {
            var change = _changed.Task;
            if (_latest is { } latest && condition(latest))
            {
                return latest;
            }
            await change.WaitAsync(cancellation);
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var update in updates.WithCancellation(cancellation))
            {
                _clock.Tell(update.ServerTime.ToDateTimeOffset());
                if (update.Operation is null) { continue; }
                _latest = update.Operation;
                if (!session.Draws) { OnChange(update); }
                Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
            }
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && e is OperationCanceledException or Grpc.Core.RpcException)
        {
            // Nobody looks any more.
        }
    }

    private void Draw(LiveDisplayContext live)
    {
        if (_latest is { } latest)
        {
            lock (_events) { live.UpdateTarget(board.Draw(latest, _clock.Now, _events.TakeLast(EventsShown))); }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
