namespace Coordination.Resolution;

/// <summary>
/// Shares of the levels among pairs drawn at random, nearly all of which are two people: what chance alone agrees on.
/// The draw is a fixed sequence, so the same records give the same shares.
/// </summary>
internal static class RandomPairs
{
    private const int Draws = 1_000_000;
    private const ulong Seed = 0x9E3779B97F4A7C15;

    /// <returns>Counts of each level of each comparison.</returns>
    public static double[][] Levels(NormalizedRecord[] records, Comparison[] comparisons, ParallelOptions parallel)
    {
        var shards = new double[16][][];
        Parallel.For(0, shards.Length, parallel, shard =>
        {
            double[][] counts = [.. comparisons.Select(comparison => new double[comparison.Levels.Count])];
            for (var draw = shard; draw < Draws; draw += shards.Length)
            {
                var a = (int)(Mixed((2 * (ulong)draw) + Seed) % (ulong)records.Length);
                var b = (int)(Mixed((2 * (ulong)draw) + 1 + Seed) % (ulong)records.Length);
                if (a == b) { continue; }
                for (var c = 0; c < comparisons.Length; c++) { counts[c][comparisons[c].Level(records[a], records[b])]++; }
            }
            shards[shard] = counts;
        });
        return [.. comparisons.Select((comparison, c) => Enumerable.Range(0, comparison.Levels.Count).Select(level => shards.Sum(counts => counts[c][level])).ToArray())];
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Mixed(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
