using Coordination.Client.Cli;

namespace Coordination.Client.Local;

/// <summary>One process that a system is made of.</summary>
public sealed record ProcessRole(string Name, string Project);

/// <summary>The programs of a local system, how they are told where everything is, and the database server behind them.</summary>
public sealed class Programs
{
    private readonly string _folder;
    private readonly SystemShape _shape;

    private Programs(string folder, SystemShape shape, string connectionString)
    {
        _folder = folder;
        _shape = shape;
        Settings = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Store__Kind"] = shape.Store.ToString(),
            ["Store__ConnectionString"] = connectionString,
            ["Store__KeyFile"] = Path.Combine(folder, "data", "store.key"),
            ["Store__CreateKeyFile"] = "true",
            ["Coordination__Gateway__DevelopmentFolder"] = Path.Combine(folder, "identities", "authority"),
        };
    }

    /// <summary>Environment that tells every program where the store is.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>In the order of starting. On SQLite the gateway holds the silo.</summary>
    public IEnumerable<ProcessRole> Roles =>
        (_shape.Store is StoreChoice.Sqlite ? [] : Enumerable.Range(1, _shape.Silos).Select(index => new ProcessRole($"silo-{index}", "Silo")))
        .Concat(Enumerable.Range(1, _shape.Gateways).Select(index => new ProcessRole($"gateway-{index}", "Gateway")));

    public static async Task<Programs> PrepareAsync(string folder, SystemShape shape, Session session, CancellationToken cancellation)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        return shape.Store is StoreChoice.Sqlite
            ? new(folder, shape, $"Data Source={Path.Combine(data, "coordination.db")}")
            : new(folder, shape, await PostgresServer.At(folder).StartAsync(session, cancellation));
    }

    /// <summary>Starts a copy of the program, so that the next build does not pull its files from under it.</summary>
    public ManagedProcess Start(ProcessRole role, Func<string, int> port)
    {
        var copy = Path.Combine(_folder, "bin", role.Name);
        Copy(Repository.OutputOf(role.Project), copy);
        var settings = new Dictionary<string, string>(Settings)
        {
            ["Coordination__Cluster__SiloPort"] = $"{port($"{role.Name}/silo")}",
            ["Coordination__Cluster__GatewayPort"] = $"{port($"{role.Name}/clients")}",
            ["Coordination__Cluster__HealthPort"] = $"{port($"{role.Name}/health")}",
            ["Coordination__Gateway__Listen"] = $"https://127.0.0.1:{port(role.Name)}",
            ["Coordination__Gateway__EmbeddedSilo"] = _shape.Store is StoreChoice.Sqlite ? "true" : "false",
        };
        var program = Path.Combine(copy, Path.GetFileName(Repository.ProgramOf(role.Project)));
        return ManagedProcess.Start(role.Name, program, [], settings, Path.Combine(_folder, "logs", $"{role.Name}.log"));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
