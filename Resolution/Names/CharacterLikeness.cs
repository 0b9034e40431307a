namespace Coordination.Resolution;

/// <summary>How one character can stand for another: the kind of slip decides what a difference is worth.</summary>
internal enum Likeness : byte
{
    None = 0,

    /// <summary>Four-corner codes at most one digit apart: misread handwriting.</summary>
    Looks = 1,

    /// <summary>Readings that dialects confuse: zh/z, ch/c, sh/s, l/n, f/h, -ng/-n.</summary>
    SoundsNear = 2,

    /// <summary>A common reading: the wrong entry of an input method, or another spelling.</summary>
    Sounds = 3,

    Same = 4,
}

internal static class CharacterLikeness
{
    public static Likeness Of(in NameUnit a, in NameUnit b)
    {
        if (a.Plain == b.Plain && a.Plain != 0) { return Likeness.Same; }
        var near = false;
        foreach (var x in a.Readings)
        {
            foreach (var y in b.Readings)
            {
                if (x == y) { return Likeness.Sounds; }
                near |= SyllableLikeness.IsNear(x, y);
            }
        }
        return near ? Likeness.SoundsNear : LooksLike(a.Corner, b.Corner) ? Likeness.Looks : Likeness.None;
    }

    private static bool LooksLike(string a, string b)
    {
        if (a.Length < 4 || b.Length < 4) { return false; }
        var different = 0;
        for (var i = 0; i < 4; i++) { different += a[i] == b[i] ? 0 : 1; }
        return different <= 1;
    }
}

/// <summary>Syllables that southern and northern speakers write for one another.</summary>
internal static class SyllableLikeness
{
    private static readonly (string From, string To)[] Initials = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("h", "f")];
    private static readonly string[] Folded = [.. HanTable.Syllables.Select(Fold)];

    public static bool IsNear(ushort a, ushort b) => string.Equals(Folded[a], Folded[b], StringComparison.Ordinal);

    private static string Fold(string syllable)
    {
        var (from, to) = Array.Find(Initials, pair => syllable.StartsWith(pair.From, StringComparison.Ordinal));
        var folded = from is null ? syllable : to + syllable[from.Length..];
        return folded.EndsWith("ng", StringComparison.Ordinal) ? folded[..^1] : folded;
    }
}
