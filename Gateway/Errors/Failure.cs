using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Coordination.Gateway.Errors;

/// <summary>Makes a refusal the wire's <c>google.rpc.Status</c> with its details, as the error table says.</summary>
public static class Failure
{
    /// <summary><c>ErrorInfo.domain</c> of every error of this API.</summary>
    public const string Domain = "coordination.v1";

    /// <summary>How long a caller waits before it sends the same request again, where the refusal does not say.</summary>
    private static readonly Duration RetryDelay = new() { Seconds = 2 };

    public static RpcException Of(Rejection rejection, string resource = "") => ToStatus(rejection, resource).ToRpcException();

    public static RpcException Of(Reason reason, string message) => Of(new Rejection(reason, message));

    /// <summary>A refusal with all violations at once; the message tells the first.</summary>
    public static RpcException Of(Reason reason, IReadOnlyList<Violation> violations) => Of(new Rejection(reason,
        violations.Count == 1
            ? $"{violations[0].Subject}: {violations[0].Description}"
            : $"{violations.Count} fields are wrong; the first is {violations[0].Subject}: {violations[0].Description}")
    {
        Violations = [.. violations],
    });

    /// <summary>The same answer for what does not exist and for what the caller may not know of.</summary>
    public static RpcException NotFound(string resource) => Of(new Rejection(Reason.ResourceNotFound, "There is no such resource."), resource);

    public static RpcException InvalidField(string field, string description) => Of(Reason.FieldInvalid, [new Violation(field, description)]);

    /// <param name="resource">The resource as the caller named it; the same whether it does not exist or must not be known of.</param>
    public static Google.Rpc.Status ToStatus(Rejection rejection, string resource = "")
    {
        var info = new ErrorInfo { Domain = Domain, Reason = rejection.Reason.ToWire() };
        info.Metadata.Add(rejection.Metadata);
        var status = new Google.Rpc.Status { Code = (int)rejection.Reason.ToStatusCode(), Message = rejection.Message };
        status.Details.Add(Any.Pack(info));
        status.Details.AddRange(Details(rejection, resource).Select(Any.Pack));
        return status;
    }

    private static IEnumerable<IMessage> Details(Rejection rejection, string resource)
    {
        var wanted = rejection.Reason.Details();
        var violations = rejection.Violations.IsDefaultOrEmpty ? [new(resource, rejection.Message)] : rejection.Violations;
        if (wanted.HasFlag(ErrorDetails.BadRequest))
        {
            yield return new BadRequest
            {
                FieldViolations = { violations.Select(v => new BadRequest.Types.FieldViolation { Field = v.Subject, Description = v.Description }) },
            };
        }
        if (wanted.HasFlag(ErrorDetails.PreconditionFailure))
        {
            yield return new PreconditionFailure
            {
                Violations =
                {
                    violations.Select(v => new PreconditionFailure.Types.Violation
                    {
                        Type = (v.Reason ?? rejection.Reason).ToWire(), Subject = v.Subject, Description = v.Description,
                    }),
                },
            };
        }
        if (wanted.HasFlag(ErrorDetails.ResourceInfo))
        {
            yield return new ResourceInfo { ResourceName = rejection.Metadata.GetValueOrDefault("survivor", resource) };
        }
        if (wanted.HasFlag(ErrorDetails.RetryInfo))
        {
            yield return new RetryInfo { RetryDelay = rejection.RetryAfter is { } after ? Duration.FromTimeSpan(after) : RetryDelay };
        }
        if (wanted.HasFlag(ErrorDetails.QuotaFailure))
        {
            yield return new QuotaFailure
            {
                Violations = { violations.Select(v => new QuotaFailure.Types.Violation { Subject = v.Subject, Description = v.Description }) },
            };
        }
    }
}
