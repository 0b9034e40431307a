using System.CommandLine;
using System.Diagnostics;
using Coordination.Client.Cli;
using Coordination.Client.Local;

namespace Coordination.Client.Checks;

/// <summary><c>coord bench store</c>: the benchmarks beside their peers, in one run.</summary>
public static class BenchCommand
{
    private static readonly Argument<string[]> _arguments = new("arguments") { Description = "What to measure, and the benchmark's own options; none lists them.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create() => new Command("bench", "Measure, beside hand-written peers.") { _arguments }.PassingOn().Runs(RunAsync);

    private static Command PassingOn(this Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        string[] json = session.Format is OutputFormat.Json ? ["--json"] : [];
        var start = new ProcessStartInfo("dotnet", [Repository.ProgramOf("tests/Benchmarks"), .. parsed.GetValue(_arguments)!, .. parsed.UnmatchedTokens, .. json]);
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
