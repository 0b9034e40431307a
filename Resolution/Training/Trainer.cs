namespace Coordination.Resolution;

/// <summary>What a training run is given beside the records.</summary>
/// <param name="Version">Name of the model to make.</param>
/// <param name="Comparisons">Comparisons to learn, by name.</param>
/// <param name="Thresholds">Where decisions change; not learnt.</param>
/// <param name="StopValues">Values to stop beside those every model stops.</param>
/// <param name="Columns">Column mapping to carry into the model.</param>
/// <param name="Provenance">Where the records come from.</param>
public sealed record TrainingOptions(
    string Version,
    ImmutableArray<string> Comparisons,
    Thresholds Thresholds,
    ImmutableArray<string> StopValues,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Columns,
    string Provenance)
{
    /// <summary>All that is not learnt, as another model has it.</summary>
    public static TrainingOptions Like(ModelFile template, string version, string provenance) => new(
        version, [.. template.Comparisons.Select(comparison => comparison.Name)], template.Thresholds, template.StopValues, template.Columns, provenance);
}

/// <summary>Makes a model from records: without labels by expectation maximisation, and refitted to labels where there are any.</summary>
public static class Trainer
{
    private const int Digits = 3;

    /// <param name="attributes">Records to learn from.</param>
    /// <param name="options">What to learn.</param>
    /// <param name="samePerson">True or false where two records have been judged (by id), null where nobody has; null: no labels at all.</param>
    /// <param name="progress">Told which part of the work has begun.</param>
    public static ModelFile Train(
        IEnumerable<SuspectAttributes> attributes, TrainingOptions options, Func<string, string, bool?>? samePerson = null, IProgress<Stage>? progress = null)
    {
        progress?.Report(new("normalising", 0, 0));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        var stop = new StopValues(options.StopValues);
        SuspectAttributes[] sorted = [.. attributes.OrderBy(record => record.RecordId, StringComparer.Ordinal)];
        var frequencies = FrequencyTable.Of(sorted.Select(record => Normalizer.Normalize(record, stop)));
        var rarity = new NameRarity(frequencies);
        NormalizedRecord[] records = [.. sorted.Select(record => Normalizer.Normalize(record, stop, rarity))];
        progress?.Report(new("comparing pairs that share a key", 0, 0));
        var pairs = TrainingPairs.From(records, options.Comparisons, parallel);
        progress?.Report(new("maximising the expectation", 0, 0));
        var fit = ExpectationMaximization.Fit(pairs, records.Length, RandomPairs.Levels(records, pairs.Comparisons, parallel));
        progress?.Report(new("refitting to labels", 0, 0));
        var calibration = samePerson is null ? null : Calibrate(pairs, records, samePerson);
        return new ModelFile
        {
            Schema = Model.Schema,
            Version = options.Version,
            Provenance = options.Provenance,
            PriorBits = Math.Round(calibration?.PriorBits ?? Math.Log2(fit.Prior / (1 - fit.Prior)), Digits),
            Comparisons = [.. pairs.Comparisons.Select((comparison, c) => Weights(comparison, c, fit, calibration))],
            NameFrequencies = frequencies,
            Thresholds = options.Thresholds,
            StopValues = options.StopValues,
            Columns = options.Columns,
        };
    }

    private static Calibration Calibrate(TrainingPairs pairs, NormalizedRecord[] records, Func<string, string, bool?> samePerson)
    {
        var labels = pairs.Pairs.Select(pair => samePerson(records[pair.First].RecordId, records[pair.Second].RecordId)).ToArray();
        var known = pairs.Where(i => labels[i] is not null);
        return Calibration.Fit(known, [.. labels.OfType<bool>()]);
    }

    private static ComparisonWeights Weights(Comparison comparison, int index, ExpectationMaximization fit, Calibration? calibration) => new()
    {
        Name = comparison.Name,
        RarityWeight = comparison is NameComparison ? Math.Round(calibration?.RarityWeight ?? 1, Digits) : 0,
        Levels = Enumerable.Range(1, comparison.Levels.Count - 1).ToImmutableSortedDictionary(
            level => comparison.Levels[level],
            level => new LevelWeight(
                Math.Round(fit.M[index][level], 6), Math.Round(fit.U[index][level], 6),
                Math.Round(calibration?.Bits(index, level) ?? fit.Bits(index, level), Digits)),
            StringComparer.Ordinal),
    };
}
