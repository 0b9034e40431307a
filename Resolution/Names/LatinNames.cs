namespace Coordination.Resolution;

/// <summary>Names in letters against names in characters or in letters.</summary>
internal static class LatinNames
{
    /// <summary>The best over the letters of one record and the names of the other; absent without letters on either side.</summary>
    public static NameLevel Compare(NormalizedRecord a, NormalizedRecord b)
    {
        var best = NameLevel.Absent;
        if (a.Latin is { } x)
        {
            if (b.Latin is { } y) { best = Max(best, Compare(x, y)); }
            foreach (var name in b.Names) { best = Max(best, Compare(x, name)); }
        }
        if (b.Latin is { } z)
        {
            foreach (var name in a.Names) { best = Max(best, Compare(z, name)); }
        }
        return best;
    }

    /// <summary>The letters in alphabetical order.</summary>
    public static string Sorted(string letters) => string.Create(letters.Length, letters, static (sorted, from) =>
    {
        from.CopyTo(sorted);
        sorted.Sort();
    });

    private static NameLevel Max(NameLevel a, NameLevel b) => a > b ? a : b;

    private static NameLevel Compare(LatinName a, LatinName b) =>
        Grade(Math.Min(
            EditDistance.Between(a.Letters, b.Letters, 2),
            Math.Min(EditDistance.Between(a.LettersLastFirst, b.Letters, 2), EditDistance.Between(a.Letters, b.LettersLastFirst, 2))));

    private static NameLevel Compare(LatinName latin, PersonName name) =>
        Spells(latin.Letters, name.Units, 0) || Spells(latin.LettersLastFirst, name.Units, 0)
            ? NameLevel.LatinSame
            : Grade(Math.Min(EditDistance.Between(latin.Letters, name.Letters, 2), EditDistance.Between(latin.LettersLastFirst, name.Letters, 2)));

    private static NameLevel Grade(int distance) => distance switch
    {
        0 => NameLevel.LatinSame,
        1 or 2 => NameLevel.LatinNear,
        _ => NameLevel.LatinDifferent,
    };

    /// <summary>True if the letters are one of the readings of the characters, syllable by syllable.</summary>
    private static bool Spells(ReadOnlySpan<char> letters, NameUnit[] units, int from)
    {
        if (from == units.Length) { return letters.IsEmpty; }
        foreach (var reading in units[from].Readings)
        {
            var syllable = HanTable.Syllable(reading);
            if (letters.StartsWith(syllable) && Spells(letters[syllable.Length..], units, from + 1)) { return true; }
        }
        return false;
    }
}
