namespace Coordination.Gateway.Services;

public static class CaseSetup
{
    /// <summary>What <see cref="CaseService"/> shares between calls.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services.AddSingleton<CaseView>();
}
