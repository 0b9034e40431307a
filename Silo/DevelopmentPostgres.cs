using System.Data.Common;
using Coordination.Persistence.Development;

namespace Coordination.Silo;

/// <summary><c>dev-postgres start|stop FOLDER</c>: the PostgreSQL server of a local system, with its data in a folder.</summary>
public static class DevelopmentPostgres
{
    private const string Database = "coordination";

    /// <summary>Prints the connection string, or what was stopped, and nothing else; what failed goes to the error output, in a line.</summary>
    /// <returns>The exit code; null if <paramref name="args"/> are another command's.</returns>
    public static async Task<int?> Run(string[] args)
    {
        try
        {
            return await Execute(args);
        }
        catch (Exception failed) when (failed is InvalidOperationException or DbException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static async Task<int?> Execute(string[] args)
    {
        switch (args)
        {
            case ["dev-postgres", "start", var folder]:
                var started = await LocalPostgres.Start(folder);
                await started.EnsureDatabase(Database);
                Console.WriteLine(started.ConnectionString(Database));
                return 0;
            case ["dev-postgres", "stop", var folder]:
                var running = LocalPostgres.Find(folder);
                await (running?.Stop() ?? Task.CompletedTask);
                Console.WriteLine(running is null ? "not running" : "stopped");
                return 0;
            default:
                return null;
        }
    }
}
