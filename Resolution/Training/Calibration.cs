namespace Coordination.Resolution;

/// <summary>
/// Refits the weights of the levels to pairs that people have decided (logistic regression with a ridge). Comparisons
/// are not independent — a phone and an account are told on one occasion — and this is what takes it into account.
/// The weight stays a sum of one number a level, so the waterfall stays true.
/// </summary>
internal sealed class Calibration
{
    private const int Rounds = 400;
    private const double Ridge = 1.0;

    private readonly TrainingPairs _pairs;
    private readonly bool[] _isMatch;
    private readonly int[] _offset;
    private readonly double[] _weights; // of all levels, then of rarity, then the prior
    private readonly int _rarity;
    private readonly int _prior;

    private Calibration(TrainingPairs pairs, bool[] isMatch)
    {
        _pairs = pairs;
        _isMatch = isMatch;
        _offset = new int[pairs.Comparisons.Length];
        for (var c = 1; c < _offset.Length; c++) { _offset[c] = _offset[c - 1] + pairs.Comparisons[c - 1].Levels.Count; }
        _rarity = _offset[^1] + pairs.Comparisons[^1].Levels.Count;
        _prior = _rarity + 1;
        _weights = new double[_prior + 1];
    }

    public double PriorBits => _weights[_prior] / Math.Log(2);

    /// <summary>Never negative: a rarer name is never the weaker evidence.</summary>
    public double RarityWeight => Math.Max(0, _weights[_rarity]) / Math.Log(2);

    public double Bits(int comparison, int level) => _weights[_offset[comparison] + level] / Math.Log(2);

    public static Calibration Fit(TrainingPairs pairs, bool[] isMatch)
    {
        var fit = new Calibration(pairs, isMatch);
        fit.Descend();
        return fit;
    }

    /// <summary>Adam over the whole gradient: the same input gives the same weights.</summary>
    private void Descend()
    {
        var mean = new double[_weights.Length];
        var square = new double[_weights.Length];
        for (var round = 1; round <= Rounds; round++)
        {
            var gradient = Gradient();
            var rate = 0.3 / (1 + (round / 100.0));
            for (var i = 0; i < _weights.Length; i++)
            {
                mean[i] = (0.9 * mean[i]) + (0.1 * gradient[i]);
                square[i] = (0.99 * square[i]) + (0.01 * gradient[i] * gradient[i]);
                _weights[i] -= rate * (mean[i] / (1 - Math.Pow(0.9, round))) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.99, round))) + 1e-8);
            }
        }
    }

    private double[] Gradient()
    {
        var gradient = new double[_weights.Length];
        for (var i = 0; i < _isMatch.Length; i++)
        {
            var levels = _pairs.Levels[i];
            var odds = _weights[_prior] + (_weights[_rarity] * _pairs.Rarity[i]);
            for (var c = 0; c < levels.Length; c++)
            {
                if (levels[c] != 0) { odds += _weights[_offset[c] + levels[c]]; }
            }
            var error = (1 / (1 + Math.Exp(-odds))) - (_isMatch[i] ? 1 : 0);
            for (var c = 0; c < levels.Length; c++)
            {
                if (levels[c] != 0) { gradient[_offset[c] + levels[c]] += error; }
            }
            gradient[_rarity] += error * _pairs.Rarity[i];
            gradient[_prior] += error;
        }
        for (var i = 0; i < _prior; i++) { gradient[i] += Ridge * _weights[i]; }
        return gradient;
    }
}
