using System.Globalization;
using System.Threading.RateLimiting;
using Coordination.Gateway.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Coordination.Gateway.Pipeline;

/// <summary>Limits the calls of each system by a token bucket, so that one system in a loop does not take the others' share.</summary>
public sealed class CallerRates(IOptions<GatewayOptions> options) : IDisposable
{
    private readonly int _callsPerSecond = options.Value.CallsPerSecondMax;

    private readonly PartitionedRateLimiter<Caller> _limiter = PartitionedRateLimiter.Create<Caller, (JurisdictionCode, string)>(caller =>
        RateLimitPartition.GetTokenBucketLimiter((caller.Jurisdiction, caller.System), _ => new()
        {
            TokenLimit = options.Value.CallsPerSecondMax,
            TokensPerPeriod = options.Value.CallsPerSecondMax,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    /// <exception cref="RpcException">RATE_LIMITED.</exception>
    public void Take(Caller caller)
    {
        using var lease = _limiter.AttemptAcquire(caller);
        if (!lease.IsAcquired)
        {
            throw Failure.Of(new Rejection(Reason.RateLimited, $"A system may call {_callsPerSecond} times a second. Retry in 2 s with the same request_id.")
            {
                Violations = [new(caller.Principal, $"More than {_callsPerSecond} calls a second.")],
            }.With("limit", _callsPerSecond.ToString(CultureInfo.InvariantCulture)));
        }
    }

    public void Dispose() => _limiter.Dispose();
}
