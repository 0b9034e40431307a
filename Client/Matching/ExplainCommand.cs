using System.CommandLine;
using Coordination.Client.Api;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Coordination.Client.Exports;

namespace Coordination.Client.Matching;

/// <summary><c>coord suspect explain RECORD RECORD</c>: draws why two records are one person or two. One of them must be the caller's; on a local system each is asked of its owner.</summary>
public static class ExplainCommand
{
    public const string Noun = "suspect";

    private static readonly Argument<string> _first = new("record") { Description = "suspectRecords/{id}, or your own id of a record." };
    private static readonly Argument<string> _second = new("other") { Description = "The other one; of another jurisdiction by its name." };

    public static Command Create()
    {
        var command = new Command("explain", "Draw why two records are one person or two.") { _first, _second }.Runs(RunAsync);
        Profile.AddOptions(command);
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        using var desks = await Desks.OpenAsync(parsed, cancellation);
        var first = await FindAsync(desks, parsed.GetValue(_first)!, cancellation);
        var second = await FindAsync(desks, parsed.GetValue(_second)!, cancellation);
        var match = (first.Holder, second.Holder) switch
        {
            ({ } holder, _) => await holder.PairAsync(first.Name, second.Name, cancellation),
            (null, { } holder) => await holder.PairAsync(second.Name, first.Name, cancellation),
            _ => throw new CommandException("Neither record is yours. Name at least one of your own.", ExitCode.NotFound),
        };
        if (session.Format is OutputFormat.Table) { session.Data.Write(WaterfallChart.Draw(match)); }
        else { Rendering.Write(session, match, []); }
        return ExitCode.Ok;
    }

    /// <summary>The record's name, and who of those that may be asked holds it; null for another's.</summary>
    private static async Task<(Desk? Holder, string Name)> FindAsync(Desks desks, string record, CancellationToken cancellation)
    {
        var isName = record.StartsWith("suspectRecords/", StringComparison.Ordinal);
        var found = (await desks.AskAsync(async desk => (Desk: desk, Names: isName
                ? await desk.HoldsAsync(record, cancellation) ? [record] : []
                : (await desk.RecordsAsync(cancellation)).Where(own => own.SourceRecordId == record).Select(own => own.Name).ToArray())))
            .SelectMany(asked => asked.Names.Select(name => (asked.Desk, name))).ToList();
        return found switch
        {
            [var (desk, name)] => (desk, name),
            [] when isName => (null, record),
            [] => throw new CommandException($"Nobody who was asked holds a record {record}.", ExitCode.NotFound),
            _ => throw new CommandException($"{found.Count} jurisdictions hold a record {record}. Say which by --as, or name it: {string.Join(", ", found.Select(f => f.name))}."),
        };
    }
}
