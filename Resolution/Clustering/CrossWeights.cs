namespace Coordination.Resolution;

/// <summary>Weights of all pairs of a component, computed when first asked for.</summary>
internal sealed class CrossWeights(NormalizedRecord[] records, Model model)
{
    private const int Unknown = int.MinValue;
    private readonly int[] _weights = Filled(records.Length);

    /// <summary>Weight of the pair, the lower position first.</summary>
    public int this[int a, int b]
    {
        get
        {
            if (a > b) { (a, b) = (b, a); }
            ref var weight = ref _weights[(b * (b - 1) / 2) + a];
            if (weight == Unknown) { weight = Scorer.Weight(records[a], records[b], model); }
            return weight;
        }
    }

    public void Set(int a, int b, int weight) => _weights[(b * (b - 1) / 2) + a] = weight;

    private static int[] Filled(int count)
    {
        var weights = new int[checked(count * (count - 1) / 2)];
        Array.Fill(weights, Unknown);
        return weights;
    }
}
