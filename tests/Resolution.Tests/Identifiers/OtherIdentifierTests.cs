namespace Coordination.Resolution.Tests;

public class OtherIdentifierTests
{
    [Theory]
    [InlineData("91350100M000100Y43", true)] // the sample of GB 32100
    [InlineData("91350100M000100Y4Z", false)]
    [InlineData("91310000MA0000015F", true)]
    [InlineData("91440000MA0000023D", true)]
    [InlineData("91310000MA0000058W", true)]
    [InlineData("91310000MI0000058W", false)]
    public void ACreditCodeIsValidWhenItsCheckCharacterFits(string code, bool valid) => Assert.Equal(valid, Uscc.IsValid(code));

    [Theory]
    [InlineData("9999990000000014", true)]
    [InlineData("9999 9900 0000 0022", true)]
    [InlineData("9999990000000015", false)]
    [InlineData("99999900", false)]
    public void ACardIsValidByLuhn(string card, bool valid) => Assert.Equal(valid, BankCard.IsValid(card));

    [Theory]
    [InlineData("+86 139 0000 0001", "13900000001")]
    [InlineData("008613900000001", "13900000001")]
    [InlineData("8613900000001", "13900000001")]
    [InlineData("１３９０００００００１", "13900000001")]
    [InlineData("139-0000-0001", "13900000001")]
    public void AMobileNumberLosesItsPrefixAndGrouping(string typed, string expected)
    {
        Assert.Equal(expected, Mobile.Normalize(typed));
        Assert.True(Mobile.IsMobile(expected));
    }

    [Theory]
    [InlineData("粤b·12345", "粤B12345")]
    [InlineData("粤BD12345", "粤BD12345")]
    [InlineData("粤B1", "")]
    public void APlateIsSevenOrEightCharacters(string typed, string expected) => Assert.Equal(expected, Plate.Normalize(typed));

    [Fact]
    public void NumbersOfDifferentDocumentTypesAreNeverEqual()
    {
        var passport = DocumentNumber.Read("护照", "E00000001", StopValues.Default);
        var permit = DocumentNumber.Read("港澳居民来往内地通行证", "E00000001", StopValues.Default);

        Assert.NotEqual(passport.Text, permit.Text);
    }

    [Theory]
    [InlineData("000000000000000000")]
    [InlineData("111111111111111111")]
    [InlineData("123456789012345678")]
    [InlineData("无")]
    [InlineData("不详")]
    [InlineData("114")]
    [InlineData("12345678901")]
    public void AFillerIsNoValue(string filler)
    {
        Assert.True(StopValues.Default.IsStopped(filler));
        Assert.False(DocumentNumber.Read("居民身份证", filler, StopValues.Default).IsPresent);
    }
}
