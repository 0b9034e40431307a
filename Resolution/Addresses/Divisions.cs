namespace Coordination.Resolution;

/// <summary>Provinces and prefectures by name, long or short (Tables/README.md).</summary>
internal static class Divisions
{
    private static readonly Dictionary<string, int> Provinces = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, int> Prefectures = new(StringComparer.Ordinal);
    private static readonly int NameLengthMax;

    static Divisions()
    {
        foreach (var line in Resource.Lines("divisions.tsv"))
        {
            var cells = line.Split('\t');
            var table = cells[0].Length == 2 ? Provinces : Prefectures;
            var code = int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture);
            table[cells[1]] = code;
            table.TryAdd(cells[2], code);
            NameLengthMax = Math.Max(NameLengthMax, cells[1].Length);
        }
    }

    /// <summary>Reads province and prefecture off the front of an address.</summary>
    /// <returns>Four digits for a prefecture or municipality, two digits for a province alone, 0 for neither.</returns>
    public static int ReadPrefix(ref ReadOnlySpan<char> address)
    {
        var (province, provinceLength) = Longest(Provinces, address);
        var (prefecture, prefectureLength) = Longest(Prefectures, address);
        if (prefectureLength > provinceLength)
        {
            address = address[prefectureLength..];
            return prefecture;
        }
        if (provinceLength == 0) { return 0; }
        address = address[provinceLength..];
        if (province is 11 or 12 or 31 or 50) { return (province * 100) + 1; }
        (prefecture, prefectureLength) = Longest(Prefectures, address);
        if (prefectureLength == 0 || prefecture / 100 != province) { return province; }
        address = address[prefectureLength..];
        return prefecture;
    }

    private static (int Code, int Length) Longest(Dictionary<string, int> names, ReadOnlySpan<char> address)
    {
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(NameLengthMax, address.Length); length >= 2; length--)
        {
            if (lookup.TryGetValue(address[..length], out var code)) { return (code, length); }
        }
        return (0, 0);
    }
}
