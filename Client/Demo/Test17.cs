using System.Globalization;

namespace Coordination.Client.Demo;

/// <summary>One province of the fixture and what it brings to the campaign.</summary>
public sealed record FixtureProvince(string Code, int Cases, int Groups, int Operations)
{
    /// <summary>GB/T 2260, six digits.</summary>
    public string Jurisdiction => $"{Code}0000";
}

/// <summary>One case of the fixture.</summary>
/// <param name="Number">1 to 1,523, in province order.</param>
/// <param name="OfficialFen">Amount by the official text: in all 298.71亿元, nearly 30 billion yuan.</param>
/// <param name="SeedLiteralFen">Amount by the reading that slipped by a factor of ten: nearly 300 billion yuan.</param>
public sealed record FixtureCase(int Number, FixtureProvince Province, long OfficialFen, long SeedLiteralFen, DateTimeOffset FiledAt)
{
    public string CaseNumber => string.Create(CultureInfo.InvariantCulture, $"C-{Province.Jurisdiction}-{FiledAt.Year}-{Number:0000000}");
}

/// <summary>
/// TEST-17: an arbitrary list of 17 provinces, made up because the official one was never published, with figures whose totals are
/// those of the official text: 1,523 cases, 206 groups, 58 operations, 298.71亿元.
/// </summary>
public static class Test17
{
    public const string Label = "TEST-17";

    private const int OfficialRemainder = 933;
    private const long OfficialFen = 1_961_326_329;
    private const int SeedLiteralRemainder = 192;
    private const long SeedLiteralFen = 19_613_263_296;

    private static readonly TimeSpan _shanghai = TimeSpan.FromHours(8);

    public static ImmutableArray<FixtureProvince> Provinces { get; } =
    [
        new("11", 88, 12, 4), new("12", 41, 5, 1), new("13", 62, 8, 2), new("15", 35, 5, 1), new("31", 141, 21, 9), new("32", 118, 16, 5),
        new("33", 121, 17, 5), new("34", 64, 8, 2), new("35", 77, 10, 3), new("37", 109, 15, 4), new("41", 97, 13, 3), new("42", 72, 9, 2),
        new("43", 69, 9, 2), new("44", 168, 24, 7), new("50", 83, 11, 3), new("51", 112, 15, 4), new("61", 66, 8, 1),
    ];

    public static int CaseCount { get; } = Provinces.Sum(province => province.Cases);

    /// <summary>First moment of the window.</summary>
    public static DateTimeOffset WindowStart { get; } = new(2025, 6, 1, 0, 0, 0, _shanghai);

    /// <summary>Last moment of the window, itself inside.</summary>
    public static DateTimeOffset WindowEnd { get; } = new(2025, 11, 30, 23, 59, 59, 999, _shanghai);

    /// <summary>All cases in order; the first is filed at the window's first moment, the last at its last.</summary>
    public static ImmutableArray<FixtureCase> Cases { get; } =
    [
        .. Provinces.SelectMany(province => Enumerable.Repeat(province, province.Cases)).Select((province, index) => new FixtureCase(
            index + 1, province,
            OfficialFen + (index < OfficialRemainder ? 1 : 0),
            SeedLiteralFen + (index < SeedLiteralRemainder ? 1 : 0),
            Spread(index, CaseCount))),
    ];

    /// <summary>One of <paramref name="count"/> moments spread evenly over the window, to the millisecond.</summary>
    public static DateTimeOffset Spread(int index, int count) =>
        WindowStart + TimeSpan.FromMilliseconds(Math.Floor((WindowEnd - WindowStart).TotalMilliseconds * index / Math.Max(1, count - 1)));
}
