namespace Coordination.Resolution;

/// <summary>Provinces and prefectures by name, long or short (Tables/README.md).</summary>
internal static class Divisions
{
    private static readonly NameTable Provinces = new();
    private static readonly NameTable Prefectures = new();

    static Divisions()
    {
        foreach (var line in Resource.Lines("divisions.tsv"))
        {
            var cells = line.Split('\t');
            var table = cells[0].Length == 2 ? Provinces : Prefectures;
            var code = int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture);
            table.Add(cells[1], code);
            table.Add(cells[2], code);
        }
    }

    /// <summary>Reads province and prefecture off the front of an address.</summary>
    /// <returns>Four digits for a prefecture or municipality, two digits for a province alone, 0 for neither.</returns>
    public static int ReadPrefix(ref ReadOnlySpan<char> address)
    {
        var (province, provinceLength) = Provinces.Longest(address);
        var (prefecture, prefectureLength) = Prefectures.Longest(address);
        if (prefectureLength > provinceLength)
        {
            address = address[prefectureLength..];
            return prefecture;
        }
        if (provinceLength == 0) { return 0; }
        address = address[provinceLength..];
        if (province is 11 or 12 or 31 or 50) { return (province * 100) + 1; }
        (prefecture, prefectureLength) = Prefectures.Longest(address);
        if (prefectureLength == 0 || prefecture / 100 != province) { return province; }
        address = address[prefectureLength..];
        return prefecture;
    }

    /// <summary>Names by their first two characters, which all have: most addresses are told by one look.</summary>
    private sealed class NameTable
    {
        private readonly Dictionary<int, List<(string Name, int Code)>> _names = [];

        public void Add(string name, int code)
        {
            if (!_names.TryGetValue(Start(name), out var names)) { _names[Start(name)] = names = []; }
            names.Insert(names.TakeWhile(other => other.Name.Length >= name.Length).Count(), (name, code)); // the longest first
        }

        public (int Code, int Length) Longest(ReadOnlySpan<char> address)
        {
            if (address.Length < 2 || !_names.TryGetValue(Start(address), out var names)) { return (0, 0); }
            foreach (var (name, code) in names)
            {
                if (address.StartsWith(name, StringComparison.Ordinal)) { return (code, name.Length); }
            }
            return (0, 0);
        }

        private static int Start(ReadOnlySpan<char> text) => (text[0] << 16) | text[1];
    }
}
