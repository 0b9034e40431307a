using Google.Rpc;
using Grpc.Core;

namespace Coordination.Gateway.Tests.Hosting;

public static class Answers
{
    /// <summary>The machine-readable reason; null if the error carries none.</summary>
    public static string? Reason(this RpcException refused) => refused.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;

    public static IEnumerable<string> Fields(this RpcException refused) =>
        refused.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? [];
}
