using Coordination.Client.Connection;
using Grpc.Core;
using Grpc.Health.V1;
using HealthService = Grpc.Health.V1.Health;

namespace Coordination.Client.Local;

/// <summary>Asks a gateway by the standard health protocol whether it serves.</summary>
public static class Health
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public static async Task<bool> AnswersAsync(Profile profile, CancellationToken cancellation)
    {
        using var channel = Channels.Open(profile);
        try
        {
            var answer = await new HealthService.HealthClient(channel).CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow + _patience, cancellationToken: cancellation);
            return answer.Status is HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
