using Coordination.Persistence.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Persistence.Verify;

public static class VerifyServices
{
    /// <summary>The checks of <c>coord verify</c>; other parts register theirs as <see cref="IStoreCheck"/>.</summary>
    public static IServiceCollection AddStoreVerifier(this IServiceCollection services) => services
        .AddSingleton<IStoreCheck, OrderCheck>()
        .AddSingleton<IStoreCheck, RequestsCheck>()
        .AddSingleton<IStoreCheck, RowsCheck>()
        .AddSingleton<IStoreCheck, IndexCheck>()
        .AddSingleton<IStoreCheck, InboxesCheck>()
        .AddSingleton<IStoreCheck, ProjectionsCheck>()
        .AddSingleton<IStoreCheck, TallyCheck>()
        .AddSingleton<StoreVerifier>();
}
