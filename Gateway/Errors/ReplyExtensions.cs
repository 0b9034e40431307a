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
        var state = reply.OrThrow(CallState.Of(context).ResourceName);
        if (reply.Replayed)
        {
            context.GetHttpContext().Response.Headers[ReplayedHeader] = "true";
        }
        return state;
    }

    /// <summary>The same where no call of its own carries the request, as in a stream.</summary>
    /// <param name="resource">The resource as the caller named it.</param>
    public static TState OrThrow<TState>(this Reply<TState> reply, string resource = "") where TState : class =>
        reply.Rejection is { } rejection ? throw Failure.Of(rejection, resource) : reply.State!;
}
