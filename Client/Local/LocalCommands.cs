using System.CommandLine;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Spectre.Console;

namespace Coordination.Client.Local;

/// <summary><c>coord up</c>, <c>down</c>, <c>status</c>: a system on this machine.</summary>
public static class LocalCommands
{
    public static readonly Option<StoreChoice?> StoreOption = new("--store") { Description = "sqlite (one process) or postgres; default as before, else sqlite." };

    private static readonly Option<int?> _silos = new("--silos") { Description = "How many silos, with --store postgres." };
    private static readonly Option<int?> _gateways = new("--gateways") { Description = "How many gateways, with --store postgres." };

    public static IEnumerable<Command> Create() =>
    [
        new Command("up", "Start a local system, or what of it does not run.") { StoreOption, _silos, _gateways, LocalSystem.StateOption }.Runs(UpAsync),
        new Command("down", "Stop the local system; its data stay.") { LocalSystem.StateOption }.Runs(DownAsync),
        new Command("status", "Say what of the local system runs.") { LocalSystem.StateOption }.Runs(StatusAsync),
    ];

    private static async Task<int> UpAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var system = LocalSystem.At(parsed.GetValue(LocalSystem.StateOption));
        var before = system.Load();
        var shape = Shape(parsed, before?.Shape ?? new(StoreChoice.Sqlite, 1, 1));
        var wasUp = before is not null && before.Processes.Length > 0 && before.Processes.All(process => process.IsRunning);
        var state = await system.UpAsync(shape, session, cancellation);
        if (wasUp) { session.Say("It is up already."); }
        Show(session, state);
        return ExitCode.Ok;
    }

    private static SystemShape Shape(ParseResult parsed, SystemShape before) =>
        new(parsed.GetValue(StoreOption) ?? before.Store, parsed.GetValue(_silos) ?? before.Silos, parsed.GetValue(_gateways) ?? before.Gateways);

    private static async Task<int> DownAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        if (!await LocalSystem.At(parsed.GetValue(LocalSystem.StateOption)).DownAsync(session, cancellation))
        {
            session.Say("Nothing runs.");
        }
        return ExitCode.Ok;
    }

    private static Task<int> StatusAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var state = LocalSystem.At(parsed.GetValue(LocalSystem.StateOption)).Load()
            ?? throw new CommandException("There is no local system. Start one with coord up.", ExitCode.NotFound);
        Show(session, state);
        return Task.FromResult(state.Processes.All(process => process.IsRunning) ? ExitCode.Ok : ExitCode.Unavailable);
    }

    private static void Show(Session session, SystemState state)
    {
        if (session.Format is not OutputFormat.Table)
        {
            Session.Print(Json(state).ToJsonString(new() { WriteIndented = session.Format is OutputFormat.Json }));
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumns("process", "pid", "state", "log");
        foreach (var process in state.Processes)
        {
            table.AddRow(process.Role, $"{process.Pid}", process.IsRunning ? "running" : "ended", Markup.Escape(process.Log));
        }
        session.Data.Write(table);
        session.Say($"Endpoints: {string.Join(", ", state.Endpoints)}");
    }

    private static JsonObject Json(SystemState state) => new()
    {
        ["store"] = state.Shape.Store.ToString().ToLowerInvariant(),
        ["endpoints"] = new JsonArray([.. state.Endpoints.Select(endpoint => (JsonNode)endpoint.GetLeftPart(UriPartial.Authority))]),
        ["processes"] = new JsonArray([.. state.Processes.Select(process => new JsonObject
        {
            ["role"] = process.Role, ["pid"] = process.Pid, ["running"] = process.IsRunning, ["log"] = process.Log,
        })]),
    };
}
