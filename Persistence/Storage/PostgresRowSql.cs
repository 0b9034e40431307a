namespace Coordination.Persistence;

/// <summary>
/// The statements of <see cref="PostgresRowWriter"/>. Each moves one row, marks it as logged, and adds its events to the log: one
/// statement, so none of it is ever seen or kept without the rest. A row without events, or without what they have in common, adds a
/// line of nulls, which the log refuses, and with it the row. No line is added for a row that was not at the expected version.
/// </summary>
internal static class PostgresRowSql
{
    private const string Changed = """
        with changed as (
          update orleansstorage set payloadbinary = $6, modifiedon = now() at time zone 'utc', version = version + 1, logged = version + 1
          where grainidhash = $1 and graintypehash = $2 and grainidn0 = 0 and grainidn1 = 0
            and graintypestring = $3 and grainidextensionstring = $4 and serviceid = $5 and version = $7
          returning version)
        """;

    private const string Added = """
        with changed as (
          insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version, logged)
          values ($1, 0, 0, $2, $3, $4, $5, $6, now() at time zone 'utc', $7 + 1, $7 + 1)
          on conflict do nothing
          returning version)
        """;

    private const string Log = """
        insert into event_log (grain_type, grain_id, version, request_id, principal, fingerprint, actor, purpose, decided_at, ordinal, event_type, jurisdictions, event_time, body)
        select $8, $9, version, $10, $11, $12, $13, $14, $15::text::timestamptz,
        """;

    // Times go as the text that the row holds, so that the database rounds them here as it does in the trigger.
    private const string OneEvent = " 1, $16, $17, $18::text::timestamptz, $19::text::json from changed";

    private const string AnyEvents = """
         event.ordinal, event.type, event.jurisdictions, event.at::timestamptz, event.body::json
        from changed left join unnest($16::text[], $17::text[], $18::text[], $19::text[]) with ordinality as event (type, jurisdictions, at, body, ordinal) on true
        order by event.ordinal
        """;

    /// <summary>
    /// What refuses a second first write of a grain: the key of the rows, or of what the same statement writes of a record, for the server
    /// does not carry out its parts in the order in which they are written.
    /// </summary>
    public static readonly string?[] FirstWriteKeys = ["orleansstorage_key", "match_record_pkey"];

    // Many rows, each with one event. Taken out of the arrays by their places: unnest would keep each array in a store of its own first.
    private const string Columns = """
        n, ($1::int[])[n] as idhash, ($2::int[])[n] as typehash, ($3::text[])[n] as type, ($4::text[])[n] as id, ($6::bytea[])[n] as payload,
            ($7::int[])[n] as expected, ($8::text[])[n] as grain_type, ($9::text[])[n] as grain_id, ($10::uuid[])[n] as request_id,
            ($11::text[])[n] as principal, ($12::text[])[n] as fingerprint, ($13::text[])[n] as actor, ($14::text[])[n] as purpose,
            ($15::text[])[n] as decided_at, ($16::text[])[n] as event_type, ($17::text[])[n] as jurisdictions, ($18::text[])[n] as event_time,
            ($19::text[])[n] as body
        """;

    private const string Places = "from generate_series(1, cardinality($1::int[])) n";

    // What a component says of its records' homes comes as texts with commas.
    private const string Homed = $"select {Columns}, ($20::text[])[n] as filed, ($21::text[])[n] as moved_into {Places}";

    // Of all rows in one call: a subquery that depends on no row of the answer is asked once.
    private const string Homes = "select home_records(array_agg(id), array_agg(filed), array_agg(moved_into))";
    private const string IfAny = "where filed <> '' having count(*) > 0";

    private const string LogMany = """
        insert into event_log (grain_type, grain_id, version, request_id, principal, fingerprint, actor, purpose, decided_at, ordinal, event_type, jurisdictions, event_time, body)
        select grain_type, grain_id, expected + 1, request_id, principal, fingerprint, actor, purpose, decided_at::timestamptz, 1, event_type, jurisdictions, event_time::timestamptz, body::json
        """;

