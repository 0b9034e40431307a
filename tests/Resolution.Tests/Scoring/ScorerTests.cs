namespace Coordination.Resolution.Tests;

public class ScorerTests
{
    private static readonly SuspectAttributes Known = new("A")
    {
        Name = "陈锋飞", Sex = Sex.Male, BirthDate = "1985-01-14", IdNumber = "320577198501141533", Phones = ["16482266244"],
        HujiAddress = "江苏省苏州市示范区示例街329号虚构苑26栋2单元1302室",
    };

    [Fact]
    public void The_waterfall_adds_up_to_the_score()
    {
        var score = Score(Known, Known with { RecordId = "B", Name = "陈峰飞", IdNumber = null, Phones = [] });

        Assert.Equal(score.Bits, score.Waterfall.Sum(evidence => evidence.Bits), 3);
        Assert.Equal(Model.Suspects.Version, score.ModelVersion);
    }

    [Fact]
    public void The_order_of_the_records_does_not_matter()
    {
        var other = Known with { RecordId = "B", Name = "陈飞", BirthDate = "1985-01", Phones = ["16482266245"] };

        Assert.Equal(Score(Known, other).Bits, Score(other, Known).Bits);
    }

    [Theory]
    [InlineData("陈峰飞", "陈悦飞")] // sounds alike against neither
    [InlineData("陈锋非", "陈锋亮")]
    public void A_character_that_sounds_alike_says_more_than_one_that_does_not(string slip, string twin) =>
        Assert.True(NameBits(slip) > NameBits(twin) + 3);

    [Fact]
    public void Two_valid_numbers_of_one_place_and_day_are_twins()
    {
        var twin = Known with { RecordId = "B", Name = "陈锋悦", IdNumber = "320577198501141517" };

        Assert.Equal("BothVerifiedSameStart", LevelOf(Known, twin, "document"));
        Assert.True(Score(Known, twin).Bits < 0);
    }

    [Fact]
    public void A_slip_in_a_number_that_then_fails_its_check_speaks_for_one_person()
    {
        var slip = Known with { RecordId = "B", IdNumber = "320577198501141553" };

        Assert.Equal("OneEdit", LevelOf(Known, slip, "document"));
    }

    [Fact]
    public void A_date_inside_the_same_number_is_not_counted_twice()
    {
        var same = Known with { RecordId = "B", BirthDate = null };

        Assert.DoesNotContain(Score(Known, same).Waterfall, evidence => evidence.Comparison == "birth");
    }

    [Theory]
    [InlineData("Chen Fengfei", "LatinSame")]
    [InlineData("CHEN, Feng-fei", "LatinSame")]
    [InlineData("Fengfei Chen", "LatinSame")]
    [InlineData("Chen Fngfei", "LatinNear")]
    [InlineData("Wang Lei", "LatinDifferent")]
    public void Letters_meet_characters_by_their_reading(string letters, string level) =>
        Assert.Equal(level, LevelOf(Known, new SuspectAttributes("B") { Romanised = letters }, "name"));

    [Theory]
    [InlineData("1985-01", "MonthCompatible")]
    [InlineData("1985-01-17", "DigitOff")]
    [InlineData("1985-02-22", "LunarOff")]
    [InlineData("1972-06-30", "Different")]
    public void Birth_dates_differ_in_the_ways_forms_and_calendars_make_them(string other, string level) =>
        Assert.Equal(level, LevelOf(Known with { IdNumber = null }, new SuspectAttributes("B") { BirthDate = other }, "birth"));

    [Theory]
    [InlineData("2021-01-01", "Different")]
    [InlineData("2025-01-01", "DifferentYearsApart")]
    public void Other_phones_say_less_the_longer_ago_they_were_told(string told, string level)
    {
        var first = Known with { SubmittedAt = DateTimeOffset.Parse("2020-01-01", System.Globalization.CultureInfo.InvariantCulture) };
        var later = Known with { RecordId = "B", Phones = ["16400000000"], SubmittedAt = DateTimeOffset.Parse(told, System.Globalization.CultureInfo.InvariantCulture) };

        Assert.Equal(level, LevelOf(first, later, "phone"));
    }

    [Fact]
    public void A_document_tells_where_a_person_is_registered_that_states_no_address()
    {
        var document = Known with { HujiAddress = null };
        var address = Known with { RecordId = "B", IdNumber = null };

        Assert.Equal(("Same", "AreaSame"), (LevelOf(document, address, "origin"), LevelOf(document, address, "address")));
        Assert.Equal("Different", LevelOf(document, address with { HujiAddress = "山东省济南市" }, "origin"));
        Assert.True(Score(document, address).Grounds.HasFlag(LinkGrounds.Area));
        Assert.False(Score(document, document with { RecordId = "B" }).Grounds.HasFlag(LinkGrounds.Area)); // the document says so once
    }

    [Fact]
    public void A_valid_document_under_names_that_contradict_is_no_ground_for_a_link()
    {
        var lent = Known with { HujiAddress = null, BirthDate = null, Phones = [] };

        var grounds = Score(lent, lent with { RecordId = "B", Name = "赵旁人" }).Grounds;

        Assert.Equal(LinkGrounds.None, grounds);
    }

    private static PairScore Score(SuspectAttributes a, SuspectAttributes b) =>
        Scorer.Score(Normalizer.Normalize(a), Normalizer.Normalize(b), Model.Suspects);

    private static string LevelOf(SuspectAttributes a, SuspectAttributes b, string comparison) =>
        Score(a, b).Waterfall.Single(evidence => evidence.Comparison == comparison).Level;

    private static double NameBits(string name) =>
        Score(Known, new SuspectAttributes("B") { Name = name }).Waterfall.Single(evidence => evidence.Comparison == "name").Bits;
}
