using Coordination.Gateway.Auth;
using Coordination.Gateway.Errors;
using Coordination.Gateway.Tests.Probe;
using Grpc.Core;
using Orleans.Storage;

namespace Coordination.Gateway.Tests.Pipeline;

/// <summary>A service with nothing behind it, so that only the pipeline speaks.</summary>
public sealed class ProbeImplementation(Access access) : ProbeService.ProbeServiceBase
{
    public override Task<WriteResponse> Write(WriteRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.CreateCase, request);

        return Task.FromResult(new WriteResponse
        {
            Principal = header.Principal,
            Actor = header.Actor,
            Fingerprint = header.Fingerprint,
            Version = header.ExpectedVersion ?? 0,
            ValidateOnly = header.ValidateOnly,
            Text = request.Text,
        });
    }

    public override Task<WriteResponse> Refuse(RefuseRequest request, ServerCallContext context)
    {
        access.AllowRead(context, Verb.ReadCase);
        var reply = new Reply<string>(null, 0, new((Reason)request.Reason, "No.") { Violations = [new("440000", "is not ready")] });

        reply.OrThrow(context);
        return Task.FromResult(new WriteResponse());
    }

    public override async Task<WriteResponse> Throw(ThrowRequest request, ServerCallContext context)
    {
        access.AllowRead(context, Verb.ReadCase);
        if (request.Kind == "hang")
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        throw request.Kind switch
        {
            "timeout" => new TimeoutException("A silo did not answer; secret detail."),
            "silo" => new SiloUnavailableException("secret detail"),
            "conflict" => new InconsistentStateException("secret detail"),
            "outage" => new StoreUnavailableException("secret detail"),
            "full" => new StoreOverloadedException("secret detail"),
            "storage" => new OrleansException("Error from storage provider; secret detail"),
            "limit" => new LimitExceededException("secret detail"),
            _ => new InvalidOperationException("secret detail"),
        };
    }

    public override Task<WriteResponse> Forget(WriteRequest request, ServerCallContext context) => Task.FromResult(new WriteResponse());

    public override async Task Echo(
        IAsyncStreamReader<WriteRequest> requestStream, IServerStreamWriter<WriteResponse> responseStream, ServerCallContext context)
    {
        access.AllowRead(context, Verb.ImportRecords);
        await foreach (var request in requestStream.ReadAllAsync())
        {
            access.Check(request);
            await responseStream.WriteAsync(new WriteResponse { Text = request.Text });
        }
    }

    public override Task ForgetStream(WriteRequest request, IServerStreamWriter<WriteResponse> responseStream, ServerCallContext context) =>
        responseStream.WriteAsync(new WriteResponse());
}
