using Coordination.Persistence;
using Coordination.Persistence.Matching;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Reads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Xunit;

namespace Coordination.Cluster.Tests;

/// <summary>One silo with all grains, projections and reactions over a SQLite store of its own.</summary>
public sealed class SiloCluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("silo-").FullName;
    private InProcessTestCluster? _cluster;

    public InProcessTestCluster Silos => _cluster!;

    public IGrainFactory Grains => Silos.Client;

    public T Service<T>() where T : notnull => Silos.Silos[0].ServiceProvider.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = nameof(SiloCluster);   // part of each stored row's key: a restarted silo must find them
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddCoordinationStore(store =>
            {
                store.ConnectionString = $"Data Source={Path.Combine(_folder, "store.db")}";
                store.KeyFile = Path.Combine(_folder, "master.key");
                store.CreateKeyFile = true;
            });
            silo.Services.AddGrains().AddMatching().AddProjections().AddLogReaders(StoreKind.Sqlite).AddReadModel().AddSingleton<SuspectReads>().AddSingleton<MatchReads>();
            silo.AddCoordinationGrainStorage();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>Stops the silo and starts another one over the same store.</summary>
    public async Task Restart()
    {
        await Silos.DisposeAsync();
        await InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Silos.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
