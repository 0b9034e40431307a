namespace Coordination.Resolution;

/// <summary>One character: plain form, readings (ids into <see cref="HanTable"/>'s syllables, usual first), shape.</summary>
internal sealed record HanEntry(int Plain, ushort[] Readings, string Corner);

/// <summary>The embedded character table (Tables/README.md). Loaded once; never written.</summary>
internal static class HanTable
{
    /// <summary>zhuang, chuang, shuang.</summary>
    public const int SyllableLengthMax = 6;

    private static readonly Dictionary<int, HanEntry> Entries = [];
    private static readonly Dictionary<string, ushort> SyllableIds = new(StringComparer.Ordinal);
    private static readonly List<string> SyllableTexts = [];
    private static readonly HanEntry?[] Basic = new HanEntry?[0x10000];
    private static readonly Dictionary<string, ushort[]> SurnameReadings = new(StringComparer.Ordinal);

    static HanTable()
    {
        foreach (var line in Resource.Lines("han.tsv"))
        {
            var cells = line.Split('\t');
            var code = char.ConvertToUtf32(cells[0], 0);
            var plain = cells[1].Length == 0 ? code : char.ConvertToUtf32(cells[1], 0);
            Entries[code] = new HanEntry(plain, [.. cells[2].Split(',').Select(Intern)], cells[3]);
            if (code < Basic.Length) { Basic[code] = Entries[code]; }
        }
        foreach (var line in Resource.Lines("surnames.tsv"))
        {
            var cells = line.Split('\t');
            SurnameReadings[cells[0]] = [.. cells[1].Split(' ').Select(Intern)];
        }
    }

    public static HanEntry? Find(int code) =>
        code < Basic.Length ? Basic[code] : Entries.GetValueOrDefault(code);

    public static IReadOnlyList<string> Syllables => SyllableTexts;

    public static string Syllable(ushort id) => SyllableTexts[id];

    public static bool TryGetSyllable(string letters, out ushort id) => SyllableIds.TryGetValue(letters, out id);

    /// <summary>Reading of a listed surname, one syllable a character; null where the usual reading holds.</summary>
    public static ushort[]? SurnameReading(string surname) => SurnameReadings.GetValueOrDefault(surname);

    private static ushort Intern(string syllable)
    {
        if (!SyllableIds.TryGetValue(syllable, out var id))
        {
            id = checked((ushort)SyllableTexts.Count);
            SyllableTexts.Add(syllable);
            SyllableIds[syllable] = id;
        }
        return id;
    }
}
