namespace Coordination.Gateway.Services;

/// <summary>The services of <c>coordination.v1</c>, all that the gateway serves.</summary>
public static class ServiceMap
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<JurisdictionService>();
        routes.MapGrpcService<CaseService>();
        routes.MapGrpcService<GroupService>();
        routes.MapGrpcService<CampaignService>();
        routes.MapGrpcService<SuspectService>();
        routes.MapGrpcService<ImportService>();
        routes.MapGrpcService<JointOperationService>();
        routes.MapGrpcService<WatchService>();
    }
}
