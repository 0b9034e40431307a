using Coordination.Client.Cli;

namespace Coordination.Client.Local;

/// <summary>The PostgreSQL server of a local system, with its data in the state folder; run by the silo's program.</summary>
public sealed class PostgresServer
{
    private readonly string _folder;

    private PostgresServer(string folder) => _folder = Path.Combine(folder, "data", "postgres");

    public static PostgresServer At(string stateFolder) => new(stateFolder);

    /// <summary>Starts it if it does not run, with a new empty database the first time.</summary>
    /// <returns>The connection string.</returns>
    public async Task<string> StartAsync(Session session, CancellationToken cancellation)
    {
        await Postgres.EnsureInstalledAsync(session, cancellation);
        return await ProgramRun.OutputAsync("Silo", ["dev-postgres", "start", "--folder", _folder], cancellation);
    }

    /// <returns>False if it did not run.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellation) =>
        Directory.Exists(_folder) && await ProgramRun.OutputAsync("Silo", ["dev-postgres", "stop", "--folder", _folder], cancellation) == "stopped";
}
