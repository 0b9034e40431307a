namespace Coordination.Resolution;

/// <summary>
/// Learns m without labels: pairs that share a key are a mixture of matches and non-matches, in each of which the
/// comparisons are independent (Fellegi–Sunter, fitted as Winkler 1988). u is what random pairs show and stays.
/// </summary>
internal sealed class ExpectationMaximization
{
    private const int RoundsMax = 200;
    private const double Converged = 1e-6;
    private const double Smoothing = 0.5; // half a pair for each level, so that no level is impossible

    private readonly TrainingPairs _pairs;

    private readonly double _allPairs;
    private readonly double[][] _randomLevels;
    private double[][] _seen = [];

    private ExpectationMaximization(TrainingPairs pairs, int records, double[][] randomLevels)
    {
        _pairs = pairs;
        _allPairs = (double)records * (records - 1) / 2;
        _randomLevels = [.. randomLevels.Select(counts => counts.ToArray())];
        M = NewTables();
        U = Shares(randomLevels);
    }

    /// <summary>Share of each level of each comparison among matches, of those not absent.</summary>
    public double[][] M { get; private set; }

    /// <summary>Same among random pairs.</summary>
    public double[][] U { get; }

    /// <summary>Share of matches among all pairs of records, not only those that share a key.</summary>
    public double Prior { get; private set; }

    public int Rounds { get; private set; }

    /// <summary>log2(m/u); 0 for a level that neither matches nor random pairs have shown.</summary>
    public double Bits(int comparison, int level) =>
        _seen[comparison][level] < 1 && _randomLevels[comparison][level] < 1 ? 0 : Math.Log2(M[comparison][level] / U[comparison][level]);

    public static ExpectationMaximization Fit(TrainingPairs pairs, int records, double[][] randomLevels)
    {
        var fit = new ExpectationMaximization(pairs, records, randomLevels);
        var match = fit.FirstGuess();
        for (var before = -1.0; fit.Rounds < RoundsMax && Math.Abs(fit.Prior - before) > Converged * fit.Prior; fit.Rounds++)
        {
            before = fit.Prior;
            fit.Maximize(match);
            fit.Expect(match);
        }
        return fit;
    }

    /// <summary>Levels stand from worst to best, so their mean rank separates well enough to start from.</summary>
    private double[] FirstGuess()
    {
        var match = new double[_pairs.Pairs.Length];
        for (var i = 0; i < match.Length; i++)
        {
            double sum = 0;
            var count = 0;
            for (var c = 0; c < _pairs.Comparisons.Length; c++)
            {
                if (_pairs.Levels[i][c] == 0) { continue; }
                sum += (double)_pairs.Levels[i][c] / (_pairs.Comparisons[c].Levels.Count - 1);
                count++;
            }
            match[i] = count > 0 && sum / count > 0.6 ? 0.9 : 0.1;
        }
        return match;
    }

    private void Maximize(double[] match)
    {
        var m = NewTables();
        for (var i = 0; i < match.Length; i++)
        {
            for (var c = 0; c < m.Length; c++) { m[c][_pairs.Levels[i][c]] += match[i]; }
        }
        _seen = m.Select(counts => counts.ToArray()).ToArray();
        (M, Prior) = (Shares(m), match.Sum() / _allPairs);
    }

    private void Expect(double[] match)
    {
        for (var i = 0; i < match.Length; i++)
        {
            var odds = Math.Log(Prior / (1 - Prior));
            for (var c = 0; c < M.Length; c++)
            {
                var level = _pairs.Levels[i][c];
                if (level != 0) { odds += Math.Log(M[c][level] / U[c][level]); }
            }
            match[i] = 1 / (1 + Math.Exp(-odds));
        }
    }

    private double[][] NewTables() => [.. _pairs.Comparisons.Select(comparison => new double[comparison.Levels.Count])];

    private static double[][] Shares(double[][] counts)
    {
        foreach (var table in counts)
        {
            double total = 0;
            for (var level = 1; level < table.Length; level++) { total += table[level] += Smoothing; }
            for (var level = 1; level < table.Length; level++) { table[level] /= total; }
            table[0] = 0;
        }
        return counts;
    }
}
