using System.Data.Common;
using Google.Protobuf;
using Grpc.Core;
using Orleans.Storage;

namespace Coordination.Gateway.Pipeline;

/// <summary>
/// Turns what a call threw into a definite answer. Broken I/O and moving silos are UNAVAILABLE: the same request id may be sent
/// again. Anything else is a bug: the caller learns an incident id, the log learns everything.
/// </summary>
public sealed partial class Faults(ILogger<Faults> logger)
{
    private static readonly Rejection Storage = new(Reason.StorageUnavailable,
        "The store did not answer in time; whether the request was carried out is unknown. Retry in 2 s with the same request_id.");

    private static readonly Rejection Rebalancing = new(Reason.ClusterRebalancing, "Retry in 2 s with the same request_id; nothing was lost.");

    private static readonly Rejection Overloaded = new(Reason.Overloaded, "Too much is asked at once. Retry in 2 s with the same request_id.");

    private static readonly Rejection Deadline = new(Reason.DeadlineExceeded,
        "The time for this call is over; whether it was carried out is unknown. Repeat it with the same request_id.");

    private static readonly Rejection Malformed = new(Reason.FieldInvalid, "The stream holds something that is not a well-formed message of this method.");

    public RpcException ToRpc(Exception thrown, ServerCallContext context)
    {
        if (thrown is RpcException { Trailers: var trailers } own && trailers.Any(entry => entry.Key == "grpc-status-details-bin"))
        {
            return own;
        }
        var rejection = Rejection(thrown, context);
        switch (rejection.Reason)
        {
            case Reason.Internal:
                LogBug(context.Method, rejection.Metadata["incidentId"], thrown);
                break;
            case Reason.StorageUnavailable or Reason.ClusterRebalancing or Reason.Overloaded:
                LogUnavailable(context.Method, rejection.Reason, thrown);
                break;
        }
        return Failure.Of(rejection);
    }

    private static Rejection Rejection(Exception thrown, ServerCallContext context) => thrown switch
    {
        DeadlinePassedException => Deadline,
        OperationCanceledException when context.CancellationToken.IsCancellationRequested => Deadline,
        // What gRPC's reader of a stream throws; a unary request was read before this.
        InvalidProtocolBufferException or InvalidDataException or IOException or RpcException when CallState.Of(context).Request is null => Malformed,
        LimitExceededException or StoreOverloadedException => Overloaded,
        TimeoutException or SiloUnavailableException or ClientNotAvailableException or OrleansMessageRejectionException => Rebalancing,
        InconsistentStateException or StoreUnavailableException or OrleansException or DbException => Storage,
        _ => new Rejection(Reason.Internal, "Something is broken here, not in the request. Give the incident id to those who run the system.")
            .With("incidentId", Guid.CreateVersion7().ToString("D")),
    };

    [LoggerMessage(LogLevel.Error, "{Method} failed, incident {IncidentId}.")]
    private partial void LogBug(string method, string incidentId, Exception thrown);

    [LoggerMessage(LogLevel.Warning, "{Method} is unavailable: {Reason}.")]
    private partial void LogUnavailable(string method, Reason reason, Exception thrown);
}

/// <summary>The server's own time limit passed before the method answered.</summary>
public sealed class DeadlinePassedException() : Exception("The deadline passed.");
