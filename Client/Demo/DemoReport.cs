using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Client.Local;
using Spectre.Console;

namespace Coordination.Client.Demo;

/// <summary>How a demo ends: the figures and how long each part took.</summary>
public static class DemoReport
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Session session, JsonObject report)
    {
        if (session.Format is not OutputFormat.Table)
        {
            Session.Print(report.ToJsonString(_readable));
            return;
        }
        var official = report["campaign"]!["official"]!;
        var after = report["campaign"]!["afterReplay"]!;
        var table = new Table().Border(TableBorder.Simple).Title($"{Test17.Label}: a fixture, for the official list of the 17 was never published").AddColumns("province", "cases", "groups", "operations", "amount, yuan");
        foreach (var (code, figures) in official["provinces"]!.AsObject())
        {
            AddRow(table, code, figures!);
        }
        table.AddEmptyRow();
        AddRow(table, "nation", official);
        AddRow(table, "after the replay", after);
        session.Data.Write(table);
        Session.Print((string)report["campaign"]!["pressLine"]!);
        Session.Print($"Literal reading of the seed, ten times the official one: {Yuan(report["campaign"]!["seedLiteral"]!)} yuan");
        Session.Print($"Suspects: {report["suspects"]!.ToJsonString()}");
        Session.Print($"Operation: {report["operation"]!.ToJsonString()}");
        Session.Print($"Seconds: {report["seconds"]!.ToJsonString()}");
    }

    public static void SayHowToCall(Session session, string folder, SystemState state)
    {
        session.Say($"The system is up: {string.Join(", ", state.Endpoints)}; certificates and data in {folder}. Calls to try:");
        session.Say($"  ./coord whoami --state {folder} --as 310000");
        session.Say($"  ./coord case list --state {folder} --as 440000 --page-size 5");
        session.Say($"  ./coord campaign list --state {folder} --as 000000 --person commander-a");
        session.Say($"Stop it with: ./coord down --state {folder}");
    }

    private static void AddRow(Table table, string title, JsonNode figures) =>
        table.AddRow(title, $"{figures["cases"]}", $"{figures["groups"]}", $"{figures["operations"]}", Yuan(figures));

    private static string Yuan(JsonNode figures) => $"{long.Parse((string)figures["amountFen"]!, System.Globalization.CultureInfo.InvariantCulture) / 100m:N2}";
}
