using System.Data.Common;
using System.Globalization;
using Coordination.Persistence.Projections;
using Coordination.Persistence.Readers;
using Coordination.Suspects;

namespace Coordination.Persistence.Matching;

/// <summary>Candidates by the keys that each record's own commit wrote, for many records in one round trip.</summary>
public sealed class MatchIndex(StoreDatabase database) : IMatchIndex
{
    private const int Pair = 0, TurnedHot = 1, Version = 2;
    private const int Seen = HotMatchKey.MembersMax + 1; // as far as it takes to see that a key is hot

    // Each key is looked up once.
    private static readonly string PostgresCandidates = $"""
        with own as materialized (
          select r.record_id, r.version, r.part, k.key, array(select m.record_id from match_key m where m.key = k.key limit {Seen}) as met
          from unnest(@records) as x (record_id) join match_record r on r.record_id = x.record_id cross join unnest(r.keys) as k (key)),
        parted as materialized (
          select o.record_id, o.key, o.part,
            array(select m.record_id from match_key m where m.key = o.key and m.part = o.part limit {Seen}) as met
          from own o where cardinality(o.met) > {HotMatchKey.MembersMax} and o.part <> 0)
        select {Pair}, o.record_id, met.record_id from own o cross join unnest(o.met) as met (record_id)
        where cardinality(o.met) <= {HotMatchKey.MembersMax} and met.record_id <> o.record_id
        union
        select {Pair}, p.record_id, met.record_id from parted p cross join unnest(p.met) as met (record_id)
        where cardinality(p.met) <= {HotMatchKey.MembersMax} and met.record_id <> p.record_id
        union
        select {TurnedHot}, o.key::text, '0' from own o
        where cardinality(o.met) > {HotMatchKey.MembersMax} and not exists (select from hot_key h where h.key = o.key and h.part = 0)
        union
        select {TurnedHot}, p.key::text, p.part::text from parted p
        where cardinality(p.met) > {HotMatchKey.MembersMax} and not exists (select from hot_key h where h.key = p.key and h.part = p.part)
        union
        select {Version}, r.record_id, r.version::text from unnest(@records) as x (record_id) join match_record r on r.record_id = x.record_id
        """;

    private static readonly string SqliteCandidates = $"""
        with own as materialized (
          select r.record_id, r.part, k.value as key, (select count(*) from (select 1 from match_key m where m.key = k.value limit {Seen})) as n
          from json_each(@records) x join match_record r on r.record_id = x.value join json_each(r.keys) k),
        parted as materialized (
          select o.record_id, o.key, o.part,
            (select count(*) from (select 1 from match_key m where m.key = o.key and m.part = o.part limit {Seen})) as n
          from own o where o.n > {HotMatchKey.MembersMax} and o.part <> 0)
        select {Pair}, o.record_id, m.record_id from own o join match_key m on m.key = o.key
        where o.n <= {HotMatchKey.MembersMax} and m.record_id <> o.record_id
        union
        select {Pair}, p.record_id, m.record_id from parted p join match_key m on m.key = p.key and m.part = p.part
        where p.n <= {HotMatchKey.MembersMax} and m.record_id <> p.record_id
        union
        select {TurnedHot}, cast(o.key as text), '0' from own o
        where o.n > {HotMatchKey.MembersMax} and not exists (select 1 from hot_key h where h.key = o.key and h.part = 0)
        union
        select {TurnedHot}, cast(p.key as text), cast(p.part as text) from parted p
        where p.n > {HotMatchKey.MembersMax} and not exists (select 1 from hot_key h where h.key = p.key and h.part = p.part)
        union
        select {Version}, r.record_id, cast(r.version as text) from json_each(@records) x join match_record r on r.record_id = x.value
        """;

    private static readonly RowSet<RecordVersion> Versions = new RowSet<RecordVersion>().Text("record_id", r => r.RecordKey).Number("version", r => r.Version);

    private static readonly RowSet<HotMatchKey> Keys = new RowSet<HotMatchKey>().Bigint("key", k => k.Key).Number("part", k => k.Part);

    private sealed record Move(string Record, string Moved, string Into);

    private static readonly RowSet<Move> Moves = new RowSet<Move>().Text("record_id", m => m.Record).Text("moved", m => m.Moved).Text("into_id", m => m.Into);

    private readonly string _records = database.Kind is StoreKind.Postgres ? "unnest(@records) as x (record_id)" : "(select value as record_id from json_each(@records)) as x";

    public async Task<MatchCandidates> Candidates(IReadOnlyCollection<string> records)
    {
        var pairs = new List<(string, string)>();
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        var hot = new List<HotMatchKey>();
        foreach (var (kind, first, second) in await Ask(
            database.Kind is StoreKind.Postgres ? PostgresCandidates : SqliteCandidates, records, row => (row.GetInt32(0), row.GetString(1), row.GetString(2))))
        {
            switch (kind)
            {
                case Pair: pairs.Add((first, second)); break;
                case TurnedHot: hot.Add(new(long.Parse(first, CultureInfo.InvariantCulture), int.Parse(second, CultureInfo.InvariantCulture))); break;
                default: versions[first] = int.Parse(second, CultureInfo.InvariantCulture); break;
            }
        }
        return new(pairs, versions, hot);
    }

