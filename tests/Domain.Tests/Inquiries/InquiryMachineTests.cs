using Xunit;

namespace Coordination.Inquiries;

/// <summary>Who may search how often, and who hears of it: domain rules B10, D1 to D6.</summary>
public sealed class InquiryMachineTests
{
    private static readonly DateTimeOffset T0 = new(2025, 10, 10, 7, 0, 0, TimeSpan.Zero);
    private static readonly FoundRecord Guangdong = new("record-1", new("440000"));
    private static readonly FoundRecord Shanghai = new("record-2", new("310000"));
    private static readonly FoundRecord SealedJiangsu = new("record-3", new("320000"));

    [Fact]
    public void A_search_without_an_open_basis_is_refused_for_its_purpose()
    {
        var decision = InquiryMachine.Decide(new(), Search("a") with { BasisStands = false }, T0);

        Assert.Equal(Reason.PurposeRequired, decision.Rejection?.Reason);
        Assert.Equal("basis", decision.Rejection?.Metadata["required"]);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void A_search_concerns_its_asker_and_each_hit_its_holder_alone()
    {
        var decision = InquiryMachine.Decide(new(), Search("a", [Hit(Guangdong, Shanghai)]), T0);

        Assert.Equal(["500000"], Concerned(Assert.IsType<SearchMade>(decision.Events[0])));
        Assert.Equal(["310000"], Concerned(Assert.IsType<SearchHitNoted>(decision.Events[1])));
        Assert.Equal(["440000"], Concerned(Assert.IsType<SearchHitNoted>(decision.Events[2])));
        Assert.Equal(3, decision.Events.Length);
    }

    [Fact]
    public void A_sealed_record_is_told_to_its_holder_and_leaves_no_trace_with_the_asker()
    {
        var nothing = InquiryMachine.Decide(new(), Search("a"), T0);

        var silent = InquiryMachine.Decide(new(), Search("a") with { Hidden = [SealedJiangsu] }, T0);

        Assert.Equal(nothing.Events[0], silent.Events[0]);
        var noted = Assert.IsType<SilentHitNoted>(Assert.Single(silent.Events.Skip(1)));
        Assert.Equal(["320000"], Concerned(noted));
        Assert.Equal(["record-3"], noted.Records);
        Assert.Equal(After(nothing), After(silent), (a, b) => a!.Recent.SequenceEqual(b!.Recent) && a.Selectors.SequenceEqual(b.Selectors));
    }

    [Fact]
    public void Nobody_is_told_of_its_own_search()
    {
        var own = new FoundRecord("record-4", new("500000"));

        var decision = InquiryMachine.Decide(new(), Search("a", [Hit(own)]), T0);

        Assert.IsType<SearchMade>(Assert.Single(decision.Events));
    }

    [Fact]
    public void Several_records_of_one_holder_are_one_notice()
    {
        var decision = InquiryMachine.Decide(new(), Search("a", [Hit(Guangdong), Hit(Guangdong with { Record = "record-0" })]), T0);

        Assert.Equal(["record-0", "record-1"], Assert.IsType<SearchHitNoted>(Assert.Single(decision.Events.Skip(1))).Records);
    }

    [Fact]
    public void The_21st_search_within_a_minute_is_refused_and_says_when_it_may_be_made()
    {
        var inquiry = Searched(20, every: TimeSpan.FromSeconds(1));

        var refused = InquiryMachine.Decide(inquiry, Search("z"), T0.AddSeconds(25)).Rejection;

        Assert.Equal((Reason.SearchQuota, TimeSpan.FromSeconds(35)), (refused?.Reason, refused?.RetryAfter));
        Assert.Equal(("20", "20"), (refused!.Metadata["limit"], refused.Metadata["limitPerMinute"]));
        Assert.NotEmpty(refused.Violations);
    }

    [Fact]
    public void The_budget_is_of_any_minute_and_comes_back_search_by_search()
    {
        var inquiry = Searched(20, every: TimeSpan.FromSeconds(1));

        Assert.Null(InquiryMachine.Decide(inquiry, Search("z"), T0.AddSeconds(60)).Rejection);
        inquiry = After(InquiryMachine.Decide(inquiry, Search("z"), T0.AddSeconds(60)), inquiry);
        Assert.Equal(Reason.SearchQuota, InquiryMachine.Decide(inquiry, Search("y"), T0.AddSeconds(60.5)).Rejection?.Reason);
        Assert.Null(InquiryMachine.Decide(inquiry, Search("y"), T0.AddSeconds(61)).Rejection);
    }

    [Fact]
    public void Many_different_selectors_in_a_day_alert_the_ministry_and_the_callers_own_jurisdiction_once()
    {
        var alerts = new List<EnumerationSuspected>();
        var inquiry = new Inquiry();
        for (var i = 0; i < 2 * InquiryMachine.SelectorsPerDayMax; i++)
        {
            var decision = InquiryMachine.Decide(inquiry, Search($"selector-{i:D3}"), T0.AddSeconds(4 * i));
            alerts.AddRange(decision.Events.OfType<EnumerationSuspected>());
            inquiry = After(decision, inquiry);
        }

        var alert = Assert.Single(alerts);
        Assert.Equal(InquiryMachine.SelectorsPerDayMax + 1, alert.Selectors);
        Assert.Equal(["000000", "500000"], Concerned(alert).Order());
    }

    [Fact]
    public void The_same_selector_again_and_another_day_do_not_count_towards_the_alert()
    {
        var inquiry = new Inquiry();
        for (var i = 0; i < 4 * InquiryMachine.SelectorsPerDayMax; i++)
        {
            // Half of them on each of two days, each selector twice.
            var at = T0.AddSeconds(4 * i).AddDays(i / (2 * InquiryMachine.SelectorsPerDayMax));
            var decision = InquiryMachine.Decide(inquiry, Search($"selector-{i / 2:D3}"), at);
            Assert.DoesNotContain(decision.Events, happened => happened is EnumerationSuspected);
            inquiry = After(decision, inquiry);
        }
        Assert.Equal(InquiryMachine.SelectorsPerDayMax, inquiry.Selectors.Length);
    }

    private static Inquiry Searched(int times, TimeSpan every) => Enumerable.Range(0, times).Aggregate(new Inquiry(),
        (inquiry, i) => After(InquiryMachine.Decide(inquiry, Search($"s{i}"), T0 + i * every), inquiry));

    private static Inquiry After(Core.Decision<InquiryEvent> decision, Inquiry? before = null) =>
        decision.Events.Aggregate(before ?? new(), InquiryMachine.Apply);

    private static IEnumerable<string> Concerned(InquiryEvent happened) => InquiryMachine.Concerned(happened).Select(code => code.Value);

    private static SearchHit Hit(params ImmutableArray<FoundRecord> records) => new("person-1", HitBand.Weak, records);

    private static MakeSearch Search(string selector, params ImmutableArray<SearchHit> hits) => new(
        new(Guid.Empty, "500000/rms", "f", "officer-1", new("500000"), "lead"), "search-1", SelectorKind.Phone, selector, "cases/1", true, hits, []);
}
