using System.Globalization;
using Coordination.Resolution;
using Coordination.Suspects;

namespace Coordination.Silo.WarmUps;

/// <summary>
/// Records of invented people, several of each, as different systems would send them. Nobody can own a number in them: address codes of
/// a province alone are issued to no one, prefix 154 is in no public use, and no bank has the card prefix 999999.
/// </summary>
public static class SampleRecords
{
    private const int RecordsOfOne = 3;
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡";
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平";

    private static readonly string[] _provinces = ["110000", "320000", "440000"];

    /// <summary>The records from <paramref name="first"/> on; those of one person follow each other.</summary>
    public static IEnumerable<(JurisdictionCode Owner, string SourceRecordId, SubmittedAttributes Attributes)> From(int first, int count) =>
        Enumerable.Range(first, count).Select(at => (new JurisdictionCode(_provinces[at % _provinces.Length]), Text($"sample-{at}"), Record(at / RecordsOfOne, at % RecordsOfOne)));

    /// <param name="form">The first says who somebody is, the second what he is called and can be reached at, the third is typed badly.</param>
    private static SubmittedAttributes Record(int person, int form)
    {
        var birth = new DateOnly(1960, 1, 1).AddDays(person * 37);
        var number = Text($"{_provinces[0]}{birth:yyyyMMdd}{person % 1000:D3}");
        var name = new string([Surnames[person % Surnames.Length], Given[person % Given.Length], Given[person / 7 % Given.Length]]);
        var all = new SubmittedAttributes
        {
            FullName = name,
            Sex = person % 2 == 1 ? "M" : "F",
            BirthDate = Text($"{birth:yyyy-MM-dd}"),
            PresentAddress = Text($"江苏省南京市虚构路{person}号"),
            CaseNumber = Text($"(2025)样字第{person}号"),
            SubmittedAt = DateTimeOffset.UnixEpoch.AddDays(20_000 + person),
        };
        return form switch
        {
            0 => all with { IdType = "RESIDENT_ID", IdNumber = number + ResidentId.CheckCharacter(number), Phones = [Phone(person)], BankCards = [Text($"999999{person:D13}")] },
            1 => all with { Aliases = [$"老{name[0]}"], RomanisedName = "Wang Wei", Phones = [Phone(person), Phone(person + 1)], Plates = [Text($"苏A{person:D5}")], Wechat = Text($"sample{person}") },
            _ => all with { FullName = Text($"{name[0]}{name[2]}"), IdType = "RESIDENT_ID", IdNumber = number + 'X', BirthDate = Text($"{birth:yyyy}"), Phones = [Phone(person)] },
        };
    }

    private static string Phone(int person) => Text($"154{person:D8}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
