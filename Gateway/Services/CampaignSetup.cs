namespace Coordination.Gateway.Services;

public static class CampaignSetup
{
    /// <summary>What <see cref="CampaignService"/> and <see cref="GroupService"/> share between calls.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services) =>
        services.AddSingleton<CampaignTallies>().AddSingleton<GroupChains>();
}