    private const string AddedMany = """
        added as (
          insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version, logged)
          select idhash, 0, 0, typehash, type, id, $5, payload, now() at time zone 'utc', 1, 1 from w order by n),
        logged as (
        """ + LogMany + " from w order by n)";

    /// <summary>A row that exists, with any number of events.</summary>
    public const string Update = $"{Changed}\n{Log}{AnyEvents}";

    /// <summary>The same for one event, as nearly every write has: without arrays it is a little less work.</summary>
    public const string UpdateWithOneEvent = $"{Changed}\n{Log}{OneEvent}";

    /// <summary>
    /// Many rows that exist, with one event each. Each is looked up by the key index, one after the other, and updated where it was found;
    /// one that was changed in between has moved, is not updated, and its writer has lost. Answers with the places of those written.
    /// </summary>
    public const string UpdateMany = $"""
        with changed as (
          update orleansstorage s set payloadbinary = f.payload, modifiedon = now() at time zone 'utc', version = s.version + 1, logged = s.version + 1
          from (
            select held.ctid as place, w.* from ({Homed}) w
            cross join lateral (
              select o.ctid from orleansstorage o
              where o.grainidhash = w.idhash and o.graintypehash = w.typehash and o.grainidn0 = 0 and o.grainidn1 = 0
                and o.graintypestring = w.type and o.grainidextensionstring = w.id and o.serviceid = $5 and o.version = w.expected
              offset 0) held) f
          where s.ctid = f.place
          returning f.*),
        logged as ({LogMany} from changed order by n)
        select n, ({Homes} from changed {IfAny}) from changed order by n
        """;

    /// <summary>
    /// Many rows that must not exist yet, with one event each. One that exists fails the statement, which is then asked in halves:
    /// hardly ever do two activations of a grain make its first write.
    /// </summary>
    public const string InsertMany = $"""
        with w as materialized ({Homed}), {AddedMany}
        select n, ({Homes} from w {IfAny}) from w order by n
        """;

    /// <summary>
    /// The same for suspect records, with what they are found by. Those that exist are left out: their writers did not look before they
    /// wrote, since nearly all are new.
    /// </summary>
    public const string InsertRecords = $"""
        with w as materialized (
          select * from (
            select {Columns}, ($20::text[])[n] as owner, ($21::text[])[n] as key_id, ($22::text[])[n] as ciphertext, ($23::text[])[n] as keys,
              ($24::int[])[n] as part, ($25::bool[])[n] as sealed, ($26::text[])[n] as source_record_id, ($27::text[])[n] as flags {Places} offset 0) r
          where (
            select true from orleansstorage o
            where o.grainidhash = r.idhash and o.graintypehash = r.typehash and o.grainidn0 = 0 and o.grainidn1 = 0
              and o.graintypestring = r.type and o.grainidextensionstring = r.id and o.serviceid = $5) is null), {AddedMany},
        held as (
          insert into match_record (record_id, version, owner, key_id, ciphertext, keys, part, sealed, source_record_id, flags)
          select id, 1, owner, key_id, ciphertext, keys::bigint[], part, sealed, source_record_id, flags from w),
        found as (
          insert into match_key (key, part, record_id) select key, part, id from w cross join lateral unnest(keys::bigint[]) key)
        select n from w order by n
        """;

    /// <summary>A row that must not exist yet, with any number of events.</summary>
    public const string Insert = $"{Added}\n{Log}{AnyEvents}";

    /// <summary>A new row whose events, and whatever else follows from it, are left to the triggers.</summary>
    public const string InsertPlain = """
        insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
        values ($1, 0, 0, $2, $3, $4, $5, $6, now() at time zone 'utc', $7 + 1)
        on conflict do nothing
        """;

    /// <summary>The same for a row that exists.</summary>
    public const string UpdatePlain = """
        update orleansstorage set payloadbinary = $6, modifiedon = now() at time zone 'utc', version = version + 1
        where grainidhash = $1 and graintypehash = $2 and grainidn0 = 0 and grainidn1 = 0
          and graintypestring = $3 and grainidextensionstring = $4 and serviceid = $5 and version = $7
        """;
}
