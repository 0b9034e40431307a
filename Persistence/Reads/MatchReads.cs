using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Coordination.Persistence.Readers;
using Coordination.Suspects;

namespace Coordination.Persistence.Reads;

/// <summary>A pair of records in one of its states, with the owners of both.</summary>
/// <param name="Reasons">Why the machine did not decide; empty where it was not asked to.</param>
public sealed record SuspectMatch(
    string RecordA, JurisdictionCode OwnerA, string RecordB, JurisdictionCode OwnerB, string State, long Millibits, string Reasons)
{
    /// <summary>Where a page ends: a queue goes by weight, then by name.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Millibits}|{RecordA}|{RecordB}");
}

/// <summary>Which pairs a page is about.</summary>
/// <param name="After">The cursor of the page before; null for the first.</param>
public sealed record MatchQuery(JurisdictionCode Caller, string State, string? After, int Limit);

/// <summary>
/// Reads the pairs that people have to do with: of which the caller holds a record, or on which it may vote; the ministry sees all. Of a
/// pair with another's sealed record nobody else knows.
/// </summary>
public sealed class MatchReads(StoreDatabase database)
{
    private const string Pairs = """
        select v.record_a, ma.owner, v.record_b, mb.owner, v.state, v.millibits, v.reasons
        from suspect_match v
        join suspect_member ma on ma.record_id = v.record_a
        join suspect_member mb on mb.record_id = v.record_b
        """;

    /// <summary>A page of a queue, weightiest first.</summary>
    public async Task<IReadOnlyList<SuspectMatch>> List(MatchQuery query, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command(
            "", ("caller", query.Caller.Value), ("ministry", query.Caller.IsMinistry ? 1 : 0), ("state", query.State), ("limit", query.Limit));
        var page = "";
        if (query.After?.Split('|') is [var millibits, var a, var b])
        {
            command.Add("millibits", long.Parse(millibits, CultureInfo.InvariantCulture));
            command.Add("a", a);
            command.Add("b", b);
            page = "and (v.millibits < @millibits or (v.millibits = @millibits and (v.record_a, v.record_b) > (@a, @b)))";
        }
        command.CommandText = $"""
            {Pairs}
            where v.state = @state and (@ministry = 1 or ({Shown("ma")} and {Shown("mb")} and (ma.owner = @caller or mb.owner = @caller or exists (
              select 1 from suspect_voter o where o.record_a = v.record_a and o.record_b = v.record_b and o.jurisdiction = @caller)))) {page}
            order by v.millibits desc, v.record_a, v.record_b limit @limit
            """;
        return await command.Rows(Read, cancel);
    }

    /// <summary>All pairs of one record, in every state, whoever asks.</summary>
    public async Task<IReadOnlyList<SuspectMatch>> Of(string record, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command($"""
            {Pairs} where v.record_a = @record or v.record_b = @record order by v.millibits desc, v.record_a, v.record_b, v.state
            """, ("record", record));
        return await command.Rows(Read, cancel);
    }

    /// <summary>The pair that a request voted on; null if it did not, or was another request. Read from the log itself: it is there as soon as it was answered.</summary>
    public async Task<RecordPair?> Judged(CommandHeader header, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("""
            select body from event_log where request_id = @request and principal = @principal and fingerprint = @fingerprint
              and event_type in ('component.match_voted', 'component.match_decided')
            """, ("request", header.RequestId), ("principal", header.Principal), ("fingerprint", header.Fingerprint));
        return (await command.Rows(row => JsonSerializer.Deserialize(row.GetString(0), SuspectComponentJson.Default.SuspectComponentEvent) switch
        {
            MatchVoted e => new RecordPair(e.RecordA, e.RecordB),
            MatchDecided e => new RecordPair(e.RecordA, e.RecordB),
            _ => (RecordPair?)null,
        }, cancel)).SingleOrDefault();
    }

    private static string Shown(string record) =>
        $"({record}.owner = @caller or not exists (select 1 from sealed_record s where s.record_id = {record}.record_id))";

    private static SuspectMatch Read(DbDataReader row) => new(
        row.GetString(0), new(row.GetString(1)), row.GetString(2), new(row.GetString(3)), row.GetString(4), row.GetInt64(5), row.GetString(6));
}
