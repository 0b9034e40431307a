using System.Net;
using Coordination.Persistence;
using Coordination.Persistence.Matching;
using Coordination.Persistence.Readers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Coordination.Silo;

/// <summary>Puts a silo into a host: the Orleans runtime, the grains, the store behind them and the readers of its log.</summary>
public static class SiloComposition
{
    public static TBuilder AddCoordinationSilo<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddOptionsWithValidateOnStart<ClusterSettings>()
            .BindConfiguration(ClusterSettings.Section).ValidateDataAnnotations();
        var cluster = builder.Configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new();
        var store = builder.Configuration.GetSection(StoreOptions.Section).Get<StoreOptions>() ?? new();

        builder.Services.AddCoordinationStore(builder.Configuration.GetSection(StoreOptions.Section).Bind)
            .AddGrains()
            .AddMatching()
            .AddProjections()
            .AddLogReaders(store.Kind);

        // Harmless at start-up in 10.4.2: "Participant check thread has not completed for <uptime>".
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.None);
        builder.Logging.AddFilter("Polly", LogLevel.Warning); // Orleans places each grain through it, with three lines of information
        builder.UseOrleans(silo =>
        {
            Clustering(silo, cluster, store);
            silo.AddCoordinationGrainStorage();
            silo.Configure<SiloMessagingOptions>(Messaging);
            silo.Configure<ClusterMembershipOptions>(Membership);
        });
        return builder;
    }

    /// <summary>One silo keeps its membership to itself; several on PostgreSQL share it there.</summary>
    private static void Clustering(ISiloBuilder silo, ClusterSettings cluster, StoreOptions store)
    {
        if (store.Kind is StoreKind.Postgres)
        {
            silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (ClusterSettings.PostgresInvariant, store.ConnectionString));
            silo.ConfigureEndpoints(IPAddress.Parse(cluster.AdvertisedAddress), cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: false);
        }
        else
        {
            silo.UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort);
        }
        silo.Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (cluster.ServiceId, cluster.ClusterId));
    }

    private static void Messaging(SiloMessagingOptions options)
    {
        options.MaxEnqueuedRequestsHardLimit = 1_000;        // default is unbounded: a hot grain would queue for ever
        options.MaxMessageBodySize = 4 * 1024 * 1024;        // the gateway takes no larger request; default is 100 MiB
        options.ResponseTimeout = TimeSpan.FromSeconds(30);
    }

    private static void Membership(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);      // a killed silo is found within 10 s
        options.MaxProbeTimeout = TimeSpan.FromSeconds(4);
        options.NumMissedProbesLimit = 3;
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5); // a process that was paused learns soon that it is out
        options.MaxDefunctSiloEntries = 25;                  // rows of dead silos do not pile up
    }
}
