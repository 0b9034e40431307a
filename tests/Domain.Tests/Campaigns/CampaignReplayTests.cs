using Xunit;
using static Coordination.Campaigns.TestReplay;

namespace Coordination.Campaigns;

/// <summary>Scenario C1, step by step.</summary>
public sealed class CampaignReplayTests
{
    [Fact]
    public void Step_1_loads_the_figures_of_every_province_and_of_the_nation()
    {
        var tally = new Ledger(Load()).Tally();

        foreach (var province in Provinces)
        {
            var figures = tally.Jurisdictions[new(province.Code)];
            Assert.Equal((province.Cases, province.Groups, province.Operations, province.Amount),
                ((int)figures.Cases, (int)figures.Groups, (int)figures.Operations, figures.Amount));
        }
        Assert.Equal((1523, 206, 58, 2_987_100_000_000), (tally.National.Cases, tally.National.Groups, tally.National.Operations, tally.National.Amount));
        Assert.Equal(tally.National, tally.Key);
        AddsUp(tally);
    }

    [Fact]
    public void Step_1_is_worded_for_the_press()
    {
        var national = new Ledger(Load()).Tally().National;

        Assert.Equal("1500余起 / 200余个 / 近60次 / 近300亿元", PressLine.Chinese(national));
        Assert.EndsWith(" / nearly 30 billion yuan", PressLine.English(national), StringComparison.Ordinal);
    }

    [Fact]
    public void Step_1_in_the_seeds_literal_reading_is_ten_times_as_much_and_kept_apart()
    {
        var national = new Ledger(Load()).Tally().National;

        Assert.Equal(29_871_000_000_000, national.AmountSeedLiteral);
        var literal = national with { Amount = national.AmountSeedLiteral };
        Assert.EndsWith("近3000亿元", PressLine.Chinese(literal), StringComparison.Ordinal);
        Assert.EndsWith("nearly 300 billion yuan", PressLine.English(literal), StringComparison.Ordinal);
    }

    [Fact]
    public void Step_2_the_whole_stream_again_in_three_copies_changes_nothing()
    {
        var log = Load();
        var ledger = new Ledger(log);
        var before = ledger.Lines.Count;
        var certificate = Certificate(ledger, log.Entries.Count);

        ledger.Post(log.Entries.Reverse()).Post(log.Entries).Post(log.Entries.Reverse());

        Assert.Equal(before, ledger.Lines.Count);
        Assert.Equal(certificate.Sha256, Certificate(ledger, log.Entries.Count).Sha256);
    }

    [Theory]
    [InlineData("2025-11-30T15:59:59.999Z", 1524)]
    [InlineData("2025-11-30T15:59:59.9999999Z", 1524)]
    [InlineData("2025-11-30T16:00:00Z", 1523)]
    [InlineData("2025-05-31T16:00:00Z", 1524)]
    [InlineData("2025-05-31T15:59:59.999Z", 1523)]
    public void Step_3_the_window_holds_its_last_millisecond_and_no_more(string filed, int cases)
    {
        var log = Load();
        var at = DateTimeOffset.Parse(filed, System.Globalization.CultureInfo.InvariantCulture);
        log.Write("case-late", Sample.Reported("440000", at));
        log.Write("case-late", Sample.Filed(at));

        Assert.Equal(cases, new Ledger(log).Tally().National.Cases);
    }

    [Fact]
    public void Steps_4_to_9_conserve_the_figures_after_every_single_entry()
    {
        var log = Load();
        var ledger = new Ledger(log);
        var loaded = log.Entries.Count;
        var first = Certificate(ledger, loaded);

        // 4: ten cases move from Guangdong to Shanghai.
        var guangdong = Enumerable.Range(1, 1523).Where(number => Owner(number) == "440000").Take(10);
        foreach (var number in guangdong)
        {
            ledger.Post(log.Write(Case(number), Sample.Transferred("440000", "310000", At(12, 2))));
            AddsUp(ledger.Tally());
        }
        Assert.Equal((158, 151, 1523), (Cases(ledger, "440000"), Cases(ledger, "310000"), ledger.Tally().National.Cases));

        // 5: a fact that two cases share counts once, also after they are merged.
        ledger.Post(log.Write(Case(1), Sample.Fact("F-X", 50_000_000)), log.Write(Case(150), Sample.Fact("F-X", 50_000_000)));
        Assert.Equal(2_987_150_000_000, ledger.Tally().National.Amount);
        AddsUp(ledger.Tally());
        ledger.Post(log.Write(Case(150), Sample.Merged(Case(1), At(12, 3))));
        Assert.Equal((1522, 2_987_150_000_000), (ledger.Tally().National.Cases, ledger.Tally().National.Amount));
        AddsUp(ledger.Tally());

        // 6: four more disjoint pairs, and one of them undone.
        foreach (var number in new[] { 300, 500, 700, 900 })
        {
            ledger.Post(log.Write(Case(number), Sample.Merged(Case(number + 1), At(12, 4))));
            AddsUp(ledger.Tally());
        }
        Assert.Equal(1518, ledger.Tally().National.Cases);
        ledger.Post(log.Write(Case(500), Sample.Unmerged(Case(501), At(12, 5))));
        Assert.Equal((1519, 2_987_150_000_000), (ledger.Tally().National.Cases, ledger.Tally().National.Amount));

        // 7: a group struck by three provinces is one group and three shares.
        ledger.Post(
            log.Write(Group(1), new Coordination.Groups.DismantlingLapsed([])),
            log.Write(Group(1), Sample.Dismantled("110000", At(9, 1), "110000", "310000", "440000")));
        Assert.Equal((206, 208), (ledger.Tally().National.Groups, ledger.Tally().National.GroupParticipations));
        AddsUp(ledger.Tally());

        // 8: Jiangxi is none of the key provinces.
        var before = ledger.Tally();
        ledger.Post(log.Write("case-jx", Sample.Reported("360000", At(7, 1))), log.Write("case-jx", Sample.Filed(At(7, 1))));
        Assert.Equal((before.National.Cases + 1, before.Key), (ledger.Tally().National.Cases, ledger.Tally().Key));
        AddsUp(ledger.Tally());

        // 9: the certificate of step 1, made again.
        Assert.Equal(first.Statement.AsSpan(), Certificate(ledger, loaded).Statement.AsSpan());
        Assert.Equal(first.Sha256, Certificate(ledger, loaded).Sha256);
    }

    private static FigureCertificate Certificate(Ledger ledger, long asOf) =>
        FigureCertificate.Of(CampaignId, TestReplay.Campaign, CampaignScope.National, asOf, ledger.Tally(asOf));

    private static long Cases(Ledger ledger, string code) => ledger.Tally().Jurisdictions[new(code)].Cases;

    private static string Owner(int number)
    {
        foreach (var province in Provinces)
        {
            if ((number -= province.Cases) <= 0)
            {
                return province.Code;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(number));
    }

    internal static void AddsUp(CampaignTally tally)
    {
        var provinces = tally.Jurisdictions.Values.ToList();
        Assert.Equal(tally.National, new()
        {
            Cases = provinces.Sum(figures => figures.Cases),
            Groups = provinces.Sum(figures => figures.Groups),
            GroupParticipations = provinces.Sum(figures => figures.GroupParticipations),
            Operations = provinces.Sum(figures => figures.Operations),
            OperationParticipations = provinces.Sum(figures => figures.OperationParticipations),
            Amount = provinces.Sum(figures => figures.Amount),
            AmountSeedLiteral = provinces.Sum(figures => figures.AmountSeedLiteral),
        });
    }
}
