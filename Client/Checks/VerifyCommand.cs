using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Client.Local;
using Spectre.Console;

namespace Coordination.Client.Checks;

/// <summary><c>coord verify</c>: the invariants of the local system's store, and that every acknowledged record is there, once.</summary>
public static class VerifyCommand
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Option<FileInfo?> _acknowledged = new Option<FileInfo?>("--acknowledged")
    {
        Description = "Outcomes as coord import --results wrote them: each acknowledged record must be there, once. Needs the system up.",
    };

    public static Command Create() => new Command("verify", "Check the invariants of the store.") { _acknowledged, LocalSystem.StateOption }.Runs(RunAsync);

    private static async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var system = LocalSystem.At(parsed.GetValue(LocalSystem.StateOption));
        var report = await StoreReportAsync(session, system, cancellation);
        if (parsed.GetValue(_acknowledged) is { } file)
        {
            var checks = report["checks"]!.AsArray();
            checks.Add(await AcknowledgedCheck.RunAsync(system, file.FullName, cancellation));
            report["ok"] = checks.All(check => (long)check!["wrong"]! == 0);
        }
        Show(session, report);
        return (bool)report["ok"]! ? ExitCode.Ok : ExitCode.ServerError;
    }

    private static async Task<JsonObject> StoreReportAsync(Session session, LocalSystem system, CancellationToken cancellation)
    {
        var settings = await system.StoreSettingsAsync(session, cancellation);
        var (exitCode, output, error) = await ProgramRun.RunAsync("Silo", ["verify"], settings, cancellation);
        try
        {
            return JsonNode.Parse(output)!.AsObject();
        }
        catch (JsonException)
        {
            throw new CommandException($"The store could not be verified ({exitCode}): {error}", ExitCode.ServerError);
        }
    }

    private static void Show(Session session, JsonObject report)
    {
        if (session.Format is not OutputFormat.Table)
        {
            Session.Print(report.ToJsonString(_readable));
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumns("check", "claim", "checked", "wrong");
        foreach (var check in report["checks"]!.AsArray())
        {
            table.AddRow(Markup.Escape((string)check!["name"]!), Markup.Escape((string)check["claim"]!), $"{(long)check["checked"]!:N0}", $"{(long)check["wrong"]!:N0}");
        }
        session.Data.Write(table);
        foreach (var finding in report["checks"]!.AsArray().SelectMany(check => check!["findings"]!.AsArray()))
        {
            session.Say($"  {finding}");
        }
        session.Say((bool)report["ok"]! ? "The store is sound." : "The store is NOT sound.");
    }
}
