using System.Globalization;

namespace Coordination.Resolution;

/// <summary>
/// Reads a row of a file as a record, by a model's column mapping, so that another schema runs through the same code.
/// Values of attributes that hold several are parted by semicolons; <c>=text</c> in place of a column is that text.
/// </summary>
public sealed class ColumnMapping(ImmutableSortedDictionary<string, ImmutableArray<string>> columns)
{
    /// <summary>Names of the attributes a mapping can fill.</summary>
    public static ImmutableArray<string> Attributes { get; } =
    [
        "record_id", "name", "romanised", "aliases", "sex", "birth_date", "id_type", "id_no", "phones", "bank_cards", "plates",
        "wechat", "qq", "huji_address", "address", "province_code", "case_no", "submitted_at",
    ];

    /// <param name="cell">The row's text in a column; null or empty where there is none.</param>
    /// <exception cref="FormatException">The row has no record id, or a time that is none.</exception>
    public SuspectAttributes Read(Func<string, string?> cell)
    {
        return new SuspectAttributes(Text("record_id") ?? throw new FormatException("A row has no record id."))
        {
            Name = Text("name"),
            Romanised = Text("romanised"),
            Aliases = Several("aliases"),
            Sex = Text("sex") switch { "M" or "m" or "男" => Sex.Male, "F" or "f" or "女" => Sex.Female, _ => Sex.Unspecified },
            BirthDate = Text("birth_date"),
            IdType = Text("id_type"),
            IdNumber = Text("id_no"),
            Phones = Several("phones"),
            BankCards = Several("bank_cards"),
            Plates = Several("plates"),
            WeChat = Text("wechat"),
            Qq = Text("qq"),
            HujiAddress = Text("huji_address"),
            Address = Text("address"),
            ProvinceCode = Text("province_code"),
            CaseNo = Text("case_no"),
            SubmittedAt = Text("submitted_at") is { } time ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null,
        };

        string? Text(string attribute)
        {
            if (!columns.TryGetValue(attribute, out var sources)) { return null; }
            var text = sources.Length == 1 ? Source(sources[0]) : string.Join(' ', sources.Select(Source).Where(part => !string.IsNullOrWhiteSpace(part)));
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        string? Source(string source) => source.StartsWith('=') ? source[1..] : cell(source);

        ImmutableArray<string> Several(string attribute) => Text(attribute) is { } text ? [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries)] : [];
    }
}
