namespace Coordination.Resolution;

internal enum AliasLevel
{
    Absent = 0,

    /// <summary>Both have nicknames, none in common.</summary>
    Different,
    Same,
}

/// <summary>Nicknames against nicknames.</summary>
internal sealed class AliasComparison() : Comparison<AliasLevel>("alias")
{
    public override int Level(NormalizedRecord a, NormalizedRecord b)
    {
        if (a.Nicknames.IsEmpty || b.Nicknames.IsEmpty) { return (int)AliasLevel.Absent; }
        foreach (var nickname in a.Nicknames)
        {
            if (b.Nicknames.Contains(nickname)) { return (int)AliasLevel.Same; }
        }
        return (int)AliasLevel.Different;
    }
}

internal enum LatinLevel
{
    Absent = 0,
    Different,
    Near,
    Same,
}

/// <summary>
/// Letters against the other's name where both have names in characters: an impostor borrows the name in characters
/// and forgets the passport's.
/// </summary>
internal sealed class LatinComparison() : Comparison<LatinLevel>("romanised")
{
    public override int Level(NormalizedRecord a, NormalizedRecord b)
    {
        if (a.Names.IsEmpty || b.Names.IsEmpty) { return (int)LatinLevel.Absent; }
        return LatinNames.Compare(a, b) switch
        {
            NameLevel.Absent => (int)LatinLevel.Absent,
            NameLevel.LatinSame => (int)LatinLevel.Same,
            NameLevel.LatinNear => (int)LatinLevel.Near,
            _ => (int)LatinLevel.Different,
        };
    }
}
