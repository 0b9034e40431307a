namespace Coordination.Resolution.Tests;

public class NormalizerTests
{
    [Theory]
    [InlineData("張測壹", "张测一")]
    [InlineData("张 测 一", "张测一")]
    [InlineData("亚森·依明", "亚森依明")]
    [InlineData("依明•亚森", "亚森依明")]
    public void ANameHasOneSpelling(string typed, string expected)
    {
        var record = Normalizer.Normalize(new SuspectAttributes("r") { Name = typed });

        Assert.Equal(expected, Assert.Single(record.Names).Text);
    }

    [Theory]
    [InlineData("单小明", "shanxiaoming")]
    [InlineData("單小明", "shanxiaoming")]
    [InlineData("欧阳慧", "ouyanghui")]
    [InlineData("李xian林", "lixianlin")]
    [InlineData("吕伟", "lvwei")]
    public void ASurnameIsReadAsASurname(string typed, string letters) =>
        Assert.Equal(letters, PersonName.Parse(typed)!.Letters);

    [Theory]
    [InlineData("阿强")]
    [InlineData("老王")]
    [InlineData("某梁")]
    [InlineData("王某")]
    [InlineData("磊仔")]
    [InlineData("磊子")]
    [InlineData("光头")]
    [InlineData("四川佬")]
    public void AFormOfAddressIsANicknameAndNoName(string typed)
    {
        var record = Normalizer.Normalize(new SuspectAttributes("r") { Name = typed });

        Assert.Empty(record.Names);
        Assert.Equal([typed], record.Nicknames);
    }

    [Theory]
    [InlineData("陈子")]
    [InlineData("陳子")]
    [InlineData("李文子")]
    public void ASurnameBeforeZiMakesAName(string typed) =>
        Assert.Single(Normalizer.Normalize(new SuspectAttributes("r") { Name = typed }).Names);

    [Theory]
    [InlineData("无名氏")]
    [InlineData("不详")]
    public void APlaceholderIsNoName(string typed)
    {
        var record = Normalizer.Normalize(new SuspectAttributes("r") { Name = typed });

        Assert.Empty(record.Names);
        Assert.Empty(record.Nicknames);
    }

    [Theory]
    [InlineData("湖北省随州市示范区沙盒路60号示范小区19-2-2008", "沙盒路60号示范小区19-2-2008", true)]
    [InlineData("湖北省随州市示范区沙盒路60号示范小区19号楼2单元2008", "沙盒路60号示范小区19-2-2008", true)]
    [InlineData("随州市示范区沙盒路60号示范小区19栋2单元2008室", "沙盒路60号示范小区19-2-2008", true)]
    [InlineData("湖北随州示范区沙盒路", "沙盒路", false)]
    public void ADoorHasOneSpelling(string typed, string street, bool detailed)
    {
        var place = PlaceText.Parse(typed);

        Assert.Equal(street, place.Street);
        Assert.Equal(detailed, place.IsDetailed);
    }

    [Theory]
    [InlineData("湖北随州市示范区", 4213)]
    [InlineData("随州市", 4213)]
    [InlineData("吉林四平市", 2203)]
    [InlineData("吉林市样例县", 2202)]
    [InlineData("天津市样例县标定路", 1201)]
    [InlineData("广西", 45)]
    [InlineData("样例县", 0)]
    public void AnAddressNamesItsPrefecture(string typed, int area) => Assert.Equal(area, PlaceText.Parse(typed).Area);

    [Fact]
    public void ABirthDateThatOnlyTheIdImpliesIsNotStated()
    {
        var record = Normalizer.Normalize(new SuspectAttributes("r") { IdNumber = "440000850314001" });

        Assert.False(record.StatedBirth.IsKnown);
        Assert.Equal("1985-03-14", record.Birth.ToString());
    }
}
