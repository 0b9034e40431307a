using System.Globalization;
using Coordination.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Coordination.Client.Matching;

/// <summary>Draws why two records are one person or two: each comparison's bits as a step from the sum so far to the next, on one scale.</summary>
public static class WaterfallChart
{
    private const int Cells = 40;

    /// <summary>A step of the waterfall.</summary>
    /// <param name="From">The sum before it, in bits.</param>
    /// <param name="To">The sum after it.</param>
    public readonly record struct Step(string Comparison, string Level, double From, double To);

    public static IRenderable Draw(Match match)
    {
        var steps = Steps(match);
        var (low, high) = (steps.Min(step => Math.Min(step.From, step.To)), steps.Max(step => Math.Max(step.From, step.To)));
        var table = new Table().Border(TableBorder.Simple).AddColumns("comparison", "level").AddColumn(new TableColumn("bits").RightAligned()).AddColumn("");
        foreach (var step in steps)
        {
            table.AddRow(new Text(step.Comparison), new Text(step.Level), new Text(Signed(step.To - step.From)),
                new Text(Bar(step.From, step.To, low, high), step.To >= step.From ? Color.Green : Color.Red));
        }
        table.AddEmptyRow();
        table.AddRow(new Text("sum"), new Text(""), new Text(Signed(match.Weight)), new Text(Bar(0, match.Weight, low, high), Color.Blue));
        return new Rows([table, .. Words(match).Select(line => new Text(line))]);
    }

    /// <summary>The steps from nothing to the weight, in the model's order.</summary>
    public static ImmutableArray<Step> Steps(Match match)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var sum = 0.0;
        foreach (var line in match.Waterfall)
        {
            steps.Add(new(line.Comparison, line.Level, sum, sum += line.Bits));
        }
        return steps.ToImmutable();
    }

    /// <summary>A bar on a scale of <see cref="Cells"/> cells, with the zero marked where the bar leaves it free.</summary>
    public static string Bar(double from, double to, double low, double high)
    {
        var scale = (Cells - 1) / Math.Max(high - low, 1e-9);
        var (first, last, zero) = (Cell(Math.Min(from, to)), Cell(Math.Max(from, to)), Cell(0));
        return string.Create(Cells, (first, last, zero), static (cells, at) =>
        {
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = i >= at.first && i <= at.last ? '█' : i == at.zero ? '│' : ' ';
            }
        });

        int Cell(double bits) => (int)Math.Round((Math.Clamp(bits, low, high) - low) * scale);
    }

    /// <summary>What the picture comes to, in words.</summary>
    public static IEnumerable<string> Words(Match match)
    {
        yield return match.SamePerson ? "One person." : $"Two persons: {(match.Reasons.Count > 0 ? string.Join(", ", match.Reasons) : "too little speaks for one")}.";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"Mean between the two persons {match.MeanWeight:0.00}; joined above {match.LinkMin:0.0} on grounds that suffice, put before people from a weight of {match.ReviewMin:0.0}. Model {match.ModelVersion}.");
        yield return $"Grounds: {(match.Grounds.Count > 0 ? string.Join(", ", match.Grounds) : "none")}.";
        if (match.Judgement is not MatchVerdict.Unspecified)
        {
            yield return $"Judged {match.Judgement} by {string.Join(", ", match.DecidedBy.Select(vote => vote.Desk).Distinct())}.";
        }
        if (match.OpenVotes.Count > 0)
        {
            yield return $"Waits for a second person: {string.Join(", ", match.OpenVotes.Select(vote => $"{vote.Verdict} by {vote.Desk}"))}.";
        }
        if (match.RunnerUp is { } third)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Next best: a record of {third.Desk} with {third.Weight:0.00} bits.");
        }
        yield return match.Name;
    }

    private static string Signed(double bits) => bits.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
