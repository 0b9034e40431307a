using System.Data.Common;
using Coordination.Log;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>
/// Reads the projections and the log; writes nothing, so a read-only role is enough. What a caller may know of is the caller's to
/// say (<see cref="ResourceQuery.VisibleTo"/>); every list is bounded and goes on from the last row of its page.
/// </summary>
public sealed class ReadModel(StoreDatabase database)
{
    private const string ResourceColumns =
        "r.grain_type, r.grain_id, r.version, r.seq, r.owner, r.status, r.parent, r.created_at, r.updated_at, r.state";

    /// <returns>Null if there is none, or if <paramref name="visibleTo"/> may not know of it.</returns>
    public async Task<ResourceRow?> Get(string grainType, string grainId, JurisdictionCode? visibleTo, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("", ("type", grainType), ("id", grainId));
        var visible = visibleTo is { } jurisdiction ? "and " + new FilterSql(command).Party(jurisdiction) : "";
        command.CommandText = $"select {ResourceColumns} from resource r where r.grain_type = @type and r.grain_id = @id {visible}";
        return (await command.Rows(Resource, cancel)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<ResourceRow>> List(ResourceQuery query, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("", ("type", query.GrainType), ("limit", query.Limit));
        var sql = new FilterSql(command);
        List<string> conditions = ["r.grain_type = @type"];
        if (query.VisibleTo is { } jurisdiction)
        {
            conditions.Add(sql.Party(jurisdiction));
        }
        if (query.Filter is { } filter)
        {
            conditions.Add(sql.Of(filter));
        }
        if (query.After is { } after)
        {
            conditions.Add(query.Order is ResourceOrder.Changed
                ? $"r.seq > {sql.Parameter(after.Seq)}"
                : $"(r.created_at, r.grain_id) > ({sql.Parameter(after.CreatedAt)}, {sql.Parameter(after.GrainId)})");
        }
        var order = query.Order is ResourceOrder.Changed ? "r.seq" : "r.created_at, r.grain_id";
        command.CommandText = $"select {ResourceColumns} from resource r where {string.Join(" and ", conditions)} order by {order} limit @limit";
        return await command.Rows(Resource, cancel);
    }

    /// <summary>What happened to one aggregate, oldest first, after <paramref name="afterSeq"/>.</summary>
    public Task<IReadOnlyList<LogEntry>> History(string grainType, string grainId, long afterSeq, int limit, CancellationToken cancel) =>
        Query($"""
            select {EntryRows.Columns} from resource_event h join sequenced_log e on e.seq = h.seq
            where h.grain_type = @type and h.grain_id = @id and h.seq > @after order by h.seq limit @limit
            """, EntryRows.Read, cancel, ("type", grainType), ("id", grainId), ("after", afterSeq), ("limit", limit));

    /// <summary>A jurisdiction's notices after <paramref name="afterInboxSeq"/>, in order and without gaps.</summary>
    public Task<IReadOnlyList<InboxEntry>> Inbox(JurisdictionCode jurisdiction, long afterInboxSeq, int limit, CancellationToken cancel) =>
        Query($"""
            select i.inbox_seq, {EntryRows.Columns} from inbox i join sequenced_log e on e.seq = i.seq
            where i.jurisdiction = @jurisdiction and i.inbox_seq > @after order by i.inbox_seq limit @limit
            """, row => new InboxEntry(row.GetInt64(0), EntryRows.Read(row, 1)), cancel,
            ("jurisdiction", jurisdiction.Value), ("after", afterInboxSeq), ("limit", limit));

    /// <summary>The last notice's number; 0 for an inbox that never received any.</summary>
    public async Task<long> InboxHead(JurisdictionCode jurisdiction, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command(
            "select coalesce((select inbox_seq from inbox_head where jurisdiction = @jurisdiction), 0)", ("jurisdiction", jurisdiction.Value));
        return await command.Number(cancel);
    }

    /// <summary>All entries of the log after <paramref name="afterSeq"/>: for those who may know of everything.</summary>
    public Task<IReadOnlyList<LogEntry>> Log(long afterSeq, int limit, CancellationToken cancel) =>
        Query($"""
            select {EntryRows.Columns} from sequenced_log e where e.seq > @after order by e.seq limit @limit
            """, EntryRows.Read, cancel, ("after", afterSeq), ("limit", limit));

    /// <summary>Due work by time, of one jurisdiction or of all (null).</summary>
    public async Task<IReadOnlyList<DueRow>> Due(JurisdictionCode? owner, DateTimeOffset until, DueCursor? after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("", ("until", until), ("limit", limit));
        var sql = new FilterSql(command);
        var owned = owner is { } code ? $"and d.owner = {sql.Parameter(code.Value)}" : "";
        var rest = after is { } cursor
            ? $"""
                and (d.due_at, d.grain_type, d.grain_id, d.kind)
                  > ({sql.Parameter(cursor.DueAt)}, {sql.Parameter(cursor.GrainType)}, {sql.Parameter(cursor.GrainId)}, {sql.Parameter(cursor.Kind)})
                """
            : "";
        command.CommandText = $"""
            select d.grain_type, d.grain_id, d.kind, d.due_at, d.owner, d.wakes from due_item d
            where d.due_at <= @until {owned} {rest} order by d.due_at, d.grain_type, d.grain_id, d.kind, d.owner limit @limit
            """;
        return await command.Rows(DueItem, cancel);
    }

    internal static DueRow DueItem(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.Instant(3), new(row.GetString(4)), row.GetBoolean(5));

    private static ResourceRow Resource(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt64(3), new(row.GetString(4)), row.GetString(5), row.GetString(6),
        row.Instant(7), row.Instant(8), row.GetString(9));

    private async Task<IReadOnlyList<T>> Query<T>(string text, Func<DbDataReader, T> read, CancellationToken cancel, params (string, object)[] parameters)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command(text, parameters);
        return await command.Rows(read, cancel);
    }
}
