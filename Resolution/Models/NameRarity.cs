namespace Coordination.Resolution;

/// <summary>How much rarer than average a name is: agreeing on 司马阳杰 says more than agreeing on 王伟.</summary>
internal sealed class NameRarity(NameFrequencies frequencies)
{
    private readonly Dictionary<string, double> _surnames = new(frequencies.Surnames, StringComparer.Ordinal);
    private readonly Dictionary<string, double> _given = new(frequencies.Given, StringComparer.Ordinal);

    /// <summary>Bits above (or below) those of an average name.</summary>
    public double BitsAboveAverage(PersonName name) => Bits(name) - frequencies.AverageBits;

    private double Bits(PersonName name)
    {
        var bits = -Math.Log2(_surnames.GetValueOrDefault(name.Surname, frequencies.Rest));
        var given = _given.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> character = stackalloc char[HanTable.SyllableLengthMax];
        for (var i = name.SurnameLength; i < name.Length; i++)
        {
            bits -= Math.Log2(given.TryGetValue(character[..name.WriteCharacter(i, character)], out var share) ? share : frequencies.Rest);
        }
        return bits;
    }
}
