using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Client.Local;
using Spectre.Console;

namespace Coordination.Client.Testing;

/// <summary><c>coord test</c>: formatting, then every test project; its last line is <c>N passed, N failed</c>.</summary>
public static class TestCommand
{
    private static readonly TimeSpan _linePeriod = TimeSpan.FromSeconds(15);

    private static readonly Option<string[]> _projects = new("--project") { Description = "Only these test projects, e.g. Domain.Tests.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> _method = new("--method") { Description = "Only test methods of this name; * at either end." };
    private static readonly Option<double> _minutes = new("--timeout") { Description = "Minutes after which it gives up.", DefaultValueFactory = _ => 14 };

    public static Command Create() =>
        new Command("test", "Install what tests need, check the formatting, run all tests.") { _projects, _method, _minutes }.Runs(RunAsync);

    private static async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(parsed.GetValue(_minutes)));
        var chosen = parsed.GetValue(_projects) ?? [];
        string[] arguments = parsed.GetValue(_method) is { } method ? ["-method", method] : [];
        var watch = Stopwatch.StartNew();
        await Postgres.EnsureInstalledAsync(session, limit.Token);

        var badlyFormatted = await Formatting.CheckAsync(limit.Token);
        session.Say(badlyFormatted.Count == 0 ? $"Formatting: good ({Seconds(watch.Elapsed)})" : $"Formatting: {badlyFormatted.Count} places");

        var runs = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"), "*.Tests")
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => chosen.Length == 0 || chosen.Contains(name))
            .Order(StringComparer.Ordinal)
            .Select(name => new TestRun(name, Repository.ProgramOf($"tests/{name}"), arguments))
            .ToList();
        foreach (var run in runs)
        {
            await FollowAsync(session, run, limit.Token);
        }
        cancellation.ThrowIfCancellationRequested();
        return Report(session, runs, badlyFormatted, watch.Elapsed);
    }

    private static async Task FollowAsync(Session session, TestRun run, CancellationToken cancellation)
    {
        string State() => $"{run.Name}: {run.Passed} passed{(run.Failures.Count > 0 ? $", {run.Failures.Count} failed" : "")}";
        var running = run.RunAsync(cancellation);
        if (session.Draws)
        {
            await session.Words.Status().StartAsync(State(), async status =>
            {
                while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None)) != running)
                {
                    status.Status(Markup.Escape(State()));
                }
            });
        }
        while (await Task.WhenAny(running, Task.Delay(_linePeriod, CancellationToken.None)) != running)
        {
            session.Say($"{State()} ...");
        }
        await running;
        session.Say($"{State()} ({Seconds(run.Took)})");
    }

    private static int Report(Session session, List<TestRun> runs, IReadOnlyList<string> badlyFormatted, TimeSpan took)
    {
        foreach (var place in badlyFormatted)
        {
            session.Say($"FAILED formatting: {place}");
        }
        foreach (var (run, failure) in runs.SelectMany(run => run.Failures.Select(failure => (run, failure))))
        {
            session.Say($"FAILED {run.Name}: {failure.Test}");
            session.Say(Indented(failure.Message));
            session.Say(Indented(failure.Where));
        }
        var passed = runs.Sum(run => run.Passed);
        var failed = runs.Sum(run => run.Failures.Count) + badlyFormatted.Count;
        var skipped = runs.Sum(run => run.Skipped);
        Session.Print(session.Format is OutputFormat.Json
            ? new JsonObject { ["passed"] = passed, ["failed"] = failed, ["skipped"] = skipped, ["seconds"] = Math.Round(took.TotalSeconds, 1) }.ToJsonString()
            : $"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
        return failed == 0 && passed > 0 ? ExitCode.Ok : ExitCode.ServerError;
    }

    private static string Indented(string text) => string.Join(Environment.NewLine, text.Split('\n').Select(line => $"    {line.TrimEnd()}"));

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.0} s";
}
