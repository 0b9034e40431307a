using Coordination.JointOperations;
using Coordination.Log;
using Coordination.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Xunit;

namespace Coordination.Cluster.Tests.JointOperations;

/// <summary>One silo with joint operations over a SQLite store of its own.</summary>
public sealed class OperationCluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("operations-").FullName;
    private InProcessTestCluster? _cluster;

    public InProcessTestCluster Silos => _cluster!;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IAggregate>(JointOperationAggregate.Definition);
            silo.Services.AddCoordinationStore(store =>
            {
                store.ConnectionString = $"Data Source={Path.Combine(_folder, "store.db")}";
                store.KeyFile = Path.Combine(_folder, "master.key");
                store.CreateKeyFile = true;
            });
            silo.AddCoordinationGrainStorage();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Silos.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
