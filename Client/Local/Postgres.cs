using System.Diagnostics;
using Coordination.Client.Cli;

namespace Coordination.Client.Local;

/// <summary>PostgreSQL's server programs, which the tests and the local system with <c>--store postgres</c> start themselves.</summary>
public static class Postgres
{
    /// <summary>Installs the server where the machine has none. Debian and its kin only; elsewhere it says what is needed.</summary>
    public static async Task EnsureInstalledAsync(Session session, CancellationToken cancellation)
    {
        if (IsInstalled)
        {
            return;
        }
        session.Say("Installing PostgreSQL (apt-get install postgresql) ...");
        string[] install = ["apt-get", "install", "--yes", "--no-install-recommends", "postgresql"];
        if (!await RunAsync(install, cancellation))
        {
            await RunAsync(["apt-get", "update"], cancellation);
            await RunAsync(install, cancellation);
        }
        if (!IsInstalled)
        {
            throw new CommandException("PostgreSQL 15 or later is needed (initdb, postgres) and could not be installed; install it and try again.", ExitCode.ServerError);
        }
    }

    private static bool IsInstalled =>
        Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateFiles("/usr/lib/postgresql", "initdb", SearchOption.AllDirectories).Any()
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "initdb")));

    private static async Task<bool> RunAsync(IEnumerable<string> command, CancellationToken cancellation)
    {
        var privileged = Environment.IsPrivilegedProcess ? command : command.Prepend("sudo");
        var start = new ProcessStartInfo(privileged.First(), privileged.Skip(1)) { RedirectStandardOutput = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        try
        {
            using var process = Process.Start(start)!;
            await process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError(), cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no apt-get or no sudo here
        }
    }
}
