using System.Diagnostics;
using System.Runtime.CompilerServices;
using Coordination.V1;
using Grpc.Core;

namespace Coordination.Client.Operations;

/// <summary>A board as it changes; called again by itself when the server ends the stream or cannot be reached for a while.</summary>
public static class BoardStream
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public static async IAsyncEnumerable<BoardUpdate> FollowAsync(
        JointOperationService.JointOperationServiceClient client, string name, Metadata headers, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            using var call = client.WatchBoard(new WatchBoardRequest { Name = name }, headers, cancellationToken: cancellation);
            while (await NextAsync(call, cancellation) is { } update)
            {
                yield return update;
            }
            await Task.Delay(_pause, cancellation);
        }
    }

    // Null: the stream is over and to be opened again.
    private static async Task<BoardUpdate?> NextAsync(AsyncServerStreamingCall<BoardUpdate> call, CancellationToken cancellation)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellation) ? call.ResponseStream.Current : null;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable)
        {
            return null;
        }
    }
}

/// <summary>The server's time as told by its last message, kept running by this machine's monotonic clock.</summary>
public sealed class ServerClock
{
    private DateTimeOffset _told = DateTimeOffset.UtcNow;
    private long _at = Stopwatch.GetTimestamp();

    public DateTimeOffset Now => _told + Stopwatch.GetElapsedTime(_at);

    public void Tell(DateTimeOffset serverTime) => (_told, _at) = (serverTime, Stopwatch.GetTimestamp());
}
