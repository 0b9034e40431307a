using System.Data.Common;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Matching;

/// <summary>A record that a search came upon.</summary>
/// <param name="Person">Its entity; the record itself while it was not compared yet.</param>
/// <param name="Sealed">Nobody but its holder and the ministry may learn of it.</param>
/// <param name="Matched">It has the keys asked for; false for the other records of the same person.</param>
public sealed record SearchedRecord(string Record, JurisdictionCode Holder, string Person, bool Sealed, bool Matched, Protected Content);

/// <summary>Finds records by their keys with the other records of the same persons. One statement, whatever is found: how long it takes says little.</summary>
public sealed class SearchIndex(StoreDatabase database)
{
    /// <summary>Records that have the keys, beyond which the rest is left out: what so many hold names nobody. Those not sealed come first.</summary>
    public const int MatchesMax = 500;

    public async Task<IReadOnlyList<SearchedRecord>> Find(
        IReadOnlyCollection<long> firstKeys, IReadOnlyCollection<long> secondKeys, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("", ("limit", MatchesMax));
        command.CommandText = $"""
            with matched as (
              select m.record_id from match_key m
              where m.key in ({Names(command, "a", firstKeys)})
                and exists (select 1 from match_key n where n.record_id = m.record_id and n.key in ({Names(command, "b", secondKeys)}))
              group by m.record_id
              order by exists (select 1 from sealed_record s where s.record_id = m.record_id), m.record_id limit @limit),
            touched as (
              select record_id, 1 as matched from matched
              union all
              select other.record_id, 0 from matched m
              join suspect_member own on own.record_id = m.record_id
              join suspect_member other on other.entity_id = own.entity_id)
            select t.record_id, r.owner, coalesce(p.entity_id, t.record_id), s.record_id is not null, max(t.matched), r.key_id, r.ciphertext
            from touched t
            join match_record r on r.record_id = t.record_id
            left join suspect_member p on p.record_id = t.record_id
            left join sealed_record s on s.record_id = t.record_id
            group by t.record_id, r.owner, p.entity_id, s.record_id, r.key_id, r.ciphertext
            order by t.record_id
            """;
        return await command.Rows(Read, cancel);
    }

    /// <summary>Those of the records that are sealed now.</summary>
    public async Task<IReadOnlySet<string>> Sealed(IReadOnlyCollection<string> records, CancellationToken cancel)
    {
        if (records.Count == 0)
        {
            return new HashSet<string>();
        }
        await using var connection = await database.Open(cancel);
        await using var command = connection.Command("");
        command.CommandText = $"select record_id from sealed_record where record_id in ({Names(command, "r", records)})";
        return (await command.Rows(row => row.GetString(0), cancel)).ToHashSet(StringComparer.Ordinal);
    }

    private static SearchedRecord Read(DbDataReader row) => new(
        row.GetString(0), new(row.GetString(1)), row.GetString(2), row.GetBoolean(3), row.GetInt32(4) == 1, new(row.GetString(5), row.GetString(6)));

    private static string Names<T>(DbCommand command, string prefix, IReadOnlyCollection<T> values) where T : notnull => string.Join(", ", values.Select((value, i) =>
    {
        command.Add($"{prefix}{i}", value);
        return $"@{prefix}{i}";
    }));
}
