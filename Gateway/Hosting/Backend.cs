using Coordination.Gateway.Imports;
using Coordination.Gateway.Services;
using Coordination.Gateway.Suspects;
using Coordination.Persistence;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Reads;
using Coordination.Silo;
using Orleans.Configuration;

namespace Coordination.Gateway.Hosting;

/// <summary>What stands behind the gateway: grains, in this process or in a cluster of silos, and the read model.</summary>
public static class Backend
{
    public static void AddBackend(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var settings = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new();
        if (settings.EmbeddedSilo)
        {
            builder.AddCoordinationSilo();
        }
        else
        {
            builder.AddSilosOfCluster();
        }
        services.AddReadModel().AddSingleton<SuspectReads>().AddSingleton<SuspectRecordReads>().AddSingleton<ResourceLists>();
        services.AddSingleton(provider => new KeyedHash(provider.GetRequiredService<StoreKeys>().Ids));
        services.AddSingleton<ImportSlots>().AddSingleton<SuspectSubmission>().AddCases().AddSearches().AddJointOperations().AddCampaigns();
    }

    /// <summary>The store is read and its keys are used here; the schema and the log's readers are the silos'.</summary>
    private static void AddSilosOfCluster(this WebApplicationBuilder builder)
    {
        var store = builder.Configuration.GetSection(StoreOptions.Section);
        var cluster = builder.Configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new();
        builder.Services.AddCoordinationStore(store.Bind).AddAggregates();
        builder.UseOrleansClient(client =>
        {
            client.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) =
                (ClusterSettings.PostgresInvariant, store.Get<StoreOptions>()?.ConnectionString));
            client.Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (cluster.ServiceId, cluster.ClusterId));
            client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(30));
            client.UseConnectionRetryFilter(async (_, cancel) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancel);   // silos may start after their gateways
                return true;
            });
        });
        builder.Services.AddOptions<ClusterSettings>().BindConfiguration(ClusterSettings.Section);
        builder.Services.AddHostedService<GatewayWarmUp>(); // after the client: the silos are in reach
    }
}
