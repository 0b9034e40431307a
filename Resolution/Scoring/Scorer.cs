namespace Coordination.Resolution;

/// <summary>Fellegi–Sunter: a pair's weight is the sum of what its comparisons are worth.</summary>
public static class Scorer
{
    private const double RarityLimit = 8;

    /// <summary>The weight with its explanation. The order of the records does not matter.</summary>
    public static PairScore Score(NormalizedRecord a, NormalizedRecord b, Model model)
    {
        var waterfall = ImmutableArray.CreateBuilder<Evidence>();
        waterfall.Add(new Evidence("prior", "", Bits(model.Prior)));
        foreach (var comparison in model.Comparisons)
        {
            var level = comparison.Comparison.Level(a, b);
            if (level == 0) { continue; }
            waterfall.Add(new Evidence(comparison.Comparison.Name, comparison.Comparison.Levels[level], Bits(comparison[level])));
            if (Rarity(a, b, comparison, level) is var rarity and not 0) { waterfall.Add(new Evidence("rarity", "", Bits(rarity))); }
        }
        var (bits, grounds, band) = Compare(a, b, model);
        return new PairScore(bits, waterfall.ToImmutable(), grounds, band, model.Version);
    }

    /// <summary>The weight and what follows from it, without the explanation: what most pairs need.</summary>
    public static (double Bits, LinkGrounds Grounds, PairBand Band) Compare(NormalizedRecord a, NormalizedRecord b, Model model)
    {
        var weight = Weight(a, b, model);
        var grounds = GroundsForLink.Of(a, b);
        return (Bits(weight), grounds, Band(a, b, weight, grounds, model));
    }

    /// <summary>The weight in thousandths of a bit.</summary>
    internal static int Weight(NormalizedRecord a, NormalizedRecord b, Model model)
    {
        var sum = model.Prior;
        foreach (var comparison in model.Comparisons)
        {
            var level = comparison.Comparison.Level(a, b);
            sum += comparison[level] + Rarity(a, b, comparison, level);
        }
        return sum;
    }

    /// <summary>
    /// True if the pair joins its records into one component: by weight, or because both hold the same valid document,
    /// which is either one person or one identity used by two and never passed over (rule M1).
    /// </summary>
    internal static bool IsEdge(NormalizedRecord a, NormalizedRecord b, int weight, Model model) =>
        weight >= model.EdgeMin || (a.Document.IsStrong && a.Document.IsSameAs(b.Document));

    private static PairBand Band(NormalizedRecord a, NormalizedRecord b, int weight, LinkGrounds grounds, Model model) =>
        IsEdge(a, b, weight, model) ? PairBand.Edge
        : (grounds & ~(LinkGrounds.Area | LinkGrounds.CaseNumber | LinkGrounds.Letters | LinkGrounds.Nickname)) != 0 ? PairBand.Candidate
        : PairBand.Apart;

    internal static double Bits(int weight) => (double)weight / Model.Scale;

    private static int Rarity(NormalizedRecord a, NormalizedRecord b, WeightedComparison comparison, int level) =>
        comparison.RarityWeight == 0 || !comparison.Comparison.IsSameName(level) ? 0 : Model.ToScale(comparison.RarityWeight * RarityBits(a, b));

    /// <summary>Bits by which a shared name is rarer than average. Where aliases made the match the names differ: the less rare counts.</summary>
    internal static double RarityBits(NormalizedRecord a, NormalizedRecord b) =>
        Math.Clamp(Math.Min(a.NameRarityBits, b.NameRarityBits), -RarityLimit, RarityLimit);
}
