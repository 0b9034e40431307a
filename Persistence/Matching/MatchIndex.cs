using System.Data.Common;
using System.Runtime.InteropServices;
using Coordination.Persistence.Projections;
using Coordination.Persistence.Readers;
using Coordination.Suspects;

namespace Coordination.Persistence.Matching;

/// <summary>Candidates by the keys that each record's own commit wrote, for many records in one round trip.</summary>
public sealed class MatchIndex(StoreDatabase database) : IMatchIndex
{
    private const int Seen = HotMatchKey.MembersMax + 1; // as far as it takes to see that a key is hot

    private const string PostgresKeys = "unnest(@keys, @parts) as h (key, part)";
    private const string SqliteKeys = "(select k.value as key, p.value as part from json_each(@keys) k join json_each(@parts) p on p.key = k.key) h";

    private const string PostgresMark =
        "select cast(null as int), cast(null as int), cast(null as int), cast(null as bigint), cast(pg_current_snapshot() as text)";

    private const string SqliteMark = "select null, null, null, null, cast((select coalesce(max(position), 0) from event_log) as text)";

    // A line for the mark; then one for each record met under a key, and one without a key for a record that meets nobody; each names the record
    // asked for by its place. Each key is looked up once.
    private static readonly string PostgresMet = $"""
        {PostgresMark}
        union all
        select cast(x.n as int) - 1, r.version, r.part, met.key, met.record_id
        from unnest(@records) with ordinality as x (record_id, n) join match_record r on r.record_id = x.record_id
        left join lateral (
          select k.key, m.record_id from unnest(r.keys) as k (key)
          cross join lateral (select m.record_id from match_key m where m.key = k.key limit {Seen}) m
          where m.record_id <> r.record_id) met on true
        """;

    // The same; a line with a key and nobody met is of a key that is hot. SQLite has no lateral join to stop in time.
    private static readonly string SqliteMet = $"""
        with own as materialized (
          select x.key as n, r.record_id, r.version, r.part, k.value as key, (select count(*) from (select 1 from match_key m where m.key = k.value limit {Seen})) as members
          from json_each(@records) x join match_record r on r.record_id = x.value left join json_each(r.keys) k)
        {SqliteMark}
        union all
        select o.n, o.version, o.part, case when o.members > {HotMatchKey.MembersMax} or m.record_id is not null then o.key end, m.record_id
        from own o left join match_key m on o.members <= {HotMatchKey.MembersMax} and m.key = o.key and m.record_id <> o.record_id
        """;

    // A line for the mark; then one for each record under a key.
    private static readonly string PostgresUnder = $"""
        {PostgresMark}
        union all
        select 0, 0, 0, k.key, m.record_id from unnest(@keys) as k (key)
        cross join lateral (select m.record_id from match_key m where m.key = k.key limit {Seen}) m
        """;

    private static readonly string SqliteUnder = $"""
        {SqliteMark}
        union all
        select 0, 0, 0, k.value, m.record_id from json_each(@keys) k join match_key m on m.key = k.value and m.record_id in (
          select l.record_id from match_key l where l.key = k.value limit {Seen})
        """;

    // A line for each member of a part, and one without a member for a hot key as a whole: whether it is noted as hot.
    private static readonly string PostgresParts = $"""
        select h.key, h.part, n.key is not null, m.record_id from {PostgresKeys}
        left join hot_key n on n.key = h.key and n.part = h.part
        left join lateral (select m.record_id from match_key m where m.key = h.key and m.part = h.part limit {Seen}) m on h.part <> 0
        """;

    private static readonly string SqliteParts = $"""
        select h.key, h.part, n.key is not null, m.record_id from {SqliteKeys}
        left join hot_key n on n.key = h.key and n.part = h.part
        left join match_key m on h.part <> 0 and m.key = h.key and m.part = h.part and m.record_id in (
          select l.record_id from match_key l where l.key = h.key and l.part = h.part limit {Seen})
        """;

