using System.Globalization;
using Coordination.Client.Files;
using Coordination.Resolution;

namespace Coordination.Benchmarks.Resolution;

/// <summary>
/// Records of invented people by a seed: the same seed makes the same file. Nobody can own a number in it: address codes of a
/// province alone are issued to no one, prefix 154 is in no public use, and no bank has the card prefix 999999.
/// </summary>
internal sealed class SyntheticRecords(int seed)
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲建国文辉力宇浩凯俊鑫晨阳雪梅琳婷佳欣思雨子涵梓轩博志永海波东兵成龙飞鹏程";

    private static readonly (string Code, string Place)[] _provinces =
    [
        ("110000", "北京市"), ("310000", "上海市"), ("320000", "江苏省南京市"), ("330000", "浙江省杭州市"), ("340000", "安徽省合肥市"), ("350000", "福建省福州市"),
        ("360000", "江西省南昌市"), ("370000", "山东省济南市"), ("410000", "河南省郑州市"), ("420000", "湖北省武汉市"), ("430000", "湖南省长沙市"), ("440000", "广东省广州市"),
        ("450000", "广西南宁市"), ("500000", "重庆市"), ("510000", "四川省成都市"), ("520000", "贵州省贵阳市"), ("530000", "云南省昆明市"), ("610000", "陕西省西安市"),
    ];

    private static readonly string[] _columns =
        ["record_id", "submitted_at", "province_code", "case_no", "name", "sex", "birth_date", "id_type", "id_no", "phones", "bank_cards", "huji_address", "address"];

    private readonly Random _random = new(seed);

    private sealed record Person(string Name, string Sex, DateOnly Birth, string Document, string Phone, string Card, string Home, string Street);

    /// <summary>Writes so many records, people mixed as they would arrive.</summary>
    public void Write(string path, int count)
    {
        var rows = new List<string[]>(count);
        while (rows.Count < count)
        {
            var person = NewPerson();
            for (var more = true; more && rows.Count < count; more = Chance(0.5)) { rows.Add(Row(person, rows.Count)); }
        }
        var order = rows.ToArray();
        _random.Shuffle(order);
        CsvFile.Write(path, _columns, order);
    }

    private Person NewPerson()
    {
        var home = Pick(_provinces);
        var birth = new DateOnly(1950, 1, 1).AddDays(_random.Next(20_000));
        var sequence = _random.Next(1, 1000);
        var document = string.Create(CultureInfo.InvariantCulture, $"{home.Code}{birth:yyyyMMdd}{sequence:D3}");
        return new(
            $"{Pick(Surnames)}{Pick(Given)}{(Chance(0.7) ? Pick(Given) : "")}", sequence % 2 == 1 ? "M" : "F", birth, document + ResidentId.CheckCharacter(document),
            NewPhone(), NewCard(), home.Place, string.Create(CultureInfo.InvariantCulture, $"虚构路{_random.Next(1, 400)}号{_random.Next(1, 30)}栋{_random.Next(1, 9)}单元{_random.Next(101, 2900)}室"));
    }

    /// <summary>What one submission says of a person: parts of it, and now and then a slip.</summary>
    private string[] Row(Person person, int number)
    {
        var sender = Pick(_provinces);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"S{number:D7}"), string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2025, 6, 1).AddMinutes(number):s}+08:00"), sender.Code,
            string.Create(CultureInfo.InvariantCulture, $"样字第{_random.Next(1_000_000)}号"),
            Chance(0.05) ? string.Concat(person.Name.AsSpan(0, 1), Pick(Given).ToString(), person.Name.AsSpan(2)) : person.Name, Chance(0.8) ? person.Sex : "",
            Chance(0.7) ? person.Birth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "", "居民身份证", Chance(0.6) ? Document(person) : "",
            Chance(0.7) ? (Chance(0.9) ? person.Phone : NewPhone()) : "", Chance(0.4) ? person.Card : "",
            Chance(0.5) ? person.Home : "", Chance(0.4) ? person.Home + person.Street : sender.Place,
        ];
    }

    private string Document(Person person)
    {
        if (Chance(0.95)) { return person.Document; }
        var digits = person.Document.ToCharArray();
        digits[_random.Next(6, 17)] = (char)('0' + _random.Next(10));
        return new(digits);
    }

    private string NewPhone() => string.Create(CultureInfo.InvariantCulture, $"154{_random.Next(100_000_000):D8}");

    private string NewCard()
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"999999{_random.NextInt64(1_000_000_000):D9}");
        return digits + Enumerable.Range(0, 10).First(check => BankCard.IsValid(digits + (char)('0' + check)));
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    private char Pick(string characters) => characters[_random.Next(characters.Length)];

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
