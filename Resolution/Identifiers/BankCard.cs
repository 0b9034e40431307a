namespace Coordination.Resolution;

/// <summary>Payment card number: 13 to 19 digits whose last is a Luhn check digit (ISO/IEC 7812-1).</summary>
public static class BankCard
{
    /// <summary>The digits, or empty where there are not 13 to 19 of them.</summary>
    public static string Normalize(string? typed)
    {
        var digits = CharacterWidth.Compact(typed).Replace('O', '0').Replace('L', '1').Replace('I', '1');
        return digits.Length is >= 13 and <= 19 && !digits.AsSpan().ContainsAnyExceptInRange('0', '9') ? digits : "";
    }

    public static bool IsValid(string? typed)
    {
        var digits = Normalize(typed);
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }
        return digits.Length > 0 && sum % 10 == 0;
    }
}
