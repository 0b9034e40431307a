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

    private static IEnumerable<MatchKey> Shared(SuspectAttributes a, SuspectAttributes b) =>
        MatchKeys.Keys(Normalizer.Normalize(a)).Intersect(MatchKeys.Keys(Normalizer.Normalize(b)));
}
