using Coordination.Log;
using Coordination.Persistence.Projections;
using Coordination.Persistence.Reads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Coordination.Persistence.Readers;

public static class ReadersServices
{
    /// <summary>Reads of the read model, for the gateway: no background work, a read-only role is enough.</summary>
    public static IServiceCollection AddReadModel(this IServiceCollection services) => services
        .AddProjections()
        .AddSingleton<ReadModel>()
        .AddSingleton<Freshness>()
        .AddSingleton<TallyReads>()
        .AddSingleton<SearchReads>();

    /// <summary>The projections that every store has; other parts register theirs as <see cref="IProjection"/>.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services)
    {
        services.TryAddEnumerable([
            ServiceDescriptor.Singleton<IProjection, ResourceProjection>(),
            ServiceDescriptor.Singleton<IProjection, InboxProjection>(),
            ServiceDescriptor.Singleton<IProjection, SuspectProjection>(),
            ServiceDescriptor.Singleton<IProjection, SearchProjection>(),
            ServiceDescriptor.Singleton<IProjection, CampaignTallyProjection>()]);
        services.TryAddSingleton<ProjectionRebuild>();
        return services;
    }

    /// <summary>
    /// The log's readers, for a silo: the sequencer and every registered <see cref="IProjection"/> and <see cref="IReaction"/>.
    /// Call it after the store's own services, whose start brings the schema up to date, and before Orleans.
    /// </summary>
    public static IServiceCollection AddLogReaders(this IServiceCollection services, StoreKind kind)
    {
        services.AddProjections();
        services.AddOptionsWithValidateOnStart<ReadersOptions>().BindConfiguration(ReadersOptions.Section).ValidateDataAnnotations();
        services.TryAddSingleton<LogSignals>();
        services.AddSingleton<LogReader>().AddSingleton<ReadersMetrics>().AddSingleton<DueWaker>();
        if (kind is StoreKind.Postgres)
        {
            services.AddSingleton(provider => (PostgresDatabase)provider.GetRequiredService<StoreDatabase>());
            services.AddSingleton<Sequencer>().AddSingleton<ClusterCheck>();
        }
        return services.AddSingleton<IHostedService, LogReaders>();
    }
}
