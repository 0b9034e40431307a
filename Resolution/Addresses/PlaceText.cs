namespace Coordination.Resolution;

/// <summary>An address taken apart: where (prefecture), and the rest in one spelling.</summary>
/// <param name="Area">GB/T 2260 digits 1-4, or 1-2 where only the province is named; 0 unknown.</param>
/// <param name="Street">Road and number or village and house, without county; empty if none is given.</param>
/// <param name="IsDetailed">True if it leads to one door.</param>
public sealed record PlaceText(int Area, string Street, bool IsDetailed)
{
    public static readonly PlaceText None = new(0, "", false);

    private static readonly string[] UnitWords = ["号楼", "单元", "栋", "幢", "座", "室", "号房"];

    public bool HasCity => Area > 99;

    public static PlaceText Parse(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) { return None; }
        var text = CharacterWidth.WithoutSpaces(typed);
        ReadOnlySpan<char> rest = text;
        var area = Divisions.ReadPrefix(ref rest);
        var street = Doors(rest[CountyLength(rest)..]);
        return new PlaceText(area, street, IsDoor(street));
    }

    /// <summary>Length of the county at the front (示范区, 样例县, 测试市), 0 if none: it ends before any digit.</summary>
    private static int CountyLength(ReadOnlySpan<char> rest)
    {
        for (var i = 1; i < Math.Min(rest.Length, 9); i++)
        {
            if (char.IsAsciiDigit(rest[i])) { return 0; }
            if (rest[i] is '区' or '县' or '市' or '旗') { return i + 1; }
        }
        return 0;
    }

    /// <summary>27栋1单元2703室, 27号楼1单元2703 and 27-1-2703 are one door.</summary>
    private static string Doors(ReadOnlySpan<char> street)
    {
        Span<char> result = street.Length <= 256 ? stackalloc char[street.Length] : new char[street.Length];
        var length = 0;
        for (var i = 0; i < street.Length; i++)
        {
            var word = i > 0 && char.IsAsciiDigit(street[i - 1]) ? UnitWord(street[i..]) : 0;
            if (word == 0) { result[length++] = street[i]; continue; }
            i += word - 1;
            if (i + 1 < street.Length && char.IsAsciiDigit(street[i + 1])) { result[length++] = '-'; }
        }
        return new string(result[..length]);
    }

    private static int UnitWord(ReadOnlySpan<char> text)
    {
        foreach (var word in UnitWords)
        {
            if (text.StartsWith(word, StringComparison.Ordinal)) { return word.Length; }
        }
        return 0;
    }

    /// <summary>Ends in a door's number; an address in letters, which names the place last, starts with it.</summary>
    private static bool IsDoor(string street) =>
        street.Length > 3
        && (((street.Contains('-') || street.Contains('组')) && (char.IsAsciiDigit(street[^1]) || street[^1] == '号'))
            || (char.IsAsciiDigit(street[0]) && char.IsAscii(street[^1])));
}
