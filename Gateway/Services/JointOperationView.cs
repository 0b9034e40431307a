using Coordination.JointOperations;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Shows operations to those who may know of them. Reads the grain: what it answers is never older than the last decision.</summary>
public sealed class JointOperationView(IGrainFactory grains, IProtector protector, DecisionClock clock)
{
    /// <summary>The operation as it is, and its version.</summary>
    /// <exception cref="RpcException">RESOURCE_NOT_FOUND, the same if it does not exist or <paramref name="caller"/> may not know of it.</exception>
    public async Task<Reply<JointOperation>> Read(string key, Caller caller, ServerCallContext context)
    {
        var reply = await grains.GetGrain<IJointOperationGrain>(key).Read();
        return reply.OrThrow(context) is { } operation && caller.MayKnow(operation.Parties.Select(party => party.Code).Append(operation.Lead))
            ? reply
            : throw Failure.Of(new Rejection(Reason.ResourceNotFound, "There is no such resource."), CallState.Of(context).ResourceName);
    }

    /// <param name="asOf">Results as received by then; null or a time to come means all.</param>
    public async Task<V1.JointOperation> Show(
        JointOperation operation, string key, int version, JurisdictionCode viewer, DateTimeOffset? asOf, CancellationToken cancel)
    {
        var texts = await JointOperationTexts.Open(operation, viewer, protector, cancel);
        var now = clock.GetUtcNow();
        // Reports are stamped by the silo's clock, which may be a little ahead of this one: now means all there are.
        return asOf is { } earlier && earlier < now
            ? operation.ToProto(key, version, texts, OperationFigures.Results(operation, earlier), earlier)
            : operation.ToProto(key, version, texts, OperationFigures.Results(operation, DateTimeOffset.MaxValue), now);
    }

    /// <summary>Many operations without their plans and results, which would not fit into one message.</summary>
    public async Task<IEnumerable<V1.JointOperation>> ShowList(IReadOnlyList<Listed<JointOperation>> operations, CancellationToken cancel)
    {
        var texts = await JointOperationTexts.Titles(operations.Select(listed => listed.State), protector, cancel);
        var now = clock.GetUtcNow();
        return operations.Select(listed =>
        {
            var results = OperationFigures.Results(listed.State, DateTimeOffset.MaxValue);
            var proto = listed.State.ToProto(listed.Key, listed.Version, texts, results, now);
            proto.Plan = null;
            proto.PostponedTargets.Clear();
            proto.Results.Clear();
            return proto;
        });
    }
}
