using System.Data.Common;
using System.Text.Json;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>What can be said of a record without opening it.</summary>
/// <param name="Entity">The person it belongs to; null until it was compared.</param>
public sealed record SuspectRecordLine(string Record, int Version, string SourceRecordId, ImmutableArray<string> Flags, string? Entity);

/// <summary>Lists one jurisdiction's records.</summary>
public sealed class SuspectRecordReads(StoreDatabase database)
{
    /// <summary>Records of <paramref name="owner"/> by key, after the key of the page before; the index of parties is walked, however many others there are.</summary>
    public async Task<IReadOnlyList<SuspectRecordLine>> List(JurisdictionCode owner, string? after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("""
            select p.grain_id, r.version, cast(r.state ->> 'sourceRecordId' as text), cast(r.state ->> 'flags' as text), m.entity_id
            from resource_party p
            join resource r on r.grain_type = p.grain_type and r.grain_id = p.grain_id
            left join suspect_member m on m.record_id = p.grain_id
            where p.jurisdiction = @owner and p.grain_type = 'record' and p.grain_id > @after
            order by p.grain_id limit @limit
            """, ("owner", owner.Value), ("after", after ?? ""), ("limit", limit));
        return await command.Rows(Line, cancel);
    }

    private static SuspectRecordLine Line(DbDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetString(2), Flags(row.IsDBNull(3) ? "[]" : row.GetString(3)), row.IsDBNull(4) ? null : row.GetString(4));

    private static ImmutableArray<string> Flags(string json) => JsonSerializer.Deserialize<ImmutableArray<string>>(json);
}
