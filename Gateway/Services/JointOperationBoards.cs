using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>
/// Streams boards. It asks the grain for its version and sends whole values, the newest only: nothing is queued for a slow reader,
/// and a board at another gateway goes on by just being opened. The number of boards is bounded, so that they cannot crowd out
/// decisions.
/// </summary>
public sealed class JointOperationBoards(JointOperationView view, DecisionClock clock, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Boards at one gateway: some 40 command centres with several screens each.</summary>
    public const int BoardsMax = 200;

    /// <summary>How often the version is asked for: what a person still takes as at once.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Well under the 30 s that the API promises.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    /// <summary>After this the client calls again, and may meet another gateway.</summary>
    public static readonly TimeSpan LengthMax = TimeSpan.FromMinutes(30);

    private int _boards;

    public async Task Run(string key, Caller caller, IServerStreamWriter<BoardUpdate> updates, ServerCallContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _boards) > BoardsMax)
            {
                throw Failure.Of(new Rejection(Reason.Overloaded, $"This gateway shows {BoardsMax} boards already."));
            }
            await Watch(key, caller, updates, context);
        }
        finally
        {
            Interlocked.Decrement(ref _boards);
        }
    }

    private async Task Watch(string key, Caller caller, IServerStreamWriter<BoardUpdate> updates, ServerCallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        using var poll = new PeriodicTimer(PollInterval, time);
        var opened = time.GetTimestamp();
        var sent = opened;
        var shown = 0;
        do
        {
            var reply = await view.Read(key, caller, context);
            if (reply.Version != shown)
            {
                shown = reply.Version;
                var operation = await view.Show(reply.State!, key, shown, caller.Jurisdiction, null, context.CancellationToken);
                await updates.WriteAsync(Update(operation));
                sent = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(sent) >= HeartbeatInterval)
            {
                await updates.WriteAsync(Update(null));
                sent = time.GetTimestamp();
            }
        }
        while (time.GetElapsedTime(opened) < LengthMax && await Tick(poll, ended.Token));

        if (!context.CancellationToken.IsCancellationRequested)
        {
            await updates.WriteAsync(new() { ServerTime = clock.GetUtcNow().ToTimestamp(), Reconnect = true });
        }
    }

    private BoardUpdate Update(V1.JointOperation? operation) => new() { Operation = operation, ServerTime = clock.GetUtcNow().ToTimestamp() };

    private static async Task<bool> Tick(PeriodicTimer poll, CancellationToken ended)
    {
        try
        {
            return await poll.WaitForNextTickAsync(ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return false;   // the client left, or the server drains
        }
    }
}
