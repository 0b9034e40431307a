using System.Data.Common;
using System.Text.Json;
using Coordination.Log;
using Coordination.Persistence.Readers;
using Coordination.Suspects;

namespace Coordination.Persistence.Verify;

/// <summary>What suspects' records are found and listed by, against their rows: written by the same commits, and by nothing else.</summary>
public sealed class IndexCheck(StoreDatabase database) : IStoreCheck
{
    private const string RowsAndEntries = """
        select coalesce(o.grainidextensionstring, r.record_id), o.version, o.payloadbinary,
          r.version, r.owner, r.key_id, r.ciphertext, r.sealed, r.source_record_id, r.flags
        from (select grainidextensionstring, version, payloadbinary from orleansstorage where graintypestring = 'record') o
        full join match_record r on r.record_id = o.grainidextensionstring
        """;

    /// <param name="key">One of the keys that <paramref name="each"/> takes out of a record's list.</param>
    private static string Astray(string key, string each) => $"""
        select distinct coalesce(k.record_id, m.record_id)
        from (select r.record_id, r.part, {key} as key from match_record r cross join {each}) k
        full join (select key, part, record_id, count(*) as held from match_key group by key, part, record_id) m
          on m.key = k.key and m.part = k.part and m.record_id = k.record_id
        where k.record_id is null or m.record_id is null or m.held > 1
        """;

    private static readonly JsonSerializerOptions Json = StoreJson.Create(SuspectRecordJson.Default);

    private sealed record Entry(int Version, string Owner, string KeyId, string Ciphertext, bool Sealed, string SourceRecordId, string Flags);

    public string Name => "index";
    public string Claim => "Each suspect record is listed and found by what its row says, and nothing else is.";

    public async Task Run(CheckLog found, CancellationToken cancel)
    {
        await using var connection = await database.Open(cancel);
        await using var command = connection.Unhurried(RowsAndEntries);
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                found.Saw();
                if (Said(reader) != Indexed(reader)) { found.Found($"{reader.GetString(0)}: the index does not say what its row says."); }
            }
        }
        await using var keys = connection.Unhurried(database.Kind is StoreKind.Postgres
            ? Astray("k.key", "lateral unnest(r.keys) k (key)")
            : Astray("k.value", "json_each(r.keys) k"));
        foreach (var record in await keys.Rows(row => row.GetString(0), cancel))
        {
            found.Found($"{record}: it is found by other keys than its own, or by one of them twice.");
        }
    }

    private static Entry? Said(DbDataReader row) =>
        row.IsDBNull(2) || JsonSerializer.Deserialize<GrainRow<SuspectRecord, SuspectRecordEvent>>(row.GetFieldValue<byte[]>(2), Json)!.State is not { Attributes: { } attributes } state
            ? null
            : new(row.GetInt32(1), state.Owner.Value, attributes.KeyId, attributes.Ciphertext, state.Sealed, state.SourceRecordId, string.Join(',', state.Flags));

    private static Entry? Indexed(DbDataReader row) => row.IsDBNull(3)
        ? null
        : new(row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetBoolean(7), row.GetString(8), row.GetString(9));
}
