using System.Collections.Frozen;

namespace Coordination.Resolution;

/// <summary>
/// Values that name nobody: fillers typed into a mandatory field, emergency numbers, switchboards.
/// A stopped value is neither key nor evidence. The list belongs to the model version.
/// </summary>
public sealed class StopValues(IEnumerable<string> values)
{
    private static readonly string[] Fillers =
    [
        "无", "不详", "未知", "不明", "没有", "无名氏", "无名", "未查明", "佚名", "某某", "暂无", "N/A", "NA", "NULL", "NONE", "UNKNOWN",
        "110", "112", "114", "119", "120", "122",
    ];

    private readonly FrozenSet<string> _values = Fillers.Concat(values.Select(CharacterWidth.Compact)).ToFrozenSet(StringComparer.Ordinal);

    public static StopValues Default { get; } = new([]);

    /// <summary>True for a listed value, one repeated character, or digits that only count up or down.</summary>
    public bool IsStopped(string compact) => compact.Length == 0 || _values.Contains(compact) || IsFiller(compact);

    private static bool IsFiller(string text)
    {
        if (text.Length < 4 || !char.IsAsciiDigit(text[0])) { return text.Length >= 3 && !text.AsSpan().ContainsAnyExcept(text[0]); }
        bool same = true, up = true, down = true;
        for (var i = 1; i < text.Length; i++)
        {
            var step = text[i] - text[i - 1];
            same &= step == 0;
            up &= step == 1 || step == -9;
            down &= step == -1 || step == 9;
        }
        return same || up || down;
    }
}
