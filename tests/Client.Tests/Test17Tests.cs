using Coordination.Client.Demo;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class Test17Tests
{
    // Domain rules C1, the table: province, cases, groups, operations led, amount in fen by the official reading.
    public static TheoryData<string, int, int, int, long> Table => new()
    {
        { "11", 88, 12, 4, 172_596_717_040 }, { "12", 41, 5, 1, 80_414_379_530 }, { "13", 62, 8, 2, 121_602_232_460 },
        { "15", 35, 5, 1, 68_646_421_550 }, { "31", 141, 21, 9, 276_547_012_530 }, { "32", 118, 16, 5, 231_436_506_940 },
        { "33", 121, 17, 5, 237_320_485_930 }, { "34", 64, 8, 2, 125_524_885_120 }, { "35", 77, 10, 3, 151_022_127_410 },
        { "37", 109, 15, 4, 213_784_569_970 }, { "41", 97, 13, 3, 190_248_653_990 }, { "42", 72, 9, 2, 141_215_495_688 },
        { "43", 69, 9, 2, 135_331_516_701 }, { "44", 168, 24, 7, 329_502_823_272 }, { "50", 83, 11, 3, 162_790_085_307 },
        { "51", 112, 15, 4, 219_668_548_848 }, { "61", 66, 8, 1, 129_447_537_714 },
    };

    [Theory, MemberData(nameof(Table))]
    public void A_province_brings_what_the_table_says(string code, int cases, int groups, int operations, long amountFen)
    {
        var province = Test17.Provinces.Single(province => province.Code == code);

        Assert.Equal((cases, groups, operations), (province.Cases, province.Groups, province.Operations));
        Assert.Equal(cases, Test17.Cases.Count(item => item.Province == province));
        Assert.Equal(amountFen, Test17.Cases.Where(item => item.Province == province).Sum(item => item.OfficialFen));
    }

    [Fact]
    public void The_totals_are_the_official_ones()
    {
        Assert.Equal(1523, Test17.CaseCount);
        Assert.Equal(206, Test17.Provinces.Sum(province => province.Groups));
        Assert.Equal(58, Test17.Provinces.Sum(province => province.Operations));
        Assert.Equal(2_987_100_000_000, Test17.Cases.Sum(item => item.OfficialFen));
        Assert.Equal(29_871_000_000_000, Test17.Cases.Sum(item => item.SeedLiteralFen));
    }

    [Fact]
    public void Cases_fill_the_window_from_its_first_moment_to_its_last()
    {
        Assert.Equal(Test17.WindowStart, Test17.Cases[0].FiledAt);
        Assert.Equal(Test17.WindowEnd, Test17.Cases[^1].FiledAt);
        Assert.Equal(Test17.CaseCount, Test17.Cases.Select(item => item.CaseNumber).Distinct().Count());
    }
}
