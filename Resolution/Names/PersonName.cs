using System.Text;

namespace Coordination.Resolution;

/// <summary>One place in a name: a character, or a syllable typed in letters where the character was not at hand.</summary>
/// <param name="Plain">Code point of the plain form; 0 for a syllable in letters.</param>
/// <param name="Readings">Syllables it can be read as, the usual one first.</param>
/// <param name="Corner">Four-corner code and its fifth digit; empty if unknown.</param>
internal readonly record struct NameUnit(int Plain, ushort[] Readings, string Corner);

/// <summary>A full name in characters, ready to compare. Compound surnames are known; a middle dot parts given and father's name.</summary>
public sealed class PersonName
{
    private PersonName(string text, NameUnit[] units, int surnameLength, string letters)
    {
        Text = text;
        Units = units;
        SurnameLength = surnameLength;
        Letters = letters;
        SortedLetters = LatinNames.Sorted(letters);
        Surname = Part(0, surnameLength);
        LastCharacter = Part(units.Length - 1, 1);
    }

    /// <summary>Plain characters: simplified, without spaces; parts around a middle dot in a fixed order.</summary>
    public string Text { get; }

    /// <summary>Usual reading without tones, surname first, no separators.</summary>
    public string Letters { get; }

    /// <summary>The same letters in alphabetical order.</summary>
    internal string SortedLetters { get; }

    public int Length => Units.Length;

    internal int SurnameLength { get; }

    internal NameUnit[] Units { get; }

    /// <summary>The surname's plain characters; the first syllable's letters where it was typed so.</summary>
    internal string Surname { get; }

    internal string LastCharacter { get; }

    internal IEnumerable<string> GivenCharacters => Enumerable.Range(SurnameLength, Length - SurnameLength).Select(i => Part(i, 1));

    /// <summary>The name, or null if the text is not one of at least two characters or syllables.</summary>
    public static PersonName? Parse(string? typed)
    {
        var folded = CharacterWidth.Fold(typed);
        if (folded.AsSpan().ContainsAny("·•・‧.")) { folded = string.Concat(folded.Split('·', '•', '・', '‧', '.').Order(StringComparer.Ordinal)); }

        var units = new List<NameUnit>(4);
        for (var i = 0; i < folded.Length; i++)
        {
            if (char.IsWhiteSpace(folded[i])) { continue; }
            if (char.IsAsciiLetter(folded[i]))
            {
                var end = i;
                while (end < folded.Length && char.IsAsciiLetter(folded[end])) { end++; }
                if (!HanTable.TryGetSyllable(folded[i..end].ToLowerInvariant(), out var syllable)) { return null; }
                units.Add(new NameUnit(0, [syllable], ""));
                i = end - 1;
                continue;
            }
            var rune = char.IsHighSurrogate(folded[i]) && i + 1 < folded.Length ? char.ConvertToUtf32(folded[i], folded[++i]) : folded[i];
            if (HanTable.Find(rune) is not { } entry) { return null; }
            units.Add(new NameUnit(entry.Plain, entry.Readings, entry.Corner));
        }
        if (units.Count is < 2 or > 16 || units.TrueForAll(u => u.Plain == 0)) { return null; }
        return Create([.. units]);
    }

    private static PersonName Create(NameUnit[] units)
    {
        var text = TextOf(units, 0, units.Length);
        var compound = units.Length > 2 && HanTable.SurnameReading(TextOf(units, 0, 2)) is { Length: 2 };
        var surname = compound ? 2 : 1;
        if (HanTable.SurnameReading(TextOf(units, 0, surname)) is { } readings)
        {
            for (var i = 0; i < surname; i++)
            {
                units[i] = units[i] with { Readings = [readings[i], .. units[i].Readings.Where(r => r != readings[i])] };
            }
        }
        return new PersonName(text, units, surname, LettersOf(units));
    }

    private static string LettersOf(NameUnit[] units)
    {
        Span<char> letters = stackalloc char[units.Length * HanTable.SyllableLengthMax];
        var end = 0;
        foreach (var unit in units)
        {
            var syllable = HanTable.Syllable(unit.Readings[0]);
            syllable.CopyTo(letters[end..]);
            end += syllable.Length;
        }
        return new string(letters[..end]);
    }

    /// <summary>Writes one character, or the letters of a syllable typed so.</summary>
    /// <returns>How many <c>char</c>s.</returns>
    internal int WriteCharacter(int position, Span<char> text) => Write(Units[position], text);

    private string Part(int start, int length) => TextOf(Units, start, length);

    private static string TextOf(NameUnit[] units, int start, int length)
    {
        Span<char> text = stackalloc char[units.Length * HanTable.SyllableLengthMax];
        var end = 0;
        foreach (var unit in units.AsSpan(start, length)) { end += Write(unit, text[end..]); }
        return new string(text[..end]);
    }

    private static int Write(in NameUnit unit, Span<char> text)
    {
        if (unit.Plain != 0) { return new Rune(unit.Plain).EncodeToUtf16(text); }
        var syllable = HanTable.Syllable(unit.Readings[0]);
        syllable.CopyTo(text);
        return syllable.Length;
    }

    public override string ToString() => Text;
}
