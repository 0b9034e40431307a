using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Client.Local;

namespace Coordination.Client.Demo;

/// <summary><c>coord demo</c>: the main job, end to end, against a system that it starts itself and stops again.</summary>
public static class DemoCommand
{
    private static readonly Option<StoreChoice> _store = new("--store") { Description = "sqlite or postgres.", DefaultValueFactory = _ => StoreChoice.Sqlite };
    private static readonly Option<DirectoryInfo?> _state = new("--state") { Description = "Folder for data and logs, which then stay; default a temporary one." };
    private static readonly Option<bool> _keep = new("--keep") { Description = "Leave the system up, and say how to call it." };

    public static Command Create() =>
        new Command("demo", "See the main job: 17 provinces, 1,523 cases, 1,000 suspect records, one live takedown.") { _store, _keep, _state }.Runs(RunAsync);

    private static async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var keep = false;
        var given = parsed.GetValue(_state);
        var folder = Directory.CreateDirectory(given?.FullName ?? Path.Combine(Path.GetTempPath(), $"coord-demo-{Guid.NewGuid():N}"));
        var system = LocalSystem.At(folder);
        var shape = new SystemShape(parsed.GetValue(_store), 1, 1);
        try
        {
            var watch = Stopwatch.StartNew();
            var state = await system.UpAsync(shape, session, cancellation);
            var started = watch.Elapsed;
            await using var fleet = new Fleet([.. state.Endpoints], system.Identities);
            var run = new DemoRun(session, fleet, cancellation);
            run.Seconds["start"] = Math.Round(started.TotalSeconds, 2);
            var report = new JsonObject { ["store"] = shape.Store.ToString().ToLowerInvariant() };
            report["suspects"] = await run.SuspectsAsync();
            report["campaign"] = await run.CampaignAsync();
            report["operation"] = await run.OperationAsync();
            run.Seconds["total"] = Math.Round(watch.Elapsed.TotalSeconds, 2);
            report["seconds"] = run.Seconds;
            DemoReport.Write(session, report);
            keep = parsed.GetValue(_keep);
            if (keep) { DemoReport.SayHowToCall(session, folder.FullName, state); }
            return ExitCode.Ok;
        }
        finally
        {
            if (!keep)
            {
                await system.DownAsync(session, CancellationToken.None);
                if (given is null) { folder.Delete(recursive: true); }
            }
        }
    }
}
