using System.Globalization;
using Xunit;

namespace Coordination.Clocks;

public sealed class ClockTests
{
    private static readonly BusinessCalendar Calendar = BusinessCalendar.Official;

    // Local times of Asia/Shanghai; an end at 00:00 is 24:00 of the day before.
    public static TheoryData<string, ClockRule, string, string> Vectors => new()
    {
        { "C2.9 a holiday does not matter for 24 hours", ClockRules.DetentionCentre, "2025-09-30 06:03:10", "2025-10-01 06:03:10" },
        { "C2.9", ClockRules.FamilyNotice, "2025-09-30 06:03:10", "2025-10-01 06:03:10" },
        { "C2.9", ClockRules.FirstQuestioning, "2025-09-30 06:03:10", "2025-10-01 06:03:10" },
        { "C2.9 custody is not rolled", ClockRules.ArrestRequest, "2025-09-30 06:03:10", "2025-10-04 00:00:00" },
        { "C2.9 结伙", ClockRules.ExtendedArrestRequest, "2025-09-30 06:03:10", "2025-10-31 00:00:00" },
        { "CPL-91 special", ClockRules.SpecialArrestRequest, "2025-09-30 06:03:10", "2025-10-08 00:00:00" },
        { "P-175 24 h over the new year", ClockRules.HandOver, "2025-12-31 20:00:00", "2026-01-01 20:00:00" },
        { "CPL-119", ClockRules.Summons, "2025-10-01 22:30:00", "2025-10-02 10:30:00" },
        { "E17-15 plain week", ClockRules.FilingReview, "2025-06-03 09:00:00", "2025-06-11 00:00:00" },
        { "CPL-105 the last day is a holiday: to the first worked day", ClockRules.FilingReview, "2025-09-25 09:00:00", "2025-10-10 00:00:00" },
        { "CPL-105 a Sunday that is worked is a worked day", ClockRules.FilingReview, "2025-09-21 23:59:59", "2025-09-29 00:00:00" },
        { "CPL-105 a Saturday that is worked", ClockRules.FilingReview, "2025-10-04 12:00:00", "2025-10-12 00:00:00" },
        { "CPL-105 an ordinary Saturday", ClockRules.FilingReview, "2025-06-07 12:00:00", "2025-06-17 00:00:00" },
        { "P-180 over the spring festival", ClockRules.ReferralReview, "2026-02-12 10:00:00", "2026-02-25 00:00:00" },
        { "the last day of the year: 1 to 3 January off, Sunday the 4th worked", ClockRules.ReferralReview, "2025-12-30 10:00:00", "2026-01-05 00:00:00" },
        { "the start day is Beijing's, not Greenwich's", ClockRules.ArrestRequest, "2025-06-02 00:30:00", "2025-06-06 00:00:00" },
        { "CPL-175 a month that is shorter", ClockRules.SupplementaryInvestigation, "2026-01-31 10:00:00", "2026-03-01 00:00:00" },
        { "CPL-172 a month and 15 days", ClockRules.ComplexProsecutionReview, "2025-07-01 10:00:00", "2025-08-19 00:00:00" },
        { "CPL-156 over the year's end", ClockRules.PostArrestInvestigation, "2025-12-31 10:00:00", "2026-03-01 00:00:00" },
        { "CPL-79 a leap day ends on the last of February", ClockRules.Bail, "2028-02-29 10:00:00", "2029-03-01 00:00:00" },
        { "P-243 not rolled over the national holiday", ClockRules.Freeze, "2025-04-02 10:00:00", "2025-10-03 00:00:00" },
        { "E17-25 two years, rolled over a weekend", ClockRules.WithoutMeasure, "2025-06-12 10:00:00", "2027-06-15 00:00:00" },
    };

    [Theory, MemberData(nameof(Vectors))]
    public void Ends(string claim, ClockRule rule, string start, string end)
    {
        Assert.True(Local(end) == rule.DueAfter(Local(start), Calendar), $"{claim}: {rule.DueAfter(Local(start), Calendar).ToOffset(BusinessCalendar.Offset):s}");
    }

    [Fact]
    public void Working_days_count_swapped_days_and_skip_holidays()
    {
        var fiveWorked = new ClockRule("test", new(Days: 5), DayCount.Working, "Administrative Penalty Law 85");

        // 28 September (a Sunday), 29, 30, then 9 and 10 October; the holiday between does not count.
        Assert.Equal(Local("2025-10-11 00:00:00"), fiveWorked.DueAfter(Local("2025-09-27 09:00:00"), Calendar));
    }

    [Fact]
    public void S38_the_national_holiday_of_2025_has_two_swapped_days()
    {
        Assert.All(Enumerable.Range(1, 8), day => Assert.False(Calendar.IsWorked(new(2025, 10, day))));
        Assert.True(Calendar.IsWorked(new(2025, 9, 28)));
        Assert.True(Calendar.IsWorked(new(2025, 10, 11)));
        Assert.False(Calendar.IsWorked(new(2025, 10, 12)));
    }

    [Fact]
    public void A_year_without_a_notice_has_plain_weeks()
    {
        Assert.True(Calendar.IsWorked(new(2031, 1, 1)));
        Assert.False(Calendar.IsWorked(new(2031, 1, 4)));
    }

    private static DateTimeOffset Local(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), BusinessCalendar.Offset);
}
