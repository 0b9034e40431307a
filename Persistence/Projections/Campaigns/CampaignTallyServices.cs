using Coordination.Log;
using Coordination.Persistence.Verify;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Persistence.Projections;

public static class CampaignTallyServices
{
    /// <summary>Keeps the ledger, for a silo; call it before the log's readers are added.</summary>
    public static IServiceCollection AddCampaignTally(this IServiceCollection services) =>
        services.AddSingleton<IProjection, CampaignTallyProjection>();

    /// <summary>Reads and checks the ledger, for the gateway and the verifier; needs the read model.</summary>
    public static IServiceCollection AddTallyReads(this IServiceCollection services) => services
        .AddSingleton<TallyReads>()
        .AddSingleton<IStoreCheck, TallyCheck>();
}
