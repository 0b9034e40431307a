using Coordination.Gateway.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Coordination.Gateway.Pipeline;

/// <summary>
/// gRPC parses a request before any interceptor runs and answers UNKNOWN or INTERNAL if it cannot. No interceptor reached and no
/// response begun means that the frame or the message was malformed: the answer becomes INVALID_ARGUMENT, with its reason. gRPC has
/// its own limit for messages and speaks it clearly, so HTTP's limit is left to JSON.
/// </summary>
public sealed class MalformedRequests(RequestDelegate next)
{
    private static readonly Rejection Malformed = new(Reason.FieldInvalid, "The request is not a well-formed message of this method.");
    private static readonly Rejection TooLarge = new(Reason.BatchTooLarge, "A message has at most 4 MiB. Send less at once.");

    public async Task Invoke(HttpContext context)
    {
        var isGrpc = WireError.IsGrpc(context.Request);
        if (!isGrpc && context.Request.ContentLength > GatewayApp.MessageBytesMax)
        {
            await WireError.Write(context, Failure.ToStatus(TooLarge));
            return;
        }
        if (isGrpc && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = null;
        }
        await next(context);
        if (isGrpc && !context.Response.HasStarted && context.Features.Get<CallState>() is null)
        {
            switch (context.Response.Headers["grpc-status"].ToString())
            {
                case "2" or "13":
                    await WireError.Write(context, Failure.ToStatus(Malformed));
                    break;
                case "8":
                    await WireError.Write(context, Failure.ToStatus(TooLarge));
                    break;
            }
        }
    }
}
