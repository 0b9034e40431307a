using System.Text.Json;
using Coordination.Inquiries;
using Coordination.Log;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>Reads what was searched.</summary>
public sealed class SearchReads(StoreDatabase database)
{
    /// <summary>
    /// The search that a principal made with this request id; null if there is none. Read from the log itself: it is there as soon as the
    /// search was answered.
    /// </summary>
    public async Task<SearchMade?> Made(string principal, Guid requestId, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command(
            "select body from event_log where request_id = @request and principal = @principal and event_type = 'inquiry.made'",
            ("request", requestId), ("principal", principal));
        return (await command.Rows(row => (SearchMade)JsonSerializer.Deserialize(row.GetString(0), InquiryJson.Default.InquiryEvent)!, cancel)).SingleOrDefault();
    }

    /// <summary>All events of one search, in order; whom each concerns is in the entry.</summary>
    public async Task<IReadOnlyList<LogEntry>> Trail(string search, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command($"""
            select {EntryRows.Columns} from search_event s join sequenced_log e on e.seq = s.seq where s.search_id = @search order by s.seq
            """, ("search", search));
        return await command.Rows(EntryRows.Read, cancel);
    }
}
