using System.CommandLine;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Spectre.Console;

namespace Coordination.Client.Connection;

/// <summary><c>coord context</c>: which gateways this user calls.</summary>
public static class ContextCommand
{
    private static readonly Argument<string> _name = new("name") { Description = "Name of the context." };
    private static readonly Option<string> _endpoint = new("--endpoint") { Description = "Address of a gateway, https://host:port.", Required = true };
    private static readonly Option<string?> _ca = new("--ca") { Description = "Authority of the gateway's certificate, PEM." };
    private static readonly Option<string?> _cert = new("--cert") { Description = "Your certificate, PEM." };
    private static readonly Option<string?> _key = new("--key") { Description = "Its key, PEM." };
    private static readonly Option<string?> _tokenCommand = new("--token-command") { Description = "Prints the token of the person who decides." };

    public static Command Create() => new("context", "The gateways that you call.")
    {
        new Command("set", "Add or change a context.") { _name, _endpoint, _ca, _cert, _key, _tokenCommand }.Runs(SetAsync),
        new Command("use", "Make a context the current one.") { _name }.Runs(UseAsync),
        new Command("list", "List the contexts.").Runs(ListAsync),
    };

    private static Task<int> SetAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var file = ContextFile.Load();
        var name = parsed.GetValue(_name)!;
        file.Contexts[name] = new(parsed.GetValue(_endpoint)!, Full(parsed.GetValue(_ca)), Full(parsed.GetValue(_cert)), Full(parsed.GetValue(_key)), parsed.GetValue(_tokenCommand));
        (file with { Current = file.Current ?? name }).Save();
        return Task.FromResult(ExitCode.Ok);
    }

    private static Task<int> UseAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var file = ContextFile.Load() with { Current = parsed.GetValue(_name) };
        _ = file.Find(file.Current);
        file.Save();
        return Task.FromResult(ExitCode.Ok);
    }

    private static Task<int> ListAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var file = ContextFile.Load();
        if (session.Format is OutputFormat.Table)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("current", "name", "endpoint", "certificate");
            foreach (var (name, context) in file.Contexts)
            {
                table.AddRow(name == file.Current ? "*" : "", Markup.Escape(name), Markup.Escape(context.Endpoint), Markup.Escape(context.Cert ?? ""));
            }
            session.Data.Write(table);
        }
        else
        {
            Session.Print(new JsonArray([.. file.Contexts.Select(pair => new JsonObject
            {
                ["name"] = pair.Key, ["endpoint"] = pair.Value.Endpoint, ["current"] = pair.Key == file.Current,
            })]).ToJsonString());
        }
        return Task.FromResult(ExitCode.Ok);
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
}
