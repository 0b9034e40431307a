using System.Diagnostics;
using Coordination.Client.Cli;

namespace Coordination.Client.Local;

/// <summary>Runs a verb of one of our programs to its end.</summary>
public static class ProgramRun
{
    /// <returns>What it printed.</returns>
    /// <exception cref="CommandException">It failed; the message is its own.</exception>
    public static async Task<string> OutputAsync(string project, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var (exitCode, output, error) = await RunAsync(project, arguments, new Dictionary<string, string>(), cancellation);
        return exitCode == 0 ? output : throw new CommandException($"{project} {arguments[0]} failed ({exitCode}): {error}", ExitCode.ServerError);
    }

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string project, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.ProgramOf(project), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, texts[0].Trim(), texts[1].Trim());
    }
}
