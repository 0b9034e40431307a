namespace Coordination.Cases;

/// <summary>What a case amounts to: the sum of its distinct fact lines, those of joined cases included. Source: B6, K5.</summary>
public static class CaseAmounts
{
    /// <summary>The case's own lines, then those that joined cases add to them, each fact once.</summary>
    public static IEnumerable<FactLine> Lines(CaseFile file) =>
        file.Facts.Concat(file.Joined.Where(j => j.Active).SelectMany(j => j.Facts)).DistinctBy(line => line.FactId);

    /// <summary>CNY fen.</summary>
    /// <exception cref="OverflowException">Never for a case that its machine accepted.</exception>
    public static long Total(IEnumerable<FactLine> lines, AmountReading reading) =>
        lines.Aggregate(0L, (sum, line) => checked(sum + line.Amount(reading)));

    /// <summary>
    /// The most that a case may amount to: a trillion yuan, in fen. Cause: national figures are int64 sums of cases, and one absurd
    /// case must not leave a campaign without figures.
    /// </summary>
    public const long TotalMax = 100_000_000_000_000;

    /// <summary>False if a sum in either reading passes <see cref="TotalMax"/>.</summary>
    public static bool Fits(IReadOnlyCollection<FactLine> lines)
    {
        try
        {
            return Total(lines, AmountReading.Official) <= TotalMax && Total(lines, AmountReading.SeedLiteral) <= TotalMax;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