    // What the candidates' question did not see: what began after it, up to now (xids of an earlier cluster may lie ahead), and what was under
    // way. Both by the log's key, so that a writer that takes long costs nothing.
    private const string PostgresFresh = """
        select r.record_id, r.version, r.keys from (
          select e.grain_id from event_log e
          where e.xid >= pg_snapshot_xmax(cast(@mark as pg_snapshot)) and e.xid < pg_snapshot_xmax(pg_current_snapshot()) and e.grain_type = 'record'
          union
          select e.grain_id from pg_snapshot_xip(cast(@mark as pg_snapshot)) as x (xid) join event_log e on e.xid = x.xid where e.grain_type = 'record') e
        join match_record r on r.record_id = e.grain_id
        """;

    private const string SqliteFresh = """
        select r.record_id, r.version, r.keys from (select distinct grain_id from event_log where position > cast(@mark as integer) and grain_type = 'record') e
        join match_record r on r.record_id = e.grain_id
        """;

    private static readonly RowSet<RecordVersion> Versions = new RowSet<RecordVersion>().Text("record_id", r => r.RecordKey).Number("version", r => r.Version);

    private static readonly RowSet<HotMatchKey> Keys = new RowSet<HotMatchKey>().Bigint("key", k => k.Key).Number("part", k => k.Part);

    private sealed record Move(string Record, string Moved, string Into);

    private static readonly RowSet<Move> Moves = new RowSet<Move>().Text("record_id", m => m.Record).Text("moved", m => m.Moved).Text("into_id", m => m.Into);

    private readonly string _records = database.Kind is StoreKind.Postgres ? "unnest(@records) as x (record_id)" : "(select value as record_id from json_each(@records)) as x";

    private readonly string _keys = database.Kind is StoreKind.Postgres ? PostgresKeys : SqliteKeys;

    public async Task<MatchCandidates> Candidates(IReadOnlyCollection<string> records)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        var met = new Dictionary<(string Record, int Part, long Key), List<string>>();
        string[] asked = [.. records];
        var mark = "";
        foreach (var (place, version, part, key, other) in await Ask(database.Kind is StoreKind.Postgres ? PostgresMet : SqliteMet, "records", asked, Met))
        {
            if (place < 0)
            {
                mark = other!;
                continue;
            }
            var record = asked[place];
            versions[record] = version;
            if (key is not { } known) { continue; }
            if (!met.TryGetValue((record, part, known), out var others)) { met.Add((record, part, known), others = []); }
            if (other is not null) { others.Add(other); }
        }

        var pairs = new List<(string, string)>();
        var hot = new List<(string Record, int Part, long Key)>();
        var under = new List<(string, HotMatchKey)>();
        foreach (var (record, others) in met)
        {
            if (others.Count is 0 or >= HotMatchKey.MembersMax) // the record itself is a member besides
            {
                hot.Add(record);
                continue;
            }
            under.Add((record.Record, new(record.Key, 0)));
            pairs.AddRange(others.Select(other => (record.Record, other)));
        }
        if (hot.Count == 0)
        {
            return new(pairs, versions, under, [], mark);
        }

