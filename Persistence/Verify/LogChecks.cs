using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Verify;

/// <summary>The dense order: 1, 2, 3, … and every entry of the log in it once.</summary>
public sealed class OrderCheck(StoreDatabase database) : IStoreCheck
{
    private const string Count = """
        select (select count(*) from sequenced_log), (select coalesce(min(seq), 1) from sequenced_log), (select coalesce(max(seq), 0) from sequenced_log),
          (select count(*) from event_log), (select count(*) from unsequenced)
        """;

    public string Name => "order";
    public string Claim => "The log's order is 1, 2, 3, … without gaps, and every committed entry is in it once or waits for its place.";

    public async Task Run(CheckLog found, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Unhurried(Count);
        var (ordered, first, last, entries, waiting) = (await command.Rows(
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), cancel)).Single();
        found.Saw(entries);
        if (first != 1 || ordered != last)
        {
            found.Found($"The order runs from {first} to {last} with {ordered} entries.");
        }
        if (ordered + waiting != entries)
        {
            found.Found($"{entries} entries, but {ordered} in order and {waiting} waiting.");
        }
    }
}

/// <summary>A request id stands for one write.</summary>
public sealed class RequestsCheck(StoreDatabase database) : IStoreCheck
{
    private const string Writes = "select count(*) from event_log where ordinal = 1";

    private const string Twice = """
        select principal, request_id from event_log group by principal, request_id
        having min(grain_id) <> max(grain_id) or min(version) <> max(version)
        """;

    public string Name => "requests";
    public string Claim => "No request id of a principal stands for two writes.";

    public async Task Run(CheckLog found, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var writes = connection.Unhurried(Writes);
        await using var twice = connection.Unhurried(Twice);
        found.Saw(await writes.Number(cancel));
        foreach (var request in await twice.Rows(row => $"{row.GetString(0)} {row.GetGuid(1)}", cancel))
        {
            found.Found($"Request {request} was carried out more than once.");
        }
    }
}

/// <summary>Each inbox is numbered without gaps. That nothing is missing or double in it is what <see cref="ProjectionsCheck"/> shows.</summary>
public sealed class InboxesCheck(StoreDatabase database) : IStoreCheck
{
    private const string Count = """
        select i.jurisdiction, count(*), min(i.inbox_seq), max(i.inbox_seq),
          coalesce((select h.inbox_seq from inbox_head h where h.jurisdiction = i.jurisdiction), 0)
        from inbox i group by i.jurisdiction
        """;

    public string Name => "inboxes";
    public string Claim => "The notices of each jurisdiction are numbered 1, 2, 3, … without gaps.";

    public async Task Run(CheckLog found, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Unhurried(Count);
        foreach (var (jurisdiction, count, first, last, head) in await command.Rows(
            row => (row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), cancel))
        {
            found.Saw(count);
            if (first != 1 || last != count || head != last)
            {
                found.Found($"Inbox {jurisdiction} runs from {first} to {last} with {count} notices; its head says {head}.");
            }
        }
    }
}
