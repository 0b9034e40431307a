using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Coordination.Gateway.Hosting;

/// <summary>Ready from the end of the start, with grains in reach, to the begin of the stop, so that callers leave before the drain.</summary>
public sealed class ServingCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("Starting or stopping."));
}
