namespace Coordination.Resolution;

/// <summary>Takes keys as the parts that make their text, so that whoever needs no text makes none.</summary>
internal interface IKeyTaker
{
    /// <param name="family">Kind of the key.</param>
    /// <param name="text">The key, or its first part.</param>
    /// <param name="rest">Its second part, set off by a bar; empty if there is none.</param>
    void Take(KeyFamily family, ReadOnlySpan<char> text, ReadOnlySpan<char> rest);
}

/// <summary>Takes keys as texts.</summary>
internal sealed class KeyTexts : IKeyTaker
{
    private const int Usual = 16;

    public List<MatchKey> Keys { get; } = new(Usual);

    public void Take(KeyFamily family, ReadOnlySpan<char> text, ReadOnlySpan<char> rest) =>
        Keys.Add(new(family, rest.IsEmpty ? text.ToString() : $"{text}|{rest}"));
}
