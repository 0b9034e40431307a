using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Cases;

/// <summary>What may be said of money. Source: B6.</summary>
internal static class FactRules
{
    /// <summary>Own lines of a case. Cause: they are one stored row, rewritten with each change.</summary>
    public const int LinesMax = 500;

    private static readonly AmountReading[] Readings = [AmountReading.Official, AmountReading.SeedLiteral];

    public static Decision<CaseEvent> Record(CaseFile file, RecordFacts record)
    {
        // A closed case takes corrections, since its figures may be wrong all the same, but no new facts.
        if (CaseMachine.Closed(file.Status) && record.Lines.Any(line => line.Adjusts.Length == 0))
        {
            return CaseMachine.ClosedRefusal(file);
        }
        if (file.Facts.Length + record.Lines.Length > LinesMax)
        {
            return Refuse(Reason.BatchTooLarge, $"A case holds at most {LinesMax} lines; this one has {file.Facts.Length}.");
        }
        var known = file.Facts.Select(line => line.FactId).ToHashSet(StringComparer.Ordinal);
        if (record.Lines.FirstOrDefault(line => !known.Add(line.FactId)) is { } twice)
        {
            return Refuse(Reason.ResourceAlreadyExists, $"The case already has the line {twice.FactId}. Correct a fact by an adjustment line of its own id.");
        }
        var all = CaseAmounts.Lines(file).Concat(record.Lines).DistinctBy(line => line.FactId).ToList();
        var violations = record.Lines.SelectMany((line, i) => Check(line, all).Select(text => new Violation($"facts[{i}]", text))).ToList();
        if (violations.Count == 0 && !CaseAmounts.Fits(all))
        {
            violations.Add(new("facts", "The case's sum would pass a trillion yuan."));
        }
        return violations.Count > 0 ? Refuse(Reason.FieldInvalid, "The lines cannot be recorded.", violations) : new FactsRecorded(record.Lines);
    }

    private static IEnumerable<string> Check(FactLine line, List<FactLine> all)
    {
        if (line.Adjusts.Length == 0)
        {
            if (Readings.Any(reading => line.Amount(reading) < 0))
            {
                yield return "An amount below zero is an adjustment: name the fact that it corrects in adjusts.";
            }
            yield break;
        }
        if (!all.Any(other => other.FactId == line.Adjusts && other.Adjusts.Length == 0))
        {
            yield return $"The case has no fact {line.Adjusts} to adjust.";
            yield break;
        }
        var corrected = all.Where(other => other.FactId == line.Adjusts || other.Adjusts == line.Adjusts).ToList();
        if (CaseAmounts.Fits(corrected) && Readings.Any(reading => CaseAmounts.Total(corrected, reading) < 0))
        {
            yield return $"The fact {line.Adjusts} would fall below zero.";
        }
    }
}
