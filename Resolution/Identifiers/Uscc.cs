namespace Coordination.Resolution;

/// <summary>Unified social credit code of a firm or agency: GB 32100-2015.</summary>
public static class Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;

    /// <summary>True if the check character fits. Some older codes in use fail: a failure is a flag, never a reason to refuse.</summary>
    public static bool IsValid(string? typed)
    {
        var code = CharacterWidth.Compact(typed);
        if (code.Length != Length) { return false; }
        int sum = 0, weight = 1;
        for (var i = 0; i < Length - 1; i++)
        {
            var value = Alphabet.IndexOf(code[i], StringComparison.Ordinal);
            if (value < 0) { return false; }
            sum += value * weight;
            weight = weight * 3 % Alphabet.Length;
        }
        return code[^1] == Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}
