using Coordination.Gateway.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Options;

namespace Coordination.Gateway.Pipeline;

/// <summary>
/// Around every RPC: keeps the request for <see cref="Access"/>, limits each system's rate, gives a call without a deadline one,
/// makes every exception a definite answer, and lets no answer out of a method that never asked the authorisation table.
/// </summary>
public sealed class CallInterceptor(Faults faults, CallerRates rates, IOptions<GatewayOptions> options) : Interceptor
{
    /// <summary>Reflection and health are not of this API and have no rows in its table.</summary>
    private const string Api = "/coordination.";

    private readonly TimeSpan _defaultDeadline = options.Value.DefaultDeadline;

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var state = Begin(request, context);
        try
        {
            Limit(context);
            var response = await InTime(continuation(request, context), context);
            DemandAllowed(state, context);
            return response;
        }
        catch (Exception thrown)
        {
            throw Localized.For(faults.ToRpc(thrown, context), context.GetHttpContext());
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var state = Begin(null, context);
        try
        {
            Limit(context);
            var response = await continuation(requestStream, context);
            DemandAllowed(state, context);
            return response;
        }
        catch (Exception thrown)
        {
            throw Localized.For(faults.ToRpc(thrown, context), context.GetHttpContext());
        }
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Stream(request, responseStream, context, guarded => continuation(request, guarded, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Stream(null, responseStream, context, guarded => continuation(requestStream, guarded, context));

    private async Task Stream<TResponse>(
        object? request, IServerStreamWriter<TResponse> responses, ServerCallContext context, Func<IServerStreamWriter<TResponse>, Task> run)
    {
        var state = Begin(request, context);
        try
        {
            Limit(context);
            await run(IsApi(context) ? new AllowedWriter<TResponse>(responses, state, context) : responses);
        }
        catch (Exception thrown)
        {
            throw Localized.For(faults.ToRpc(thrown, context), context.GetHttpContext());
        }
    }

    private static CallState Begin(object? request, ServerCallContext context)
    {
        var state = new CallState { Request = request as IMessage };
        context.GetHttpContext().Features.Set(state);
        return state;
    }

    private void Limit(ServerCallContext context)
    {
        if (IsApi(context))
        {
            rates.Take(CallerPrincipal.Of(context));
        }
    }

    private static bool IsApi(ServerCallContext context) => context.Method.StartsWith(Api, StringComparison.Ordinal);

    private async Task<TResponse> InTime<TResponse>(Task<TResponse> call, ServerCallContext context)
    {
        if (context.Deadline != DateTime.MaxValue || call.IsCompleted)
        {
            return await call;      // gRPC itself ends a call at the client's deadline
        }
        try
        {
            return await call.WaitAsync(_defaultDeadline, context.CancellationToken);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            throw new DeadlinePassedException();
        }
    }

    private static void DemandAllowed(CallState state, ServerCallContext context)
    {
        if (!state.Allowed && IsApi(context))
        {
            throw new InvalidOperationException($"{context.Method} answered without asking the authorisation table.");
        }
    }

    private sealed class AllowedWriter<T>(IServerStreamWriter<T> inner, CallState state, ServerCallContext context) : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions { get => inner.WriteOptions; set => inner.WriteOptions = value; }

        public Task WriteAsync(T message)
        {
            DemandAllowed(state, context);
            return inner.WriteAsync(message);
        }

        // The interface's own default refuses a token that can be cancelled.
        public Task WriteAsync(T message, CancellationToken cancellationToken)
        {
            DemandAllowed(state, context);
            return inner.WriteAsync(message, cancellationToken);
        }
    }
}
