using System.Globalization;
using Coordination.Clocks;
using Coordination.Core;
using Coordination.Log;
using static Coordination.Core.Refusals;

namespace Coordination.Inquiries;

/// <summary>Whether a caller may search now, and who hears of it. Source: domain rules B10, D1-D6.</summary>
public static class InquiryMachine
{
    /// <summary>Searches that one caller may make in any minute. Source: D6; scenario C4, step 5.</summary>
    public const int PerMinuteMax = 20;

    /// <summary>Different selectors of one caller in one day that are taken for a list being tried out; our own figure [P]: three minutes of the budget.</summary>
    public const int SelectorsPerDayMax = 60;

    /// <summary>How much of a selector's hash is kept to tell selectors apart: 48 bits, a mistake in 10^11 days.</summary>
    private const int SelectorStart = 12;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static Decision<InquiryEvent> Decide(Inquiry inquiry, InquiryCommand command, DateTimeOffset now) => command switch
    {
        MakeSearch { BasisStands: false } =>
            Refuse(Reason.PurposeRequired, "Name in `basis` a case or operation that is open and in which you take part.").With("required", "basis"),
        MakeSearch when Spent(inquiry, now) is { } wait => QuotaExceeded(wait),
        MakeSearch search => Made(inquiry, search, now),
        _ => Refuse(Reason.StateTransitionInvalid, $"An inquiry does not take {command.GetType().Name}."),
    };

    public static Inquiry Apply(Inquiry inquiry, InquiryEvent happened) => happened switch
    {
        SearchMade e => AskedOn(inquiry, BusinessCalendar.DayOf(e.At), e.Selector) with
        {
            By = e.By,
            Recent = [.. inquiry.Recent.Append(e.At.ToUnixTimeMilliseconds()).TakeLast(PerMinuteMax)],
        },
        EnumerationSuspected => inquiry with { Alerted = true, Selectors = [] },
        _ => inquiry,
    };

    /// <summary>A search is its asker's business; each other event names whom it concerns.</summary>
    public static ResourceIndex Index(Inquiry inquiry) => new(inquiry.By, "OPEN", [inquiry.By]);

    /// <summary>Whom an event concerns: a silent hit never its asker.</summary>
    public static IEnumerable<JurisdictionCode> Concerned(InquiryEvent happened) => happened switch
    {
        SearchMade e => [e.By],
        SearchHitNoted e => [e.Holder],
        SilentHitNoted e => [e.Holder],
        EnumerationSuspected e => [e.By, JurisdictionCode.Ministry],
        _ => [JurisdictionCode.Ministry],
    };

    private static Decision<InquiryEvent> Made(Inquiry inquiry, MakeSearch search, DateTimeOffset now)
    {
        var by = search.Header.Jurisdiction;
        var made = new SearchMade(search.Search, by, now, search.Kind, search.Selector, search.Basis, search.Hits, search.Truncated);
        var after = Apply(inquiry, made);
        return new([
            made,
            .. Held(search.Hits.SelectMany(hit => hit.Records), by).Select(held => new SearchHitNoted(search.Search, by, held.Holder, held.Records)),
            .. Held(search.Hidden, by).Select(held => new SilentHitNoted(search.Search, by, held.Holder, held.Records)),
            .. after is { Alerted: false, Selectors.Length: > SelectorsPerDayMax }
                ? [new EnumerationSuspected(search.Search, by, after.Day, after.Selectors.Length)]
                : ImmutableArray<InquiryEvent>.Empty,
        ], null);
    }

    /// <summary>Each holder but the asker itself, with its records.</summary>
    private static IEnumerable<(JurisdictionCode Holder, ImmutableArray<string> Records)> Held(IEnumerable<FoundRecord> found, JurisdictionCode asker) =>
        found.Where(record => record.Holder != asker).GroupBy(record => record.Holder).OrderBy(held => held.Key)
            .Select(held => (held.Key, held.Select(record => record.Record).Distinct().Order(StringComparer.Ordinal).ToImmutableArray()));

    private static Inquiry AskedOn(Inquiry inquiry, DateOnly day, string selector)
    {
        var today = inquiry.Day == day ? inquiry : inquiry with { Day = day, Selectors = [], Alerted = false };
        var start = selector[..Math.Min(SelectorStart, selector.Length)];
        return today.Alerted || today.Selectors.Contains(start) ? today : today with { Selectors = today.Selectors.Add(start) };
    }

    /// <summary>How long until the next search is within the budget; null if it is now.</summary>
    private static TimeSpan? Spent(Inquiry inquiry, DateTimeOffset now) =>
        inquiry.Recent.Length == PerMinuteMax && DateTimeOffset.FromUnixTimeMilliseconds(inquiry.Recent[0]) + Minute - now is var wait && wait > TimeSpan.Zero
            ? wait
            : null;

    private static Rejection QuotaExceeded(TimeSpan wait)
    {
        var limit = PerMinuteMax.ToString(CultureInfo.InvariantCulture);
        return Refuse(Reason.SearchQuota, $"A caller may search {limit} times a minute. Wait and send the same request again.",
                new Violation("searches", $"More than {limit} searches in a minute."))
            .With("limit", limit).With("limitPerMinute", limit) with
        { RetryAfter = wait };
    }
}
