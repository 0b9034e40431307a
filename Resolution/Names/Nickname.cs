namespace Coordination.Resolution;

/// <summary>
/// What people are called instead of their name: 阿强, 老王, 小磊, 二伟, 王某, 静子. Such a word holds one character of the
/// name at most, so it is compared as an alias and never as a name.
/// </summary>
internal static class Nickname
{
    private const string Openers = "阿老小大二三胖某";
    private const string Closers = "某姐哥嫂总老";

    /// <summary>True for two or three characters built as a form of address rather than as surname and given name.</summary>
    public static bool IsOne(string compact) =>
        compact.Length == 1
        || (compact.Length is 2 or 3 && Openers.Contains(compact[0], StringComparison.Ordinal))
        || (compact.Length == 2 && (Closers.Contains(compact[1], StringComparison.Ordinal) || compact[0] == compact[1]))
        || (compact.Length == 3 && compact.EndsWith("某某", StringComparison.Ordinal));

    /// <summary>The characters of a nickname that may come from the name.</summary>
    public static string Core(string compact) =>
        compact.Length < 2 ? compact
        : Openers.Contains(compact[0], StringComparison.Ordinal) ? compact[1..]
        : Closers.Contains(compact[^1], StringComparison.Ordinal) || compact[^1] == '子' ? compact[..^1]
        : compact;
}
