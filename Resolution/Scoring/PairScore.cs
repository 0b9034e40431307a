namespace Coordination.Resolution;

/// <summary>One line of a waterfall.</summary>
/// <param name="Comparison">Name of the comparison; "prior" and "rarity" are the model's own lines.</param>
/// <param name="Level">Level found.</param>
/// <param name="Bits">What it adds.</param>
public sealed record Evidence(string Comparison, string Level, double Bits);

/// <summary>What follows from a pair, before any other record is looked at.</summary>
public enum PairBand : byte
{
    Unspecified = 0,

    /// <summary>Nothing to show: what they share is a place, a case or a nickname.</summary>
    Apart = 1,

    /// <summary>Too light to join, but they share what a person would want to know of (rule M2): a number, a document, a name or a date of birth.</summary>
    Candidate = 2,

    /// <summary>Weighty enough to belong to one component; whether they are one person is for the whole component to say.</summary>
    Edge = 3,
}

/// <summary>How much two records speak for one person, and why.</summary>
/// <param name="Bits">Log2 odds under the model: 0 is even, 10 is a thousand to one.</param>
/// <param name="Waterfall">What makes up the sum, in the model's order; what could not be compared is left out.</param>
/// <param name="Grounds">Independent kinds of agreement: <see cref="LinkGrounds"/>.</param>
/// <param name="Band">What follows from the pair alone.</param>
/// <param name="ModelVersion">The model that scored.</param>
public sealed record PairScore(double Bits, ImmutableArray<Evidence> Waterfall, LinkGrounds Grounds, PairBand Band, string ModelVersion);
