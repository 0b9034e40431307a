namespace Coordination.Resolution;

/// <summary>Resident identity number: GB 11643-1999, and the 15 digits that came before it.</summary>
public static class ResidentId
{
    public const int Length = 18;
    private const int LegacyLength = 15;
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The check character of 17 digits: ISO 7064 MOD 11-2, GB 11643.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) { sum += (first17[i] - '0') * Weights[i]; }
        return CheckCharacters[sum % 11];
    }

    /// <summary>True if the text has the form of a resident id, complete, masked or mistyped by a character.</summary>
    public static bool LooksLikeOne(string compact)
    {
        if (compact.Length is not (LegacyLength or 17 or Length or 19)) { return false; }
        var digits = 0;
        foreach (var c in compact)
        {
            if (char.IsAsciiDigit(c) || c == '*') { digits++; }
        }
        return digits >= compact.Length - 2;
    }

    /// <summary>
    /// Reads a number as it was typed. Nothing is refused: what is wrong with it is told by the flags.
    /// </summary>
    /// <param name="typed">Any width and grouping; O for 0 and l for 1 are read as what they stand for.</param>
    /// <param name="notAfter">A birth date after this day is not real; null: any day.</param>
    public static DocumentNumber Read(string? typed, DateOnly? notAfter = null)
    {
        var text = Digits(CharacterWidth.Compact(typed));
        if (text.Contains('*')) { return new(DocumentKind.ResidentId, text, DocumentFlags.Masked, MaskedBirth(text), default); }

        var legacy = text.Length == LegacyLength && IsDigits(text, LegacyLength);
        if (legacy)
        {
            var longer = string.Concat(text.AsSpan(0, 6), "19", text.AsSpan(6));
            text = longer + CheckCharacter(longer);
        }
        if (text.Length != Length || !IsDigits(text, 17)) { return new(DocumentKind.ResidentId, text, DocumentFlags.Malformed, default, default); }

        var birth = Birth(text);
        var sex = (text[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;
        var flags = (legacy ? DocumentFlags.FromFifteenDigits : 0)
            | (CheckCharacter(text) != text[17] ? DocumentFlags.CheckFailed : 0)
            | (!birth.IsKnown || (notAfter is { } day && birth.IsAfter(day)) ? DocumentFlags.DateImpossible : 0);
        return new(DocumentKind.ResidentId, text, flags, birth, sex);
    }

    private static PartialDate Birth(string text) =>
        PartialDate.Parse(text.Substring(6, 8)) is { IsComplete: true } date ? date : default;

    private static PartialDate MaskedBirth(string text) =>
        text.Length != Length ? default
        : !text.AsSpan(6, 8).Contains('*') ? Birth(text)
        : !text.AsSpan(6, 4).Contains('*') ? PartialDate.Parse(text.Substring(6, 4))
        : default;

    private static bool IsDigits(string text, int count) => !text.AsSpan(0, count).ContainsAnyExceptInRange('0', '9');

    private static string Digits(string text) =>
        text.AsSpan().ContainsAny("OILQ")
            ? text.Replace('O', '0').Replace('Q', '0').Replace('I', '1').Replace('L', '1')
            : text;
}
