using System.Data.Common;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>A record and the person it belongs to.</summary>
public sealed record SuspectMember(string Record, JurisdictionCode Owner, string Entity);

/// <summary>A person: its id now, the ids that lead to it, its records.</summary>
public sealed record SuspectPerson(string Id, IReadOnlyList<string> FormerIds, IReadOnlyList<SuspectMember> Records);

/// <summary>Counts over all provinces.</summary>
/// <param name="Arrested">Persons, not records, of whom a record was named in a detention or an arrest.</param>
public sealed record SuspectCounts(long Records, long Persons, long Reviews, long Pending, long Arrested);

/// <summary>Reads the persons that the log tells of.</summary>
public sealed class SuspectReads(StoreDatabase database)
{
    // A record that was never filed stands for a person of its own, whose id is the record's.
    private const string OfRecord = """
        select r.record_id, r.owner, coalesce(m.entity_id, substr(r.record_id, length('record-') + 1))
        from match_record r left join suspect_member m on m.record_id = r.record_id where r.record_id = @record
        """;

    public async Task<SuspectMember?> Find(string recordKey, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command(OfRecord, ("record", recordKey));
        return (await command.Rows(Member, cancel)).SingleOrDefault();
    }

    /// <summary>The person that <paramref name="entityId"/> is or became; null if there never was one.</summary>
    public async Task<SuspectPerson?> Person(string entityId, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var current = connection.Command("""
            with recursive chain (id) as (
              select cast(@id as text) union select r.to_id from suspect_redirect r join chain c on r.from_id = c.id)
            select m.record_id, m.owner, m.entity_id from suspect_member m where m.entity_id in (select id from chain) order by m.record_id
            """, ("id", entityId));
        var records = await current.Rows(Member, cancel);
        if (records.Count == 0)
        {
            // An id of which nothing is told leads to the person of the record that it is named after.
            await using var named = connection.Command(OfRecord, ("record", $"record-{entityId}"));
            var founder = (await named.Rows(Member, cancel)).SingleOrDefault();
            return founder is null ? null
                : founder.Entity != entityId ? await Person(founder.Entity, cancel)
                : new(entityId, [], [founder]);
        }
        var id = records[0].Entity;
        await using var former = connection.Command("""
            with recursive chain (id) as (
              select cast(@id as text) union select r.from_id from suspect_redirect r join chain c on r.to_id = c.id)
            select id from chain where id <> @id order by id
            """, ("id", id));
        return new(id, await former.Rows(row => row.GetString(0), cancel), records);
    }

    public async Task<SuspectCounts> Count(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command($"""
            select (select count(*) from match_record),
              (select count(distinct entity_id) from suspect_member)
                + (select count(*) from match_record r where not exists (select 1 from suspect_member m where m.record_id = r.record_id)),
              (select count(*) from suspect_match where state = 'OPEN'),
              (select count(*) from match_record r left join record_compared c on c.record_id = r.record_id where coalesce(c.version, 0) < r.version)
                + (select count(*) from record_home h where h.filed_in <> h.component_id)
                + (select count(*) from unsequenced)
                + (select {EntryRows.LastSeq} - p.position from projection_position p where p.name = 'suspects'),
              (select count(distinct coalesce(m.entity_id, a.record_id)) from suspect_arrest a left join suspect_member m on m.record_id = a.record_id)
            """);
        return (await command.Rows(row => new SuspectCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), cancel)).Single();
    }

    private static SuspectMember Member(DbDataReader row) => new(row.GetString(0), new(row.GetString(1)), row.GetString(2));
}
