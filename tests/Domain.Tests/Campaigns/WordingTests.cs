using Xunit;

namespace Coordination.Campaigns;

/// <summary>B6: how figures are put into words, and which words are refused.</summary>
public sealed class WordingTests
{
    [Theory]
    [InlineData(1523, "1500余起")]
    [InlineData(1500, "1500起")]
    [InlineData(1535, "1500余起")]
    [InlineData(1536, "近1600起")]
    [InlineData(206, "200余起")]
    [InlineData(58, "近60起")]
    [InlineData(57, "50余起")]
    [InlineData(60, "60起")]
    [InlineData(9, "9起")]
    [InlineData(0, "0起")]
    public void A_count_is_said_as_the_press_says_it(long count, string said) =>
        Assert.StartsWith(said + " / ", PressLine.Chinese(new() { Cases = count }), StringComparison.Ordinal);

    [Theory]
    [InlineData(2_987_100_000_000, "近300亿元", "nearly 30 billion yuan")]
    [InlineData(29_871_000_000_000, "近3000亿元", "nearly 300 billion yuan")]
    [InlineData(3_000_000_000_000, "300亿元", "30 billion yuan")]
    [InlineData(2_100_000_000_100, "200余亿元", "more than 20 billion yuan")]
    [InlineData(15_000_000_000, "1亿余元", "more than 100 million yuan")]
    [InlineData(19_900_000_000, "近2亿元", "nearly 200 million yuan")]
    [InlineData(50_000_000, "50万元", "500000 yuan")]
    [InlineData(0, "0元", "0 yuan")]
    public void Both_languages_say_the_same_amount(long fen, string chinese, string english)
    {
        var figures = new CampaignFigures { Amount = fen };

        Assert.EndsWith($" / {chinese}", PressLine.Chinese(figures), StringComparison.Ordinal);
        Assert.EndsWith($" / {english}", PressLine.English(figures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2_987_100_000_000, "298.71亿元", "29.871 billion yuan")]
    [InlineData(29_871_000_000_000, "2987.1亿元", "298.71 billion yuan")]
    [InlineData(1_961_326_330, "1961.32633万元", "19.6132633 million yuan")]
    [InlineData(-1, "-0.01元", "-0.01 yuan")]
    [InlineData(long.MaxValue, "922337203.6854775807亿元", "92233720.36854775807 billion yuan")]
    public void An_exact_amount_is_read_back_from_both_languages(long fen, string chinese, string english)
    {
        Assert.Equal((chinese, english), (AmountText.Chinese(fen), AmountText.English(fen)));

        Assert.True(AmountText.TryParse($"{chinese} = {english}", out var read));
        Assert.Equal(fen, read);
    }

    [Theory]
    [InlineData("300亿 = 300 billion")]
    [InlineData("298.71亿元 = 298.71 billion yuan")]
    [InlineData("近300亿元")]
    [InlineData("0.001元")]
    [InlineData("99999999999999999999999亿元")]
    [InlineData("1e9元")]
    [InlineData("")]
    public void A_slip_of_units_and_what_is_no_exact_amount_are_refused(string text) => Assert.False(AmountText.TryParse(text, out _));

    [Fact]
    public void Three_hundred_yi_is_thirty_billion()
    {
        Assert.True(AmountText.TryParse("300亿 = 30 billion = 30,000,000,000元", out var fen));
        Assert.Equal(3_000_000_000_000, fen);
    }
}