    public async Task<IReadOnlyList<IndexedRecord>> Load(IReadOnlyCollection<string> records) => await Ask($"""
        select r.record_id, r.version, r.owner, r.key_id, r.ciphertext, h.component_id, h.filed_in, coalesce(c.version, 0), s.record_id is not null
        from {_records} join match_record r on r.record_id = x.record_id
        left join record_home h on h.record_id = r.record_id left join record_compared c on c.record_id = r.record_id
        left join sealed_record s on s.record_id = r.record_id
        """, records, row => new IndexedRecord(
            row.GetString(0), row.GetInt32(1), new(row.GetString(2)), new(row.GetString(3), row.GetString(4)),
            row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetInt32(7), row.GetBoolean(8)));

    public Task Rehome(IReadOnlyCollection<string> records, string moved, string into) => database.Write(
        transaction => Moves.Execute(transaction, """
            update record_home set component_id = r.into_id from {rows} where record_home.record_id = r.record_id and record_home.component_id = r.moved
            """, [.. records.Order(StringComparer.Ordinal).Select(record => new Move(record, moved, into))], CancellationToken.None),
        CancellationToken.None);

    public async Task<IReadOnlyList<string>> NotCompared(IReadOnlyCollection<RecordVersion> records)
    {
        var compared = await Ask($"select c.record_id, c.version from {_records} join record_compared c on c.record_id = x.record_id",
            [.. records.Select(r => r.RecordKey)], row => KeyValuePair.Create(row.GetString(0), row.GetInt32(1)));
        var versions = compared.ToDictionary(StringComparer.Ordinal);
        return [.. records.Where(r => versions.GetValueOrDefault(r.RecordKey) < r.Version).Select(r => r.RecordKey)];
    }

    public async Task<IReadOnlyCollection<string>> RevisedSince(IReadOnlyCollection<RecordVersion> records)
    {
        var stored = (await Ask($"select r.record_id, r.version from {_records} join match_record r on r.record_id = x.record_id",
            [.. records.Select(r => r.RecordKey)], row => KeyValuePair.Create(row.GetString(0), row.GetInt32(1)))).ToDictionary(StringComparer.Ordinal);
        return [.. records.Where(r => stored.GetValueOrDefault(r.RecordKey) > r.Version).Select(r => r.RecordKey)];
    }

    public Task MarkCompared(IReadOnlyCollection<RecordVersion> records) => Note(transaction => Versions.Execute(transaction, """
        insert into record_compared (record_id, version) select r.record_id, r.version from {rows} where true
        on conflict (record_id) do update set version = excluded.version where record_compared.version < excluded.version
        """, [.. records.OrderBy(r => r.RecordKey, StringComparer.Ordinal)], CancellationToken.None));

    public async Task<IReadOnlyList<HotMatchKey>> Cooled()
    {
        await using var connection = await database.OpenForLookups(CancellationToken.None);
        await using var command = connection.Command($"""
            select h.key, h.part from hot_key h where (select count(*) from (
              select 1 from match_key m where m.key = h.key and (h.part = 0 or m.part = h.part) limit {Seen}) c) <= {HotMatchKey.MembersMax}
            """);
        return await command.Rows(row => new HotMatchKey(row.GetInt64(0), row.GetInt32(1)), CancellationToken.None);
    }

    public async Task<IReadOnlyList<string>> Members(IReadOnlyCollection<HotMatchKey> keys)
    {
        var members = new HashSet<string>(StringComparer.Ordinal);
        await using var connection = await database.OpenForLookups(CancellationToken.None);
        foreach (var key in keys)
        {
            await using var command = connection.Command(
                "select m.record_id from match_key m where m.key = @key and (@part = 0 or m.part = @part)", ("key", key.Key), ("part", key.Part));
            members.UnionWith(await command.Rows(row => row.GetString(0), CancellationToken.None));
        }
        return [.. members];
    }

    public Task MarkHot(IReadOnlyCollection<HotMatchKey> keys, bool hot) => Note(transaction => Keys.Execute(transaction, hot
        ? "insert into hot_key (key, part) select r.key, r.part from {rows} where true on conflict do nothing"
        : "delete from hot_key where (key, part) in (select r.key, r.part from {rows})", [.. keys.OrderBy(k => k.Key).ThenBy(k => k.Part)], CancellationToken.None));

    // A mark that is lost costs a second comparison, so nobody waits for the disk.
    private Task Note(Func<DbTransaction, Task> note) => database.Write(async transaction =>
    {
        if (database.Kind is StoreKind.Postgres)
        {
            await using var relaxed = transaction.Command("set local synchronous_commit = off");
            await relaxed.ExecuteNonQueryAsync();
        }
        await note(transaction);
    }, CancellationToken.None);

    private async Task<List<T>> Ask<T>(string sql, IReadOnlyCollection<string> records, Func<DbDataReader, T> read)
    {
        await using var connection = await database.OpenForLookups(CancellationToken.None);
        await using var command = connection.Command(sql);
        command.AddTexts("records", records);
        return await command.Rows(read, CancellationToken.None);
    }
}
