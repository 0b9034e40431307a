namespace Coordination.Resolution;

/// <summary>Full-width forms as Chinese input methods produce them, folded to ASCII.</summary>
public static class CharacterWidth
{
    private const char FullWidthFirst = '\uFF01';
    private const char FullWidthLast = '\uFF5E';
    private const char IdeographicSpace = '\u3000';

    /// <summary>Full-width letters, digits and signs become ASCII; the rest stays.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) { return ""; }
        return text.AsSpan().ContainsAnyInRange(FullWidthFirst, FullWidthLast) || text.Contains(IdeographicSpace)
            ? string.Create(text.Length, text, static (target, source) =>
            {
                for (var i = 0; i < source.Length; i++) { target[i] = Fold(source[i]); }
            })
            : text;
    }

    /// <summary>Folded, upper case, and without the spaces, dashes and dots people group numbers with.</summary>
    public static string Compact(string? text)
    {
        if (string.IsNullOrEmpty(text)) { return ""; }
        Span<char> buffer = text.Length <= 128 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var original in text)
        {
            var c = Fold(original);
            if (char.IsWhiteSpace(c) || c is '-' or '.' or '·' or '_' or '(' or ')') { continue; }
            buffer[length++] = char.ToUpperInvariant(c);
        }
        return text.AsSpan().SequenceEqual(buffer[..length]) ? text : new string(buffer[..length]);
    }

    /// <summary>Folded, without white space.</summary>
    public static string WithoutSpaces(string? text)
    {
        var folded = Fold(text);
        return folded.AsSpan().IndexOfAny(' ', '\t') < 0 ? folded : string.Concat(folded.Where(c => !char.IsWhiteSpace(c)));
    }

    private static char Fold(char c) => c switch
    {
        >= FullWidthFirst and <= FullWidthLast => (char)(c - FullWidthFirst + '!'),
        IdeographicSpace => ' ',
        _ => c,
    };
}
