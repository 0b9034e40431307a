namespace Coordination.Gateway.Services;

public static class JointOperationSetup
{
    /// <summary>What <see cref="JointOperationService"/> shares between calls.</summary>
    public static IServiceCollection AddJointOperations(this IServiceCollection services) =>
        services.AddSingleton<JointOperationView>().AddSingleton<JointOperationBoards>();
}
