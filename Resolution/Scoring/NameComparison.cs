namespace Coordination.Resolution;

/// <summary>From the worst to the best; the best over all names of both records counts.</summary>
internal enum NameLevel
{
    Absent = 0,
    Different,
    NicknameOther,
    GivenSame,
    SurnameSame,
    LatinDifferent,
    NicknameFits,
    TwoAlike,
    OneOtherOfTwo,
    OneOtherOfThree,
    OneLooksOfTwo,
    OneNearOfTwo,
    OneSoundsOfTwo,
    CharacterMissing,
    OneLooksOfThree,
    OneNearOfThree,
    OneSoundsOfThree,
    Swapped,
    SurnameAlike,
    LatinNear,
    LatinSame,
    FormerNameSame,
    SameOfTwo,
    SameOfThree,
}

/// <summary>
/// Names by character, by sound and by shape. That one character of three differs is weak evidence by itself: what
/// decides is whether the two sound or look alike (a slip) or neither (a brother, a twin).
/// </summary>
internal sealed class NameComparison() : Comparison<NameLevel>("name")
{
    public override int Level(NormalizedRecord a, NormalizedRecord b) => (int)Compare(a, b);

    public override bool IsSameName(int level) => (NameLevel)level >= NameLevel.FormerNameSame;

    private static NameLevel Compare(NormalizedRecord a, NormalizedRecord b)
    {
        var best = NameLevel.Absent;
        for (var i = 0; i < a.Names.Length; i++)
        {
            for (var j = 0; j < b.Names.Length; j++)
            {
                var level = Compare(a.Names[i], b.Names[j]);
                var former = (i > 0 || !a.HasName) || (j > 0 || !b.HasName);
                if (former && level >= NameLevel.SameOfTwo) { level = NameLevel.FormerNameSame; }
                if (level > best) { best = level; }
            }
        }
        if (best != NameLevel.Absent) { return best; }
        if (LatinNames.Compare(a, b) is var latin and not NameLevel.Absent) { return latin; }
        return Nicknames(a, b);
    }

    internal static NameLevel Compare(PersonName a, PersonName b)
    {
        if (string.Equals(a.Text, b.Text, StringComparison.Ordinal)) { return a.Length == 2 ? NameLevel.SameOfTwo : NameLevel.SameOfThree; }
        if (a.Length == b.Length) { return SameLength(a.Units, b.Units, a.SurnameLength); }

        var (shorter, longer) = a.Length < b.Length ? (a, b) : (b, a);
        if (longer.Length - shorter.Length == 1 && IsSubsequence(shorter.Units, longer.Units)) { return NameLevel.CharacterMissing; }
        return a.Units[0].Plain == b.Units[0].Plain ? NameLevel.SurnameSame : NameLevel.Different;
    }

    private static NameLevel SameLength(NameUnit[] a, NameUnit[] b, int surnameLength)
    {
        int different = 0, alike = 0, position = 0;
        var likeness = Likeness.Same;
        for (var i = 0; i < a.Length; i++)
        {
            var here = CharacterLikeness.Of(a[i], b[i]);
            if (here == Likeness.Same) { continue; }
            different++;
            alike += here == Likeness.None ? 0 : 1;
            position = i;
            likeness = here;
        }
        return different switch
        {
            1 when position < surnameLength => likeness == Likeness.None ? NameLevel.GivenSame : NameLevel.SurnameAlike,
            1 when a.Length == 2 => likeness switch
            {
                Likeness.Sounds => NameLevel.OneSoundsOfTwo,
                Likeness.SoundsNear => NameLevel.OneNearOfTwo,
                Likeness.Looks => NameLevel.OneLooksOfTwo,
                _ => NameLevel.OneOtherOfTwo,
            },
            1 => likeness switch
            {
                Likeness.Sounds => NameLevel.OneSoundsOfThree,
                Likeness.SoundsNear => NameLevel.OneNearOfThree,
                Likeness.Looks => NameLevel.OneLooksOfThree,
                _ => NameLevel.OneOtherOfThree,
            },
            _ when IsPermutation(a, b) => NameLevel.Swapped,
            _ when alike == different => NameLevel.TwoAlike,
            _ => a[0].Plain == b[0].Plain ? NameLevel.SurnameSame : NameLevel.Different,
        };
    }

    private static bool IsPermutation(NameUnit[] a, NameUnit[] b)
    {
        Span<int> x = stackalloc int[a.Length];
        Span<int> y = stackalloc int[b.Length];
        for (var i = 0; i < a.Length; i++) { (x[i], y[i]) = (a[i].Plain, b[i].Plain); }
        x.Sort();
        y.Sort();
        return x.SequenceEqual(y);
    }

    private static bool IsSubsequence(NameUnit[] shorter, NameUnit[] longer)
    {
        var matched = 0;
        foreach (var unit in longer)
        {
            if (matched < shorter.Length && CharacterLikeness.Of(shorter[matched], unit) >= Likeness.Sounds) { matched++; }
        }
        return matched == shorter.Length;
    }

    /// <summary>One side is known by a nickname only.</summary>
    private static NameLevel Nicknames(NormalizedRecord a, NormalizedRecord b)
    {
        if (a.Names.Length + b.Names.Length == 0 || a.Nicknames.Length + b.Nicknames.Length == 0) { return NameLevel.Absent; }
        var (named, called) = a.Names.Length > 0 ? (a, b) : (b, a);
        if (called.Nicknames.IsEmpty) { return NameLevel.Absent; }
        foreach (var nickname in called.Nicknames)
        {
            if (named.Names[0].Text.Contains(Nickname.Core(nickname), StringComparison.Ordinal)) { return NameLevel.NicknameFits; }
        }
        return NameLevel.NicknameOther;
    }
}
