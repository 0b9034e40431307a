namespace Coordination.Resolution;

/// <summary>One line of a waterfall.</summary>
/// <param name="Comparison">Name of the comparison; "prior" and "rarity" are the model's own lines.</param>
/// <param name="Level">Level found.</param>
/// <param name="Bits">What it adds.</param>
public sealed record Evidence(string Comparison, string Level, double Bits);

/// <summary>How much two records speak for one person, and why.</summary>
/// <param name="Bits">Log2 odds under the model: 0 is even, 10 is a thousand to one.</param>
/// <param name="Waterfall">What makes up the sum, in the model's order; what could not be compared is left out.</param>
/// <param name="Grounds">Independent kinds of agreement: <see cref="LinkGrounds"/>.</param>
/// <param name="ModelVersion">The model that scored.</param>
public sealed record PairScore(double Bits, ImmutableArray<Evidence> Waterfall, LinkGrounds Grounds, string ModelVersion);
