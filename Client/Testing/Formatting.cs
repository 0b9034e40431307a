using System.Diagnostics;
using Coordination.Client.Local;

namespace Coordination.Client.Testing;

/// <summary>White space by <c>.editorconfig</c>; what else it asks for, the build has checked.</summary>
public static class Formatting
{
    /// <returns>Each place that is not as asked; empty if all is well.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        string[] arguments = ["format", "whitespace", Repository.Root, "--folder", "--verify-no-changes", "--exclude", "artifacts"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var words = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        var places = string.Concat(words).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
            .Distinct().ToList();
        return process.ExitCode == 0 ? [] : places.Count > 0 ? places : [$"dotnet format ended with {process.ExitCode}."];
    }
}
