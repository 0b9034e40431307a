using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Microsoft.Net.Http.Headers;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;

namespace Coordination.Gateway.Pipeline;

/// <summary>Answers with a status before, or instead of, the RPC: to gRPC as headers, to JSON callers as the JSON of the same status.</summary>
public static class WireError
{
    /// <summary>All types that an error's details can have; JSON needs them named.</summary>
    public static readonly TypeRegistry DetailTypes = TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor,
        PreconditionFailure.Descriptor, ResourceInfo.Descriptor, RetryInfo.Descriptor, QuotaFailure.Descriptor,
        LocalizedMessage.Descriptor, Help.Descriptor);

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(DetailTypes).WithFormatDefaultValues(true));

    public static bool IsGrpc(HttpRequest request) => request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) ?? false;

    public static async Task Write(HttpContext context, Status status)
    {
        Localized.Add(status, context);
        if (IsGrpc(context.Request))
        {
            context.Response.ContentType = "application/grpc";
            WriteHeaders(context.Response.Headers, status);
            return;
        }
        context.Response.StatusCode = HttpStatus(status.Code);
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(Json.Format(status));
    }

    private static void WriteHeaders(IHeaderDictionary headers, Status status)
    {
        headers["grpc-status"] = status.Code.ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        headers.Remove(HeaderNames.ContentLength);
    }

    /// <summary>The HTTP code as google.rpc.Code documents it.</summary>
    private static int HttpStatus(int code) => (Code)code switch
    {
        Code.InvalidArgument or Code.FailedPrecondition or Code.OutOfRange => StatusCodes.Status400BadRequest,
        Code.Unauthenticated => StatusCodes.Status401Unauthorized,
        Code.PermissionDenied => StatusCodes.Status403Forbidden,
        Code.NotFound => StatusCodes.Status404NotFound,
        Code.AlreadyExists or Code.Aborted => StatusCodes.Status409Conflict,
        Code.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        Code.Unavailable => StatusCodes.Status503ServiceUnavailable,
        Code.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
