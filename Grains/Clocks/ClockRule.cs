namespace Coordination.Clocks;

/// <summary>How the days of a time limit are counted.</summary>
public enum DayCount
{
    Unspecified = 0,

    /// <summary>Every day; if the last one is not worked, the limit ends with the next one that is (CPL-105).</summary>
    Natural,

    /// <summary>Worked days only.</summary>
    Working,

    /// <summary>Every day, never extended: limits of custody and of freezes, which bind the state (CPL-105).</summary>
    Strict,
}

/// <summary>A length of time as the law writes it.</summary>
public readonly record struct Term(int Years = 0, int Months = 0, int Days = 0, int Hours = 0);

/// <summary>A time limit of the law.</summary>
/// <param name="Kind">Names it in due work.</param>
/// <param name="Source">Article.</param>
public sealed record ClockRule(string Kind, Term Term, DayCount Count, string Source)
{
    /// <summary>
    /// The instant at which the limit ends; an act before it is in time. Hours run from the recorded instant, which is stricter than
    /// CPL-105. For days, months and years the first day does not count and the last one ends at 24:00.
    /// </summary>
    public DateTimeOffset DueAfter(DateTimeOffset start, BusinessCalendar calendar)
    {
        if (Term.Hours > 0)
        {
            return start.ToUniversalTime().AddHours(Term.Hours);
        }
        var from = BusinessCalendar.DayOf(start).AddYears(Term.Years).AddMonths(Term.Months);
        var last = Count == DayCount.Working ? calendar.AddWorked(from, Term.Days) : from.AddDays(Term.Days);
        return BusinessCalendar.EndOf(Count == DayCount.Natural ? calendar.WorkedFrom(last) : last);
    }
}
