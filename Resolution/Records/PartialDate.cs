using System.Globalization;

namespace Coordination.Resolution;

/// <summary>A date of which month or day may be unknown (0). <c>default</c> is no date at all.</summary>
public readonly record struct PartialDate(int Year, int Month, int Day)
{
    /// <summary>Characters of a whole date, <c>YYYY-MM-DD</c>.</summary>
    internal const int LengthMax = 10;

    public bool IsKnown => Year != 0;

    public bool IsComplete => Day != 0;

    /// <summary>Reads <c>YYYY[-MM[-DD]]</c> or <c>YYYY[MM[DD]]</c>; what is not a date of the calendar is no date.</summary>
    public static PartialDate Parse(string? text)
    {
        Span<char> digits = stackalloc char[9];
        var count = 0;
        foreach (var c in CharacterWidth.Fold(text))
        {
            if (!char.IsAsciiDigit(c)) { continue; }
            if (count == digits.Length) { return default; }
            digits[count++] = c;
        }
        return count switch
        {
            4 => Checked(Part(digits[..4]), 0, 0),
            6 => Checked(Part(digits[..4]), Part(digits[4..6]), 0),
            8 => Checked(Part(digits[..4]), Part(digits[4..6]), Part(digits[6..8])),
            _ => default,
        };
    }

    /// <summary>The date, or none where the calendar has no such day (29 February only in leap years).</summary>
    public static PartialDate Checked(int year, int month, int day) =>
        year is < 1850 or > 2100 || month is < 0 or > 12 ? default
        : day != 0 && (month == 0 || day < 0 || day > DateTime.DaysInMonth(year, month)) ? default
        : new PartialDate(year, month, day);

    /// <summary>True if what both state is equal, and both state at least a year.</summary>
    public bool IsCompatible(PartialDate other) =>
        IsKnown && other.IsKnown && Year == other.Year
        && (Month == 0 || other.Month == 0 || Month == other.Month)
        && (Day == 0 || other.Day == 0 || Day == other.Day);

    public bool IsAfter(DateOnly day) => IsComplete ? new DateOnly(Year, Month, Day) > day : Year > day.Year;

    public override string ToString()
    {
        Span<char> text = stackalloc char[LengthMax];
        return new string(text[..Write(text)]);
    }

    /// <summary>Writes <c>YYYY[-MM[-DD]]</c>; nothing for no date.</summary>
    /// <returns>How many characters.</returns>
    internal int Write(Span<char> text)
    {
        if (!IsKnown) { return 0; }
        WriteDigits(text[..4], Year);
        if (Month == 0) { return 4; }
        text[4] = '-';
        WriteDigits(text[5..7], Month);
        if (Day == 0) { return 7; }
        text[7] = '-';
        WriteDigits(text[8..10], Day);
        return LengthMax;
    }

    private static void WriteDigits(Span<char> text, int number)
    {
        for (var i = text.Length - 1; i >= 0; i--, number /= 10) { text[i] = (char)('0' + (number % 10)); }
    }

    private static int Part(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
