using System.Text.Json.Serialization;

namespace Coordination.Resolution;

/// <summary>A model as it is written to disk, nothing left out. What it means when loaded: <see cref="Model"/>.</summary>
public sealed record ModelFile
{
    /// <summary>Layout of this file; a reader refuses a number it does not know.</summary>
    public required int Schema { get; init; }

    /// <summary>Name of this set of weights. A score is a function of two records and this.</summary>
    public required string Version { get; init; }

    /// <summary>How it was made: data, method, what was measured.</summary>
    public required string Provenance { get; init; }

    /// <summary>Log2 odds that two records which share a key are one person, before anything is compared.</summary>
    public required double PriorBits { get; init; }

    public required ImmutableArray<ComparisonWeights> Comparisons { get; init; }

    public required NameFrequencies NameFrequencies { get; init; }

    public required Thresholds Thresholds { get; init; }

    /// <summary>Values that are neither key nor evidence, beside those every model stops.</summary>
    public required ImmutableArray<string> StopValues { get; init; }

    /// <summary>Which columns of a file make each attribute; several are joined by a space.</summary>
    public required ImmutableSortedDictionary<string, ImmutableArray<string>> Columns { get; init; }
}

/// <summary>What the levels of one comparison are worth.</summary>
public sealed record ComparisonWeights
{
    public required string Name { get; init; }

    /// <summary>Bits added for each bit by which the shared name is rarer than the average one; 0: rarity does not count.</summary>
    public required double RarityWeight { get; init; }

    public required ImmutableSortedDictionary<string, LevelWeight> Levels { get; init; }
}

/// <summary>How often a level is seen among pairs of one person and among pairs of two, and what it adds to a score.</summary>
/// <param name="M">Share of the level among matches.</param>
/// <param name="U">Share of the level among random pairs.</param>
/// <param name="Bits">Weight used. log2(m/u) where nothing better is known; recalibrated where decisions are.</param>
public sealed record LevelWeight(double M, double U, double Bits);

/// <summary>Shares of surnames and of characters in given names; what is not listed is as rare as <see cref="Rest"/>.</summary>
public sealed record NameFrequencies
{
    public required double Rest { get; init; }

    /// <summary>Bits of an average name, from which rarity is counted.</summary>
    public required double AverageBits { get; init; }

    public required ImmutableSortedDictionary<string, double> Surnames { get; init; }

    public required ImmutableSortedDictionary<string, double> Given { get; init; }
}

/// <summary>Where decisions change, in bits.</summary>
public sealed record Thresholds
{
    /// <summary>A pair from here on is an edge: it joins two records into one component.</summary>
    public required double EdgeBits { get; init; }

    /// <summary>Two groups become one if the mean weight over all their cross pairs is above this.</summary>
    public required double LinkBits { get; init; }

    /// <summary>Added to <see cref="LinkBits"/> where both groups hold valid documents and none in common.</summary>
    public required double DocumentConflictBits { get; init; }

    /// <summary>Same, where the records of both groups are registered somewhere and nowhere in common. Default 0.</summary>
    public double OriginConflictBits { get; init; }

    /// <summary>One pair counts within plus and minus this in a mean, so that no single pair decides for all.</summary>
    public required double ClipBits { get; init; }

    /// <summary>True: a link needs grounds that <see cref="GroundsForLink"/> accepts, whatever its weight.</summary>
    public required bool GroundsRequired { get; init; }

    /// <summary>Groups kept apart go to the review queue if their best pair, less the link threshold, is worth this.</summary>
    public required double ReviewBits { get; init; }

    /// <summary>Same, for the mean over their cross pairs.</summary>
    public required double ReviewMeanBits { get; init; }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ModelFile))]
internal sealed partial class ModelFileContext : JsonSerializerContext;
