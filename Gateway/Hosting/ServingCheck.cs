using Coordination.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Coordination.Gateway.Hosting;

/// <summary>
/// Ready from the end of the start, which waits for the grains to be in reach, to the begin of the stop, so that callers leave before
/// the drain; and only while the store answers.
/// </summary>
public sealed class ServingCheck(IHostApplicationLifetime lifetime, StoreDatabase store) : IHealthCheck
{
    /// <summary>How long the store may take to answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("Starting or stopping.");
        }
        await store.Now(cancellationToken);     // what this throws is unhealthy
        return HealthCheckResult.Healthy();
    }
}
