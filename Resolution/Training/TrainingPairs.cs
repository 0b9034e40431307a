namespace Coordination.Resolution;

/// <summary>The candidate pairs of a set of records as level vectors: all that training looks at.</summary>
internal sealed class TrainingPairs
{
    private TrainingPairs(Comparison[] comparisons, (int First, int Second)[] pairs, byte[][] levels, float[] rarity)
    {
        Comparisons = comparisons;
        Pairs = pairs;
        Levels = levels;
        Rarity = rarity;
    }

    public Comparison[] Comparisons { get; }

    public (int First, int Second)[] Pairs { get; }

    /// <summary>For each pair the level of each comparison.</summary>
    public byte[][] Levels { get; }

    /// <summary>For each pair the bits by which a shared name is rarer than average; 0 where none is shared.</summary>
    public float[] Rarity { get; }

    /// <summary>Those pairs whose position satisfies the condition.</summary>
    public TrainingPairs Where(Predicate<int> isWanted)
    {
        int[] wanted = [.. Enumerable.Range(0, Pairs.Length).Where(i => isWanted(i))];
        return new TrainingPairs(Comparisons, [.. wanted.Select(i => Pairs[i])], [.. wanted.Select(i => Levels[i])], [.. wanted.Select(i => Rarity[i])]);
    }

    public static TrainingPairs From(NormalizedRecord[] records, IEnumerable<string> comparisons, ParallelOptions parallel)
    {
        Comparison[] chosen = [.. comparisons.Select(Resolution.Comparisons.Named)];
        (int First, int Second)[] pairs = [.. CandidatePairs.Find(records, parallel).SelectMany(part => part)];
        var levels = new byte[pairs.Length][];
        var rarity = new float[pairs.Length];
        Parallel.For(0, pairs.Length, parallel, i =>
        {
            var (a, b) = (records[pairs[i].First], records[pairs[i].Second]);
            levels[i] = [.. chosen.Select(comparison => (byte)comparison.Level(a, b))];
            for (var c = 0; c < chosen.Length; c++)
            {
                if (chosen[c].IsSameName(levels[i][c])) { rarity[i] = (float)Scorer.RarityBits(a, b); }
            }
        });
        return new TrainingPairs(chosen, pairs, levels, rarity);
    }
}
