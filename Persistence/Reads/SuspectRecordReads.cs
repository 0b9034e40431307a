using System.Data.Common;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>What can be said of a record without opening it.</summary>
/// <param name="Entity">The person it belongs to; null until it was compared.</param>
public sealed record SuspectRecordLine(string Record, int Version, string SourceRecordId, ImmutableArray<string> Flags, string? Entity);

/// <summary>Lists one jurisdiction's records.</summary>
public sealed class SuspectRecordReads(StoreDatabase database)
{
    /// <summary>Records of <paramref name="owner"/> by key, after the key of the page before; its own index is walked, however many others there are.</summary>
    public async Task<IReadOnlyList<SuspectRecordLine>> List(JurisdictionCode owner, string? after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("""
            select r.record_id, r.version, r.source_record_id, r.flags, m.entity_id, c.version
            from match_record r left join suspect_member m on m.record_id = r.record_id left join record_compared c on c.record_id = r.record_id
            where r.owner = @owner and r.record_id > @after
            order by r.record_id limit @limit
            """, ("owner", owner.Value), ("after", after ?? ""), ("limit", limit));
        return await command.Rows(Line, cancel);
    }

    private static SuspectRecordLine Line(DbDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetString(2), [.. row.GetString(3).Split(',', StringSplitOptions.RemoveEmptyEntries)],
        !row.IsDBNull(4) ? row.GetString(4) : row.IsDBNull(5) ? null : row.GetString(0)[(row.GetString(0).IndexOf('-') + 1)..]); // alone, under its own id
}
