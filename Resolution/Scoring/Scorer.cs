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
            if (Rarity(a, b, comparison, level, model) is var rarity and not 0) { waterfall.Add(new Evidence("rarity", "", Bits(rarity))); }
        }
        return new PairScore(Bits(Weight(a, b, model)), waterfall.ToImmutable(), GroundsForLink.Of(a, b), model.Version);
    }

    /// <summary>The weight in thousandths of a bit.</summary>
    internal static int Weight(NormalizedRecord a, NormalizedRecord b, Model model)
    {
        var sum = model.Prior;
        foreach (var comparison in model.Comparisons)
        {
            var level = comparison.Comparison.Level(a, b);
            sum += comparison[level] + Rarity(a, b, comparison, level, model);
        }
        return sum;
    }

    internal static double Bits(int weight) => (double)weight / Model.Scale;

    private static int Rarity(NormalizedRecord a, NormalizedRecord b, WeightedComparison comparison, int level, Model model)
    {
        if (comparison.RarityWeight == 0 || !comparison.Comparison.IsSameName(level)) { return 0; }
        return Model.ToScale(comparison.RarityWeight * RarityBits(a, b, model.Rarity));
    }

    /// <summary>Bits by which a shared name is rarer than average. Where aliases made the match the names differ: the less rare counts.</summary>
    internal static double RarityBits(NormalizedRecord a, NormalizedRecord b, NameRarity rarity) =>
        Math.Clamp(Math.Min(rarity.BitsAboveAverage(a.Names[0]), rarity.BitsAboveAverage(b.Names[0])), -RarityLimit, RarityLimit);
}