        var parts = await Parts([.. hot.SelectMany(h => new HotMatchKey[] { new(h.Key, 0), new(h.Key, h.Part) }).Distinct()]);
        var isHot = parts.Where(p => p.Key.Part == 0 || p.Value.Members.Count > HotMatchKey.MembersMax).Select(p => p.Key).ToHashSet();
        foreach (var (record, key) in hot.Select(h => (h.Record, Key: new HotMatchKey(h.Key, h.Part))).Where(h => !isHot.Contains(h.Key)))
        {
            under.Add((record, key));
            pairs.AddRange(parts[key].Members.Where(other => other != record).Select(other => (record, other)));
        }
        return new(pairs, versions, under, [.. isHot.Where(key => !parts[key].IsNoted)], mark);
    }

    public async Task<MatchCandidates?> Candidates(IReadOnlyDictionary<string, ImmutableArray<long>> unseen)
    {
        var holders = unseen.SelectMany(record => record.Value.Select(key => (Key: key, Record: record.Key))).ToLookup(held => held.Key, held => held.Record);
        var under = holders.ToDictionary(held => held.Key, held => held.ToHashSet(StringComparer.Ordinal));
        var mark = "";
        foreach (var (place, _, _, key, other) in await Ask(database.Kind is StoreKind.Postgres ? PostgresUnder : SqliteUnder, "keys", under.Keys, Met))
        {
            if (place < 0) { mark = other!; }
            else { under[key!.Value].Add(other!); }
        }

        var pairs = new List<(string, string)>();
        var met = new List<(string, HotMatchKey)>();
        foreach (var (key, members) in under.Where(u => u.Value.Count > 1))
        {
            if (members.Count > HotMatchKey.MembersMax) { return null; }
            foreach (var record in holders[key])
            {
                met.Add((record, new(key, 0)));
                pairs.AddRange(members.Where(other => other != record).Select(other => (record, other)));
            }
        }
        return new(pairs, unseen.Keys.ToDictionary(record => record, _ => 1, StringComparer.Ordinal), met, [], mark);
    }

    // By subqueries, each of which is asked only where its case holds; a join would be looked up for every record. On PostgreSQL with the data
    // keys of the contents: they lie in the same database, and are needed next.
    public async Task<IReadOnlyList<IndexedRecord>> Load(IReadOnlyCollection<RecordVersion> records)
    {
        await using var connection = await database.OpenForLookups(CancellationToken.None);
        return await Versions.Query(connection, $$"""
            select m.record_id, m.version, m.owner, h.component_id, h.filed_in,
              case when h.record_id is null then (select c.version from record_compared c where c.record_id = m.record_id) end, m.sealed,
              case when m.version <> r.version then m.key_id end, case when m.version <> r.version then m.ciphertext end,
              {{(database.Kind is StoreKind.Postgres ? "case when m.version <> r.version then (select d.wrapped from data_key d where d.key_id = m.key_id) end" : "null")}}
            from {rows} join match_record m on m.record_id = r.record_id left join record_home h on h.record_id = m.record_id
            """, records, Indexed, CancellationToken.None);
    }

    public Task Rehome(IReadOnlyCollection<string> records, string moved, string into) => database.Write(
        transaction => Moves.Execute(transaction, """
            update record_home set component_id = r.into_id from {rows} where record_home.record_id = r.record_id and record_home.component_id = r.moved
            """, [.. records.Order(StringComparer.Ordinal).Select(record => new Move(record, moved, into))], CancellationToken.None),
        CancellationToken.None);

    public async Task<IReadOnlyList<string>> NotCompared(IReadOnlyCollection<RecordVersion> records)
    {
        var compared = await Ask($"select c.record_id, c.version from {_records} join record_compared c on c.record_id = x.record_id", "records",
            [.. records.Select(r => r.RecordKey)], row => KeyValuePair.Create(row.GetString(0), row.GetInt32(1)));
        var versions = compared.ToDictionary(StringComparer.Ordinal);
        return [.. records.Where(r => versions.GetValueOrDefault(r.RecordKey) < r.Version).Select(r => r.RecordKey)];
    }

    public async Task<(IReadOnlySet<string> Revised, IReadOnlySet<HotMatchKey> Hot, IReadOnlySet<string> Missed)> Since(
        string mark, IReadOnlyCollection<RecordVersion> records, IReadOnlyCollection<HotMatchKey> keys, IReadOnlyDictionary<string, ImmutableArray<long>> unseen)
    {
        await using var connection = await database.OpenForLookups(CancellationToken.None);
        await using var command = connection.Command(database.Kind is StoreKind.Postgres ? PostgresFresh : SqliteFresh, ("mark", mark));
        var fresh = await command.Rows(row => (Record: row.GetString(0), Version: row.GetInt32(1), Keys: row.List<long>(2)), CancellationToken.None);
        var stored = fresh.ToDictionary(f => f.Record, f => f.Version, StringComparer.Ordinal);
        // Version 1 of an unseen record is its own commit; a later one is another content, which may share no key with the first.
        var filled = fresh.Where(f => f.Version > 1 || !unseen.ContainsKey(f.Record)).SelectMany(f => f.Keys).ToHashSet();
        return (
            records.Where(r => stored.GetValueOrDefault(r.RecordKey) > r.Version).Select(r => r.RecordKey).ToHashSet(StringComparer.Ordinal),
            await Hot(connection, [.. keys.Where(k => filled.Contains(k.Key))]),
            unseen.Where(u => stored.GetValueOrDefault(u.Key) > 1 || u.Value.Any(filled.Contains)).Select(u => u.Key).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Those of some keys that have more members than are compared.</summary>
    private async Task<IReadOnlySet<HotMatchKey>> Hot(DbConnection connection, IReadOnlyCollection<HotMatchKey> keys)
    {
        if (keys.Count == 0)
        {
            return ImmutableHashSet<HotMatchKey>.Empty;
        }
        await using var command = connection.Command($"""
            select h.key, h.part from {_keys} where case when h.part = 0
              then (select count(*) from (select 1 from match_key m where m.key = h.key limit {Seen}) c)
              else (select count(*) from (select 1 from match_key m where m.key = h.key and m.part = h.part limit {Seen}) c) end > {HotMatchKey.MembersMax}
            """);
        command.AddList("keys", keys.Select(k => k.Key));
        command.AddList("parts", keys.Select(k => k.Part));
        return (await command.Rows(row => new HotMatchKey(row.GetInt64(0), row.GetInt32(1)), CancellationToken.None)).ToHashSet();
    }

    public Task MarkCompared(IReadOnlyCollection<RecordVersion> records) => database.Write(transaction => Versions.Execute(transaction, """
        insert into record_compared (record_id, version) select r.record_id, r.version from {rows} where true
        on conflict (record_id) do update set version = excluded.version where record_compared.version < excluded.version
        """, [.. records.GroupBy(r => r.RecordKey, StringComparer.Ordinal).Select(same => same.MaxBy(r => r.Version)!).OrderBy(r => r.RecordKey, StringComparer.Ordinal)],
        CancellationToken.None), CancellationToken.None);

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

    public Task MarkHot(IReadOnlyCollection<HotMatchKey> keys, bool hot) => database.Write(transaction => Keys.Execute(transaction, hot
        ? "insert into hot_key (key, part) select r.key, r.part from {rows} where true on conflict do nothing"
        : "delete from hot_key where (key, part) in (select r.key, r.part from {rows})", [.. keys.OrderBy(k => k.Key).ThenBy(k => k.Part)], CancellationToken.None), CancellationToken.None);

    /// <summary>Members of parts of hot keys, as far as it takes to see whether a part is hot itself.</summary>
    private async Task<Dictionary<HotMatchKey, (bool IsNoted, List<string> Members)>> Parts(IReadOnlyList<HotMatchKey> keys)
    {
        var parts = new Dictionary<HotMatchKey, (bool IsNoted, List<string> Members)>();
        await using var connection = await database.OpenForLookups(CancellationToken.None);
        await using var command = connection.Command(database.Kind is StoreKind.Postgres ? PostgresParts : SqliteParts);
        command.AddList("keys", keys.Select(k => k.Key));
        command.AddList("parts", keys.Select(k => k.Part));
        foreach (var (key, isNoted, member) in await command.Rows(row => (
            new HotMatchKey(row.GetInt64(0), row.GetInt32(1)), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3)), CancellationToken.None))
        {
            parts.TryAdd(key, (isNoted, []));
            if (member is not null) { parts[key].Members.Add(member); }
        }
        return parts;
    }

    private static IndexedRecord Indexed(DbDataReader row)
    {
        var keyId = row.IsDBNull(7) ? null : row.GetString(7);
        return new(
            row.GetString(0), row.GetInt32(1), new(row.GetString(2)), keyId is null ? null : new(keyId, row.GetString(8)),
            row.IsDBNull(9) ? null : new(keyId!, ImmutableCollectionsMarshal.AsImmutableArray(row.GetFieldValue<byte[]>(9))),
            row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? 0 : row.GetInt32(5), row.GetBoolean(6));
    }

    private static (int Place, int Version, int Part, long? Key, string? Other) Met(DbDataReader row) => row.IsDBNull(0) ? (-1, 0, 0, null, row.GetString(4)) : (
        row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4));

    private async Task<List<T>> Ask<TAsked, T>(string sql, string name, IReadOnlyCollection<TAsked> asked, Func<DbDataReader, T> read)
    {
        await using var connection = await database.OpenForLookups(CancellationToken.None);
        await using var command = connection.Command(sql);
        command.AddList(name, asked);
        return await command.Rows(read, CancellationToken.None);
    }
}
