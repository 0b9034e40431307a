namespace Coordination.Resolution.Tests;

public class MatchKeysTests
{
    private static readonly SuspectAttributes Named = new("A") { Name = "陈刚杰", BirthDate = "1989-07-15", Phones = ["15400000001"] };

    [Theory]
    [InlineData("阿杰")]
    [InlineData("老陈")]
    public void A_nickname_is_found_by_a_full_name_of_the_same_birth_date(string nickname) =>
        Assert.NotEmpty(Shared(Named, new("B") { Name = nickname, BirthDate = "1989-07-15" }));

    [Fact]
    public void A_nickname_of_another_birth_date_is_anybodys() =>
        Assert.Empty(Shared(Named, new("B") { Name = "阿杰", BirthDate = "1989-07-16" }));

    [Fact]
    public void The_same_nickname_beside_names_that_sound_the_same_is_a_key() =>
        Assert.NotEmpty(Shared(new("A") { Name = "袁鹏萄", Aliases = ["大袁"] }, new("B") { Name = "袁鹏涛", Aliases = ["大袁"] }));

    [Fact]
    public void A_nickname_by_itself_is_no_key() =>
        Assert.Empty(MatchKeys.Keys(Normalizer.Normalize(new SuspectAttributes("A") { Name = "阿杰" })));

    [Theory]
    [InlineData("Gangjie Chen")]
    [InlineData("CHEN GANG JIE")]
    public void Letters_find_the_characters_in_any_order(string letters) =>
        Assert.NotEmpty(Shared(Named, new("B") { Romanised = letters, BirthDate = "1989" }));

    [Fact]
    public void Characters_that_changed_places_find_each_other() =>
        Assert.NotEmpty(Shared(Named, new("B") { Name = "陈杰刚", BirthDate = "1989" }));

    [Theory]
    [InlineData("杨刚杰")]
    [InlineData("陈帅")]
    public void A_slip_in_the_name_leaves_a_character_beside_the_day_of_birth(string slipped) =>
        Assert.NotEmpty(Shared(Named, new("B") { Name = slipped, BirthDate = "1989-07-15" }));

    [Fact]
    public void Parts_of_a_document_find_the_record_that_lacks_something()
    {
        SuspectAttributes masked = new("A") { IdNumber = "440000********0015" }, slipped = new("B") { IdNumber = "440000198907510015" };

        Assert.NotEmpty(Shared(masked, slipped));
    }

    [Fact]
    public void Who_states_name_birth_document_and_number_is_not_looked_for_by_case_or_door()
    {
        var whole = Named with { IdNumber = "440000198907150014", Address = "广东省广州市虚构路1号2栋3单元401室", CaseNo = "样字第1号" };

        KeyFamily[] loose = [KeyFamily.CaseNumber, KeyFamily.Door, KeyFamily.BirthCity, KeyFamily.DocumentWithoutBirth];
        Assert.DoesNotContain(Families(whole), loose.Contains);
        Assert.Equal(loose.Order(), Families(whole with { Name = null }).Intersect(loose).Order());
    }

    [Fact]
    public void Each_key_is_there_once()
    {
        var record = Normalizer.Normalize(new SuspectAttributes("A")
        {
            Name = "陈刚杰", Romanised = "Chen Gangjie", Aliases = ["阿杰", "小杰", "老陈"], BirthDate = "1989-07-15", IdNumber = "440000198907150015",
            HujiAddress = "广东省广州市", Address = "广东省广州市虚构路1号2栋3单元401室", CaseNo = "样字第1号",
        });

        var keys = MatchKeys.Keys(record);

        Assert.Equal(keys.Distinct(), keys);
    }

    private static IEnumerable<KeyFamily> Families(SuspectAttributes a) => MatchKeys.Keys(Normalizer.Normalize(a)).Select(key => key.Family);

    private static IEnumerable<MatchKey> Shared(SuspectAttributes a, SuspectAttributes b) =>
        MatchKeys.Keys(Normalizer.Normalize(a)).Intersect(MatchKeys.Keys(Normalizer.Normalize(b)));
}
