namespace Coordination.Resolution;

/// <summary>Telephone numbers. A mainland mobile number has 11 digits and starts with 13 to 19.</summary>
public static class Mobile
{
    /// <summary>The number without country code, trunk prefix and grouping; empty if fewer than 7 digits remain.</summary>
    public static string Normalize(string? typed)
    {
        var text = CharacterWidth.Compact(typed);
        var digits = text.StartsWith('+') ? text[1..] : text;
        if (digits.AsSpan().ContainsAny("OIL")) { digits = digits.Replace('O', '0').Replace('I', '1').Replace('L', '1'); }
        if (digits.StartsWith("0086", StringComparison.Ordinal)) { digits = digits[4..]; }
        else if (digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal)) { digits = digits[2..]; }
        if (digits.Length < 7 || digits.AsSpan().ContainsAnyExceptInRange('0', '9')) { return ""; }
        return digits;
    }

    /// <summary>True for the form of a mainland mobile number, <c>1[3-9]</c> and nine digits.</summary>
    public static bool IsMobile(string normalized) =>
        normalized.Length == 11 && normalized[0] == '1' && normalized[1] is >= '3' and <= '9';
}
