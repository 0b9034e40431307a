using System.Globalization;
using System.Text.RegularExpressions;

namespace Coordination.Campaigns;

/// <summary>
/// Exact amounts in words. 亿 is a hundred million and billion is a thousand million: writing the one for the other is the slip of
/// ten that this makes impossible. Source: B6.
/// </summary>
public static partial class AmountText
{
    private const decimal FenPerYuan = 100;
    private const decimal Wan = 10_000;
    private const decimal Yi = 100_000_000;
    private const decimal Million = 1_000_000;
    private const decimal Billion = 1_000_000_000;

    /// <summary>For example <c>298.71亿元</c>.</summary>
    public static string Chinese(long fen)
    {
        var yuan = fen / FenPerYuan;
        return Math.Abs(yuan) switch
        {
            >= Yi => $"{Number(yuan / Yi)}亿元",
            >= Wan => $"{Number(yuan / Wan)}万元",
            _ => $"{Number(yuan)}元",
        };
    }

    /// <summary>For example <c>29.871 billion yuan</c>.</summary>
    public static string English(long fen)
    {
        var yuan = fen / FenPerYuan;
        return Math.Abs(yuan) switch
        {
            >= Billion => $"{Number(yuan / Billion)} billion yuan",
            >= Million => $"{Number(yuan / Million)} million yuan",
            _ => $"{Number(yuan)} yuan",
        };
    }

    /// <summary>Reads an amount, or several joined by <c>=</c>, which then must be the same: <c>300亿 = 300 billion</c> is refused.</summary>
    /// <returns>False for anything that is no exact amount in whole fen.</returns>
    public static bool TryParse(string text, out long fen)
    {
        var amounts = text.Split('=').Select(Amount).Distinct().ToList();
        fen = amounts is [{ } only] ? only : 0;
        return amounts is [not null];
    }

    private static long? Amount(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }
        var unit = match.Groups["unit"].Value switch
        {
            "亿" => Yi,
            "万" => Wan,
            "billion" => Billion,
            "million" => Million,
            _ => 1,
        };
        var fenPerUnit = unit * FenPerYuan;
        return Math.Abs(number) <= long.MaxValue / fenPerUnit && number * fenPerUnit is var fen && fen == Math.Truncate(fen) ? (long)fen : null;
    }

    private static string Number(decimal number) => number.ToString("0.###########", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>-?[0-9][0-9,]*(\.[0-9]+)?)\s*(?<unit>亿|万|billion|million)?\s*(元|yuan)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
