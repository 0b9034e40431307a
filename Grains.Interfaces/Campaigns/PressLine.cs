using System.Globalization;

namespace Coordination.Campaigns;

/// <summary>
/// Figures in the wording of the press. N余: rounded down to the shown unit, with something left over; 近N: at least 96 % of N and
/// less than N. Source: B6.
/// </summary>
public static class PressLine
{
    private const decimal NearlyFrom = 0.96m;
    private const decimal YuanPerYi = 100_000_000;
    private const decimal YuanPerWan = 10_000;
    private const decimal FenPerYuan = 100;

    /// <summary>For example <c>1500余起 / 200余个 / 近60次 / 近300亿元</c>: cases, groups, operations, amount.</summary>
    public static string Chinese(CampaignFigures figures)
    {
        var (amount, unit) = InUnit(figures.Amount / FenPerYuan);
        return $"{Count(figures.Cases, "起")} / {Count(figures.Groups, "个")} / {Count(figures.Operations, "次")} / {Amount(amount, unit)}";

        static string Count(long value, string unit) => Say(Rounded.Of(value), unit);
        static string Amount(decimal value, decimal unit)
        {
            var name = unit == YuanPerYi ? "亿" : unit == YuanPerWan ? "万" : "";
            // 1亿余元, but 10余亿元: the word stands after what is known.
            return Rounded.Of(value) is { Wording: Wording.MoreThan, Shown: < 10 } few ? $"{Plain(few.Shown)}{name}余元" : Say(Rounded.Of(value), $"{name}元");
        }
        static string Say(Rounded rounded, string unit) => rounded.Wording switch
        {
            Wording.Nearly => $"近{Plain(rounded.Shown)}{unit}",
            Wording.MoreThan => $"{Plain(rounded.Shown)}余{unit}",
            _ => $"{Plain(rounded.Shown)}{unit}",
        };
        static string Plain(decimal shown) => shown.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>For example <c>more than 1,500 cases / more than 200 groups / nearly 60 joint operations / nearly 30 billion yuan</c>.</summary>
    public static string English(CampaignFigures figures)
    {
        var (amount, unit) = InUnit(figures.Amount / FenPerYuan);
        var rounded = Rounded.Of(amount);
        // The unit of the rounding is the Chinese one, so that both languages say the same; only then is it put into English words.
        var yuan = Say(rounded with { Shown = rounded.Shown * unit }, Money);
        return $"{Count(figures.Cases)} cases / {Count(figures.Groups)} groups / {Count(figures.Operations)} joint operations / {yuan}";

        static string Count(long value) => Say(Rounded.Of(value), shown => shown.ToString("#,0", CultureInfo.InvariantCulture));
        static string Money(decimal yuan) => AmountText.English((long)(yuan * FenPerYuan));
        static string Say(Rounded rounded, Func<decimal, string> shown) => rounded.Wording switch
        {
            Wording.Nearly => $"nearly {shown(rounded.Shown)}",
            Wording.MoreThan => $"more than {shown(rounded.Shown)}",
            _ => shown(rounded.Shown),
        };
    }

    private static (decimal Value, decimal Unit) InUnit(decimal yuan) => Math.Abs(yuan) switch
    {
        >= YuanPerYi => (yuan / YuanPerYi, YuanPerYi),
        >= YuanPerWan => (yuan / YuanPerWan, YuanPerWan),
        _ => (yuan, 1),
    };

    private enum Wording
    {
        Exactly = 0,
        MoreThan,
        Nearly,
    }

    private sealed record Rounded(Wording Wording, decimal Shown)
    {
        /// <summary>The shown unit is the first digit's, and from a thousand the second's: 58 by tens, 206 by hundreds, 1523 by hundreds.</summary>
        public static Rounded Of(decimal value)
        {
            var unit = 1m;
            while (value >= unit * 10)
            {
                unit *= 10;
            }
            unit = unit >= 1000 ? unit / 10 : unit;
            var floor = Math.Floor(value / unit) * unit;
            var next = floor + unit;
            return value == floor || value < 10 && value == Math.Truncate(value) ? new(Wording.Exactly, value)
                : next * NearlyFrom <= value ? new(Wording.Nearly, next)
                : new(Wording.MoreThan, floor);
        }
    }
}
