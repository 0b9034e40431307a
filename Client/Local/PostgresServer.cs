using Coordination.Client.Api;
using Coordination.Client.Cli;

namespace Coordination.Client.Local;

/// <summary>The PostgreSQL server of a local system, with its data in the state folder; run by the silo's program.</summary>
public sealed class PostgresServer
{
    private readonly string _folder;

    private PostgresServer(string folder) => _folder = folder;

    /// <summary>The server of a state folder. Run by root it belongs to the user postgres, who may not be able to reach that folder.</summary>
    public static PostgresServer At(string stateFolder) => new(!Environment.IsPrivilegedProcess || IsOpen(stateFolder)
        ? Path.Combine(stateFolder, "data", "postgres")
        : Path.Combine("/var/tmp", $"coord-postgres-{RequestIds.Of(stateFolder)}"));

    /// <summary>Starts it if it does not run, with a new empty database the first time.</summary>
    /// <returns>The connection string.</returns>
    public async Task<string> StartAsync(Session session, CancellationToken cancellation)
    {
        await Postgres.EnsureInstalledAsync(session, cancellation);
        return await ProgramRun.OutputAsync("Silo", ["dev-postgres", "start", _folder], cancellation);
    }

    /// <returns>False if it did not run.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellation) =>
        Directory.Exists(_folder) && await ProgramRun.OutputAsync("Silo", ["dev-postgres", "stop", _folder], cancellation) == "stopped";

    private static bool IsOpen(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (at.Exists && !OperatingSystem.IsWindows() && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }
        return true;
    }
}
