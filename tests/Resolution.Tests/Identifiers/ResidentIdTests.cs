namespace Coordination.Resolution.Tests;

public class ResidentIdTests
{
    [Theory]
    [InlineData("11010519491231002X")] // the sample of GB 11643
    [InlineData("440000198503140012")]
    [InlineData("330000199206200022")]
    [InlineData("310000197701050196")]
    [InlineData("320000199105260032")]
    [InlineData("510000198802290043")]
    [InlineData("350000197001010158")]
    [InlineData("440000198503140039")]
    public void ANumberWhoseCheckCharacterFitsIsVerified(string number)
    {
        var read = ResidentId.Read(number);

        Assert.Equal(number, read.Text);
        Assert.True(read.IsVerified);
        Assert.Equal(DocumentFlags.None, read.Flags);
    }

    [Fact]
    public void AWrongCheckCharacterIsFlaggedAndTheNumberKept()
    {
        var read = ResidentId.Read("440000198503140013");

        Assert.True(read.IsCheckFailed);
        Assert.Equal(DocumentFlags.CheckFailed, read.Flags);
        Assert.Equal("440000198503140013", read.Text);
    }

    [Theory]
    [InlineData("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X")]
    [InlineData("110105 19491231 002x", "11010519491231002X")]
    [InlineData("44OOOO1985O314OO12", "440000198503140012")]
    [InlineData("440000l9850314OOl2", "440000198503140012")]
    public void WidthGroupingAndLookalikeLettersAreReadAsWhatTheyStandFor(string typed, string expected)
    {
        Assert.Equal(expected, ResidentId.Read(typed).Text);
        Assert.True(ResidentId.Read(typed).IsVerified);
    }

    [Fact]
    public void FifteenDigitsBecomeEighteenButAreNotVerified()
    {
        var read = ResidentId.Read("440000850314001");

        Assert.Equal("440000198503140012", read.Text);
        Assert.True(read.IsStrong);
        Assert.False(read.IsVerified);
    }

    [Theory]
    [InlineData("440000198503140012", "1985-03-14", Sex.Male)]
    [InlineData("330000199206200022", "1992-06-20", Sex.Female)]
    [InlineData("44000019850314****", "1985-03-14", Sex.Unspecified)]
    [InlineData("4400001985****0012", "1985", Sex.Unspecified)]
    public void BirthDateAndSexComeOutOfTheNumber(string typed, string birth, Sex sex)
    {
        var read = ResidentId.Read(typed);

        Assert.Equal(birth, read.Birth.ToString());
        Assert.Equal(sex, read.Sex);
    }

    [Theory]
    [InlineData("440000198502290010")] // 1985 was no leap year
    [InlineData("440000198513010010")]
    public void ADayTheCalendarDoesNotHaveIsFlagged(string typed)
    {
        Assert.True(ResidentId.Read(typed).Flags.HasFlag(DocumentFlags.DateImpossible));
        Assert.False(ResidentId.Read(typed).Birth.IsKnown);
    }

    [Fact]
    public void ABirthDateAfterTheSubmissionIsFlagged()
    {
        var read = ResidentId.Read("440000198503140012", notAfter: new DateOnly(1985, 3, 13));

        Assert.True(read.Flags.HasFlag(DocumentFlags.DateImpossible));
    }

    [Theory]
    [InlineData("4400001985031400")]
    [InlineData("4400001985031400122")]
    public void AWrongLengthIsFlaggedAndTheNumberKept(string typed)
    {
        var read = ResidentId.Read(typed);

        Assert.Equal(typed, read.Text);
        Assert.True(read.IsCheckFailed);
    }

    [Theory]
    [InlineData("440106198503140013", 0)] // fails its check
    [InlineData("4401********140013", 4401)]
    [InlineData("****06198503140013", 0)]
    [InlineData("44*", 0)]
    [InlineData("110228850314001", 1101)]
    public void Its_first_digits_are_a_prefecture(string typed, int area) => Assert.Equal(area, ResidentId.Read(typed).Area);
}
