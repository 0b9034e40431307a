using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination.Clocks;

/// <summary>
/// Which days are worked, in Asia/Shanghai: Monday to Friday, but for the days that the State Council's yearly notice moves. A year
/// without a notice has plain weeks; a due time once computed is stored, so a later notice does not move it.
/// </summary>
public sealed class BusinessCalendar
{
    /// <summary>China has one zone and no daylight saving.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The notices known to this release.</summary>
    public static readonly BusinessCalendar Official = Load();

    private readonly FrozenSet<DateOnly> _off;
    private readonly FrozenSet<DateOnly> _work;

    /// <param name="off">Days off that fall on Monday to Friday, or any day.</param>
    /// <param name="work">Saturdays and Sundays that are worked.</param>
    public BusinessCalendar(IEnumerable<DateOnly> off, IEnumerable<DateOnly> work)
    {
        _off = off.ToFrozenSet();
        _work = work.ToFrozenSet();
    }

    public bool IsWorked(DateOnly day) =>
        _work.Contains(day) || (!_off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary><paramref name="day"/> itself if it is worked, else the next day that is.</summary>
    public DateOnly WorkedFrom(DateOnly day)
    {
        while (!IsWorked(day))
        {
            day = day.AddDays(1);
        }
        return day;
    }

    /// <summary>The day that is <paramref name="count"/> worked days after <paramref name="day"/>, which does not count itself.</summary>
    public DateOnly AddWorked(DateOnly day, int count)
    {
        for (; count > 0; count--)
        {
            day = WorkedFrom(day.AddDays(1));
        }
        return day;
    }

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>24:00 of the day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, Offset).ToUniversalTime();

    private static BusinessCalendar Load()
    {
        using var stream = typeof(BusinessCalendar).Assembly.GetManifestResourceStream("Coordination.Clocks.holidays.json")!;
        var years = JsonSerializer.Deserialize(stream, HolidayJson.Default.ImmutableArrayHolidayNotice);
        return new(years.SelectMany(y => y.Off).SelectMany(Days), years.SelectMany(y => y.Work).SelectMany(Days));
    }

    private static IEnumerable<DateOnly> Days(string range)
    {
        var ends = range.Split('/').Select(day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToArray();
        for (var day = ends[0]; day <= ends[^1]; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}

/// <summary>One year's notice: days off and days worked instead, each a day or <c>first/last</c>.</summary>
internal sealed record HolidayNotice(int Year, string Source, ImmutableArray<string> Off, ImmutableArray<string> Work);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImmutableArray<HolidayNotice>))]
internal sealed partial class HolidayJson : JsonSerializerContext;
