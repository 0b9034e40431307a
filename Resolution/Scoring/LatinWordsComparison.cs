namespace Coordination.Resolution;

internal enum LatinWordsLevel
{
    Absent = 0,
    Different,
    OneNear,
    OneSame,
    TwoNear,
    OneSameOneNear,

    /// <summary>One side has a single word, and the other has it too.</summary>
    OnlyWordSame,
    TwoSame,
}

/// <summary>
/// Names of several words in Latin letters, word by word in any order: given name and surname change places, and each
/// is mistyped by itself.
/// </summary>
internal sealed class LatinWordsComparison() : Comparison<LatinWordsLevel>("latin_words")
{
    private const int EditsMax = 2;

    public override int Level(NormalizedRecord a, NormalizedRecord b) =>
        a.Latin is { } x && b.Latin is { } y ? (int)Compare(x.Words, y.Words) : (int)LatinWordsLevel.Absent;

    private static LatinWordsLevel Compare(ImmutableArray<string> a, ImmutableArray<string> b)
    {
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        var free = longer.ToList();
        var same = shorter.Count(free.Remove);
        var near = 0;
        foreach (var word in shorter.Where(word => !longer.Contains(word)))
        {
            var like = free.FindIndex(other => IsNear(word, other));
            if (like < 0) { continue; }
            free.RemoveAt(like);
            near++;
        }
        return (same, near) switch
        {
            ( >= 2, _) => LatinWordsLevel.TwoSame,
            (1, _) when shorter.Length == 1 => LatinWordsLevel.OnlyWordSame,
            (1, >= 1) => LatinWordsLevel.OneSameOneNear,
            (1, _) => LatinWordsLevel.OneSame,
            (_, >= 2) => LatinWordsLevel.TwoNear,
            (_, 1) => LatinWordsLevel.OneNear,
            _ => LatinWordsLevel.Different,
        };
    }

    private static bool IsNear(string a, string b) =>
        EditDistance.Between(a, b, EditsMax) is var edits && edits <= EditsMax && edits * 3 <= Math.Max(a.Length, b.Length);
}
