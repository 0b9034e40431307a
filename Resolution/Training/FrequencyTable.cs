namespace Coordination.Resolution;

/// <summary>Counts surnames and the characters of given names, to be frozen in a model.</summary>
internal static class FrequencyTable
{
    private const int CountMin = 5; // rarer ones are told apart no better than by the rest's share
    private const int Digits = 6;

    public static NameFrequencies Of(IEnumerable<NormalizedRecord> records)
    {
        var surnames = new Dictionary<string, int>(StringComparer.Ordinal);
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        PersonName[] names = [.. records.Where(record => record.HasName).Select(record => record.Names[0])];
        foreach (var name in names)
        {
            surnames[name.Surname] = surnames.GetValueOrDefault(name.Surname) + 1;
            foreach (var character in name.GivenCharacters) { given[character] = given.GetValueOrDefault(character) + 1; }
        }

        var frequencies = new NameFrequencies
        {
            Rest = Math.Round((double)CountMin / 2 / Math.Max(given.Values.Sum(), 1000), Digits + 2),
            AverageBits = 0,
            Surnames = Shares(surnames),
            Given = Shares(given),
        };
        var rarity = new NameRarity(frequencies);
        return frequencies with { AverageBits = Math.Round(names.Select(rarity.BitsAboveAverage).DefaultIfEmpty(0).Average(), 2) };
    }

    private static ImmutableSortedDictionary<string, double> Shares(Dictionary<string, int> counts)
    {
        double total = counts.Values.Sum();
        return counts.Where(count => count.Value >= CountMin)
            .ToImmutableSortedDictionary(count => count.Key, count => Math.Round(count.Value / total, Digits), StringComparer.Ordinal);
    }
}
