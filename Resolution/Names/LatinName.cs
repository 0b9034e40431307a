using System.Text;

namespace Coordination.Resolution;

/// <summary>A name in Latin letters: lower case, no marks, the words in the order given (a word before a comma first).</summary>
public sealed record LatinName(ImmutableArray<string> Words)
{
    /// <summary>All letters, in the order given.</summary>
    public string Letters { get; } = string.Concat(Words);

    /// <summary>All letters with the last word first: passports and foreigners put the surname there.</summary>
    public string LettersLastFirst { get; } = Words.Length < 2 ? string.Concat(Words) : string.Concat(Words[^1], string.Concat(Words.Take(Words.Length - 1)));

    /// <summary>All letters in alphabetical order.</summary>
    internal string SortedLetters { get; } = LatinNames.Sorted(string.Concat(Words));

    /// <summary>The name, or null without at least two letters.</summary>
    public static LatinName? Parse(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) { return null; }
        var words = new List<string>(3);
        var word = new StringBuilder();
        foreach (var original in CharacterWidth.Fold(typed).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetter(original)) { word.Append(char.ToLowerInvariant(original)); }
            else if (original == '\u0308' && word.Length > 0 && word[^1] == 'u') { word[^1] = 'v'; } // ü is typed v
            else if (char.IsWhiteSpace(original) || original is ',' or ';' or '/') { Take(); }
        }
        Take();
        return words.Sum(w => w.Length) >= 2 ? new LatinName([.. words]) : null;

        void Take()
        {
            if (word.Length > 0) { words.Add(word.ToString()); }
            word.Clear();
        }
    }

    public override string ToString() => string.Join(' ', Words);
}
