using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coordination.Resolution;

/// <summary>
/// A frozen set of weights. Weights are held in thousandths of a bit as integers, so sums and means do not depend on
/// the order in which they are taken and every machine gets the same clusters.
/// </summary>
public sealed class Model
{
    public const int Schema = 1;
    internal const int Scale = 1000;
    private static readonly JsonSerializerOptions Writing = new(ModelFileContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Lazy<Model> SuspectsModel = new(() => Embedded("suspects.json"));
    private static readonly Lazy<Model> FebrlModel = new(() => Embedded("febrl.json"));

    private Model(ModelFile file)
    {
        File = file;
        StopValues = new StopValues(file.StopValues);
        Prior = ToScale(file.PriorBits);
        Comparisons = [.. file.Comparisons.Select(weights => new WeightedComparison(weights))];
        Rarity = new NameRarity(file.NameFrequencies);
        EdgeMin = ToScale(file.Thresholds.EdgeBits);
        LinkMin = ToScale(file.Thresholds.LinkBits);
        DocumentConflict = ToScale(file.Thresholds.DocumentConflictBits);
        OriginConflict = ToScale(file.Thresholds.OriginConflictBits);
        Clip = ToScale(file.Thresholds.ClipBits);
        ReviewMin = ToScale(file.Thresholds.ReviewBits);
        ReviewMeanMin = ToScale(file.Thresholds.ReviewMeanBits);
    }

    /// <summary>The model for Chinese suspect records that comes with the library.</summary>
    public static Model Suspects => SuspectsModel.Value;

    /// <summary>The model for the FEBRL sets: another schema, in Latin letters, through the same code.</summary>
    public static Model Febrl => FebrlModel.Value;

    public string Version => File.Version;

    public ModelFile File { get; }

    public StopValues StopValues { get; }

    internal ImmutableArray<WeightedComparison> Comparisons { get; }

    internal NameRarity Rarity { get; }

    internal int Prior { get; }

    internal int EdgeMin { get; }

    internal int LinkMin { get; }

    internal int DocumentConflict { get; }

    internal int OriginConflict { get; }

    internal int Clip { get; }

    internal int ReviewMin { get; }

    internal int ReviewMeanMin { get; }

    /// <exception cref="InvalidDataException">Another schema, or a comparison or level that this version does not have.</exception>
    public static Model Load(Stream json)
    {
        try
        {
            return Create(JsonSerializer.Deserialize(json, ModelFileContext.Default.ModelFile) ?? throw new InvalidDataException("The model file is empty."));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The model file cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="Load"/>
    public static Model Create(ModelFile file) =>
        file.Schema == Schema
            ? new Model(file)
            : throw new InvalidDataException($"The model file has schema {file.Schema}; this version reads {Schema}.");

    public void Save(Stream json) => JsonSerializer.Serialize(json, File, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<ModelFile>)Writing.GetTypeInfo(typeof(ModelFile)));

    /// <summary>The record in one spelling, under this model's stop values.</summary>
    public NormalizedRecord Normalize(SuspectAttributes attributes) => Normalizer.Normalize(attributes, StopValues, Rarity);

    private static Model Embedded(string name)
    {
        using var json = Resource.Open(name);
        return Load(json);
    }

    internal static int ToScale(double bits) => (int)Math.Round(Math.Clamp(bits, -1e5, 1e5) * Scale);
}

/// <summary>A comparison and what its levels are worth, in thousandths of a bit.</summary>
internal sealed class WeightedComparison
{
    private readonly int[] _weights;

    public WeightedComparison(ComparisonWeights weights)
    {
        Comparison = Resolution.Comparisons.Named(weights.Name);
        RarityWeight = weights.RarityWeight;
        _weights = new int[Comparison.Levels.Count];
        foreach (var (level, weight) in weights.Levels)
        {
            var index = Comparison.IndexOf(level);
            _weights[index] = Model.ToScale(weight.Bits);
        }
    }

    public Comparison Comparison { get; }

    public double RarityWeight { get; }

    public int this[int level] => _weights[level];
}
