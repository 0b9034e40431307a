using System.Text;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Coordination.Client.Cli;

/// <summary>An error of the gateway as people read it: code, reason, what is wrong, what to do.</summary>
public static class CallError
{
    public static int ExitCodeOf(StatusCode code) => code switch
    {
        StatusCode.OK => ExitCode.Ok,
        StatusCode.InvalidArgument or StatusCode.OutOfRange => ExitCode.Usage,
        StatusCode.NotFound => ExitCode.NotFound,
        StatusCode.PermissionDenied or StatusCode.Unauthenticated => ExitCode.Denied,
        StatusCode.FailedPrecondition or StatusCode.Aborted or StatusCode.AlreadyExists => ExitCode.Precondition,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted => ExitCode.Unavailable,
        StatusCode.Cancelled => ExitCode.Interrupted,
        _ => ExitCode.ServerError,
    };

    /// <summary>The machine-readable reason, e.g. <c>ETAG_MISMATCH</c>; null if the server gave none.</summary>
    public static string? ReasonOf(RpcException error) => error.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;

    public static string Text(RpcException error, bool verbose)
    {
        var status = error.GetRpcStatus();
        var info = status?.GetDetail<ErrorInfo>();
        var text = new StringBuilder(Code(error.StatusCode));
        if (info is not null)
        {
            text.Append(' ').Append(info.Reason);
        }
        text.Append(": ").Append(error.Status.Detail);
        foreach (var line in Violations(status))
        {
            text.AppendLine().Append("  ").Append(line);
        }
        foreach (var pair in info?.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, string>>())
        {
            text.AppendLine().Append("  ").Append(pair.Key).Append(": ").Append(pair.Value);
        }
        if (Advice(error.StatusCode, status) is { } advice)
        {
            text.AppendLine().Append(advice);
        }
        return verbose ? text.AppendLine().Append(error).ToString() : text.ToString();
    }

    private static IEnumerable<string> Violations(Status? status) =>
        (status?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => $"{violation.Field}: {violation.Description}") ?? [])
        .Concat(status?.GetDetail<PreconditionFailure>()?.Violations.Select(violation => $"{violation.Subject}: {violation.Description}") ?? []);

    private static string? Advice(StatusCode code, Status? status) => code switch
    {
        StatusCode.Unavailable or StatusCode.ResourceExhausted when status?.GetDetail<RetryInfo>() is { RetryDelay: { } delay } =>
            $"Retry in {delay.ToTimeSpan().TotalSeconds:0.#} s with the same request id; nothing was lost.",
        StatusCode.Unavailable => "Nothing answers there. Is the system up (coord status), are endpoint and certificates right? Retry with the same request id.",
        StatusCode.DeadlineExceeded => "The outcome is unknown. Repeat it with the same request id.",
        StatusCode.Aborted when status?.GetDetail<ErrorInfo>() is { Reason: "ETAG_MISMATCH" } => "Read it again and repeat.",
        _ => null,
    };

    // FailedPrecondition → FAILED_PRECONDITION
    private static string Code(StatusCode code) =>
        string.Concat(code.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) && code != StatusCode.OK ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));
}
