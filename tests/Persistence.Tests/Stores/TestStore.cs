using System.Data.Common;
using Coordination.Log;
using Coordination.Persistence.Development;
using Coordination.Persistence.Matching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.TestingHost;
using Xunit;

[assembly: AssemblyFixture(typeof(Coordination.Persistence.Tests.TestServer))]

namespace Coordination.Persistence.Tests;

/// <summary>The run's own PostgreSQL server, started by the first test that needs it and removed after the last.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly Lazy<Task<LocalPostgres>> _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-tests-").FullName;

    public TestServer()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute); // the server's own user passes through
        }
        _server = new(() => LocalPostgres.Start(Path.Combine(_folder, "postgres")));
    }

    public string Folder => _folder;

    public Task<LocalPostgres> Postgres => _server.Value;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_server.IsValueCreated)
            {
                await (await _server.Value).Stop();
            }
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

/// <summary>A new, empty store of one kind, and the means to look into it.</summary>
public sealed class TestStore(StoreKind kind, string connectionString, string folder)
{
    private static int _count;

    public StoreKind Kind => kind;

    public string ConnectionString => connectionString;

    public string Folder => folder;

    public static async Task<TestStore> Create(TestServer server, StoreKind kind)
    {
        var name = $"store{Interlocked.Increment(ref _count)}";
        var folder = Directory.CreateDirectory(Path.Combine(server.Folder, name)).FullName;
        if (kind == StoreKind.Sqlite)
        {
            return new(kind, $"Data Source={Path.Combine(folder, "store.db")}", folder);
        }
        var postgres = await server.Postgres;
        await postgres.EnsureDatabase(name);
        return new(kind, postgres.ConnectionString(name), folder);
    }

    public void Configure(StoreOptions options)
    {
        options.Kind = kind;
        options.ConnectionString = connectionString;
        options.KeyFile = Path.Combine(folder, "master.key");
        options.CreateKeyFile = true;
    }

    /// <summary>The store without a silo.</summary>
    public async Task<IHost> Open(Action<StoreOptions>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IAggregate>(CounterAggregate.Definition);
        builder.Services.AddCoordinationStore(Configure + configure);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>A silo over the store, with the grains and by what suspects are found.</summary>
    public Task<InProcessTestCluster> SuspectCluster() => Cluster(silo: silo => silo.Services.AddGrains().AddMatching());

    /// <summary>Silos over the store, with the counter grain.</summary>
    public async Task<InProcessTestCluster> Cluster(int silos = 1, Action<StoreOptions>? configure = null, Action<ISiloBuilder>? silo = null)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ServiceId = "tests"; // it is part of the row's key, and each cluster would make its own
        builder.ConfigureHost(host => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, s) =>
        {
            s.Services.AddSingleton<IAggregate>(CounterAggregate.Definition);
            s.Services.AddCoordinationStore(Configure + configure);
            s.AddCoordinationGrainStorage();
            silo?.Invoke(s);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    public DbConnection Connect() => kind == StoreKind.Postgres
        ? new NpgsqlConnection(connectionString + ";Pooling=false")
        : new Microsoft.Data.Sqlite.SqliteConnection(connectionString);

    public async Task<T> Scalar<T>(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What <paramref name="sql"/> finds, a text for each row.</summary>
    public async Task<List<string>> Lines(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is DateTime time
                ? time.ToString("O", System.Globalization.CultureInfo.InvariantCulture)
                : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        }
        return lines;
    }

    public async Task Execute(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

public static class Commands
{
    /// <summary>A request of a test caller.</summary>
    public static CommandHeader Header(Guid? id = null, string fingerprint = "f") =>
        new(id ?? Guid.NewGuid(), "440000/test", fingerprint, "officer-7", CounterAggregate.Owner, "investigation");
}
