namespace Coordination.Resolution;

/// <summary>
/// One way in which two records agree or differ. It answers with a level; what a level is worth stands in the model.
/// Level 0 is always "nothing to compare" and is worth nothing.
/// </summary>
internal abstract class Comparison(string name, params string[] levels)
{
    public string Name { get; } = name;

    /// <summary>Names of the levels, as the model file writes them; the first is "absent".</summary>
    public IReadOnlyList<string> Levels { get; } = ["absent", .. levels];

    /// <exception cref="InvalidDataException">The comparison has no such level.</exception>
    public int IndexOf(string level)
    {
        for (var i = 1; i < Levels.Count; i++)
        {
            if (Levels[i] == level) { return i; }
        }
        throw new InvalidDataException($"The model names a level that does not exist: {Name}/{level}.");
    }

    /// <summary>True for levels at which a name in characters is the same, so that its rarity counts.</summary>
    public virtual bool IsSameName(int level) => false;

    /// <summary>Symmetric: the order of the records does not matter.</summary>
    public abstract int Level(NormalizedRecord a, NormalizedRecord b);
}

/// <summary>A comparison whose levels are an enum; its value 0 is the absent level.</summary>
internal abstract class Comparison<TLevel>(string name)
    : Comparison(name, [.. Enum.GetNames<TLevel>().Skip(1)])
    where TLevel : struct, Enum;
