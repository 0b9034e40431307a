using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Coordination.Client.Operations;

/// <summary>Draws a joint operation: the clock, where each party stands, what became of the targets.</summary>
/// <param name="names">English names by <c>jurisdictions/{code}</c>.</param>
public sealed class Board(IReadOnlyDictionary<string, string> names)
{
    private static readonly TargetOutcome[] _shown =
    [
        TargetOutcome.Arrested, TargetOutcome.Surrendered, TargetOutcome.NotFound, TargetOutcome.Unknown, TargetOutcome.Postponed, TargetOutcome.Released, TargetOutcome.PropertySeized,
    ];

    /// <param name="serverNow">The server's time, by which T0 is counted.</param>
    /// <param name="events">What happened lately, oldest first.</param>
    public IRenderable Draw(JointOperation operation, DateTimeOffset serverNow, IEnumerable<string> events)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(Headline(operation, serverNow)));
        table.AddColumns("party", "state", "targets");
        foreach (var outcome in _shown)
        {
            table.AddColumn(new TableColumn(Words(outcome)).RightAligned());
        }
        foreach (var participant in operation.Participants)
        {
            var targets = operation.Plan.Targets.Where(target => target.Jurisdiction == JurisdictionOf(participant)).Select(target => target.Id).ToHashSet();
            AddRow(table, Name(JurisdictionOf(participant)), Words(participant.State), targets.Count, outcome => operation.Results.Count(result => result.Outcome == outcome && targets.Contains(result.Target)));
        }
        var total = (operation.Plan?.Targets.Count ?? 0) + operation.PostponedTargets.Count;
        AddRow(table, "total", Words(operation.State), total, outcome => operation.Figures.FirstOrDefault(figure => figure.Outcome == outcome)?.Count ?? 0);
        return new Rows([table, .. events.Select(line => new Text(line))]);
    }

    /// <summary>The same in a line, for where nothing is drawn.</summary>
    public static string Line(JointOperation operation, DateTimeOffset serverNow) =>
        $"{Headline(operation, serverNow)}: {string.Join(", ", operation.Participants.Select(participant => $"{JurisdictionOf(participant).Split('/')[^1][..2]} {Words(participant.State)}"))}"
        + string.Concat(operation.Figures.Where(figure => figure.Count > 0).Select(figure => $", {Words(figure.Outcome)} {figure.Count}"));

    public string Name(string jurisdiction) => $"{jurisdiction.Split('/')[^1]} {names.GetValueOrDefault(jurisdiction)}".TrimEnd();

    // jointOperations/{id}/participants/{code}
    private static string JurisdictionOf(Participant participant) => $"jurisdictions/{participant.Name.Split('/')[^1]}";

    private static string Headline(JointOperation operation, DateTimeOffset serverNow) =>
        $"{operation.Title}  {Words(operation.State)}{(operation.Plan is { } plan ? $"  {Countdown(plan.TZero, serverNow)}" : "")}";

    private static string Countdown(Timestamp tZero, DateTimeOffset serverNow)
    {
        var left = tZero.ToDateTimeOffset() - serverNow;
        return $"T0 {(left > TimeSpan.Zero ? "-" : "+")}{left.Duration():hh\\:mm\\:ss}";
    }

    private static void AddRow(Table table, string party, string state, int targets, Func<TargetOutcome, int> count) =>
        table.AddRow([Markup.Escape(party), state, $"{targets}", .. _shown.Select(outcome => count(outcome) is var number and > 0 ? $"{number}" : "")]);

    // NotFound → not found
    private static string Words(System.Enum value) =>
        string.Concat(value.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
