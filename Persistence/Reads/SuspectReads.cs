using System.Data.Common;
using System.Globalization;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>A record and the person it belongs to.</summary>
public sealed record SuspectMember(string Record, JurisdictionCode Owner, string Entity);

/// <summary>A person: its id now, the ids that lead to it, its records.</summary>
public sealed record SuspectPerson(string Id, IReadOnlyList<string> FormerIds, IReadOnlyList<SuspectMember> Records);

/// <summary>A pair that waits for a person, with the owners of both records.</summary>
public sealed record SuspectReview(string RecordA, JurisdictionCode OwnerA, string RecordB, JurisdictionCode OwnerB, long Millibits, string Reasons)
{
    /// <summary>Where a page ends: the queue goes by weight, then by name.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Millibits}|{RecordA}|{RecordB}");
}

/// <summary>Counts over all provinces.</summary>
public sealed record SuspectCounts(long Records, long Persons, long Reviews, long Pending);

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

    /// <summary>Pairs of which <paramref name="caller"/> holds a record, weightiest first; the ministry sees all.</summary>
    public async Task<IReadOnlyList<SuspectReview>> Matches(JurisdictionCode caller, string? after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("", ("caller", caller.Value), ("ministry", caller.IsMinistry ? 1 : 0), ("limit", limit));
        var page = "";
        if (after?.Split('|') is [var millibits, var a, var b])
        {
            command.Add("millibits", long.Parse(millibits, CultureInfo.InvariantCulture));
            command.Add("a", a);
            command.Add("b", b);
            page = "and (v.millibits < @millibits or (v.millibits = @millibits and (v.record_a, v.record_b) > (@a, @b)))";
        }
        command.CommandText = $"""
            select v.record_a, ma.owner, v.record_b, mb.owner, v.millibits, v.reasons
            from suspect_review v
            join suspect_member ma on ma.record_id = v.record_a
            join suspect_member mb on mb.record_id = v.record_b
            where (@ministry = 1 or (ma.owner = @caller and {Shown("mb")}) or (mb.owner = @caller and {Shown("ma")})) {page}
            order by v.millibits desc, v.record_a, v.record_b limit @limit
            """;
        return await command.Rows(row => new SuspectReview(
            row.GetString(0), new(row.GetString(1)), row.GetString(2), new(row.GetString(3)), row.GetInt64(4), row.GetString(5)), cancel);
    }

    public async Task<SuspectCounts> Count(CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("""
            select (select count(*) from match_record),
              (select count(distinct entity_id) from suspect_member)
                + (select count(*) from match_record r where not exists (select 1 from suspect_member m where m.record_id = r.record_id)),
              (select count(*) from suspect_review),
              (select count(*) from match_record r left join record_compared c on c.record_id = r.record_id where coalesce(c.version, 0) < r.version)
                + (select count(*) from record_home h where h.filed_in <> h.component_id)
                + (select count(*) from unsequenced)
                + (select coalesce((select max(seq) from sequenced_log), 0) - p.position from projection_position p where p.name = 'suspects')
            """);
        return (await command.Rows(row => new SuspectCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancel)).Single();
    }

    // Of a pair with another's sealed record only the sealed record's owner knows.
    private static string Shown(string other) =>
        $"({other}.owner = @caller or not exists (select 1 from sealed_record s where s.record_id = {other}.record_id))";

    private static SuspectMember Member(DbDataReader row) => new(row.GetString(0), new(row.GetString(1)), row.GetString(2));
}
