using Grpc.Core;

namespace Coordination.Gateway.Errors;

public static class ReplyExtensions
{
    /// <summary>Response header of a call whose request had been carried out before.</summary>
    public const string ReplayedHeader = "coordination-replayed";

    /// <summary>The state of an accepted command or a read.</summary>
    /// <exception cref="RpcException">The grain's refusal.</exception>
    public static TState OrThrow<TState>(this Reply<TState> reply, ServerCallContext context) where TState : class
    {
        if (reply.Rejection is { } rejection)
        {
            throw Failure.Of(rejection, CallState.Of(context).ResourceName);
        }
        if (reply.Replayed)
        {
            context.GetHttpContext().Response.Headers[ReplayedHeader] = "true";
        }
        return reply.State!;
    }
}
