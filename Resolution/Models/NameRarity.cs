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
        foreach (var character in name.GivenCharacters) { bits -= Math.Log2(_given.GetValueOrDefault(character, frequencies.Rest)); }
        return bits;
    }
}
