using System.Data.Common;
using Coordination.Log;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Projections;

/// <summary>The tables of <see cref="ResourceProjection"/>; parties and due work are only touched where they change.</summary>
internal static class ResourceTables
{
    private sealed record Party(GrainKey Key, string Jurisdiction);

    private sealed record Due(GrainKey Key, DueItem Item);

    private static readonly RowSet<GrainKey> Keys = new RowSet<GrainKey>()
        .Text("grain_type", k => k.GrainType).Text("grain_id", k => k.GrainId);

    private static readonly RowSet<ResourceChange> Resources = new RowSet<ResourceChange>()
        .Text("grain_type", c => c.Key.GrainType).Text("grain_id", c => c.Key.GrainId)
        .Number("version", c => c.Version).Bigint("seq", c => c.Seq)
        .Text("owner", c => c.After.Owner.Value).Text("status", c => c.After.Status).Text("parent", c => c.After.Parent)
        .Instant("created_at", c => c.CreatedAt).Instant("updated_at", c => c.UpdatedAt)
        .Json("state", c => c.State);

    private static readonly RowSet<Party> Parties = new RowSet<Party>()
        .Text("grain_type", p => p.Key.GrainType).Text("grain_id", p => p.Key.GrainId).Text("jurisdiction", p => p.Jurisdiction);

    private static readonly RowSet<Due> DueItems = new RowSet<Due>()
        .Text("grain_type", d => d.Key.GrainType).Text("grain_id", d => d.Key.GrainId)
        .Text("kind", d => d.Item.Kind).Instant("due_at", d => d.Item.At).Text("owner", d => d.Item.Owner.Value).Flag("wakes", d => d.Item.Wakes);

    private static readonly RowSet<LogEntry> Events = new RowSet<LogEntry>()
        .Text("grain_type", e => e.GrainType).Text("grain_id", e => e.GrainId).Bigint("seq", e => e.Seq);

    public static Task<List<StoredResource>> Load(DbTransaction transaction, IReadOnlyCollection<GrainKey> keys, CancellationToken cancel) =>
        Keys.Query(transaction, """
            select p.grain_type, p.grain_id, p.created_at, p.state
            from {rows} join resource p on p.grain_type = r.grain_type and p.grain_id = r.grain_id
            """, keys, row => new StoredResource(new(row.GetString(0), row.GetString(1)), row.Instant(2), row.GetString(3)), cancel);

    public static async Task Save(DbTransaction transaction, IReadOnlyCollection<ResourceChange> changes, CancellationToken cancel)
    {
        await Resources.Execute(transaction, """
            insert into resource (grain_type, grain_id, version, seq, owner, status, parent, created_at, updated_at, state)
            select r.grain_type, r.grain_id, r.version, r.seq, r.owner, r.status, r.parent, r.created_at, r.updated_at, r.state from {rows} where true
            on conflict (grain_type, grain_id) do update set version = excluded.version, seq = excluded.seq, owner = excluded.owner,
              status = excluded.status, parent = excluded.parent, updated_at = excluded.updated_at, state = excluded.state
            """, changes, cancel);

        await Parties.Execute(transaction, """
            delete from resource_party where (grain_type, grain_id, jurisdiction) in (select r.grain_type, r.grain_id, r.jurisdiction from {rows})
            """, Gone(changes, PartiesOf), cancel);
        await Parties.Execute(transaction, """
            insert into resource_party (grain_type, grain_id, jurisdiction) select r.grain_type, r.grain_id, r.jurisdiction from {rows}
            """, New(changes, PartiesOf), cancel);

        await DueItems.Execute(transaction, """
            delete from due_item where (grain_type, grain_id, kind, due_at, owner) in
              (select r.grain_type, r.grain_id, r.kind, r.due_at, r.owner from {rows})
            """, Gone(changes, DueOf), cancel);
        await DueItems.Execute(transaction, """
            insert into due_item (grain_type, grain_id, kind, due_at, owner, wakes)
            select r.grain_type, r.grain_id, r.kind, r.due_at, r.owner, r.wakes from {rows}
            """, New(changes, DueOf), cancel);
    }

    public static Task AddEvents(DbTransaction transaction, IReadOnlyCollection<LogEntry> entries, CancellationToken cancel) =>
        Events.Execute(transaction,
            "insert into resource_event (grain_type, grain_id, seq) select r.grain_type, r.grain_id, r.seq from {rows}", entries, cancel);

    private static IEnumerable<Party> PartiesOf(GrainKey key, ResourceIndex? index) =>
        index is null ? [] : index.Parties.Append(index.Owner).Select(code => new Party(key, code.Value));

    private static IEnumerable<Due> DueOf(GrainKey key, ResourceIndex? index) =>
        index is null ? [] : index.Due.Select(item => new Due(key, item));

    private static List<TRow> Gone<TRow>(IEnumerable<ResourceChange> changes, Func<GrainKey, ResourceIndex?, IEnumerable<TRow>> rows) =>
        [.. changes.SelectMany(c => rows(c.Key, c.Before).Except(rows(c.Key, c.After)))];

    private static List<TRow> New<TRow>(IEnumerable<ResourceChange> changes, Func<GrainKey, ResourceIndex?, IEnumerable<TRow>> rows) =>
        [.. changes.SelectMany(c => rows(c.Key, c.After).Except(rows(c.Key, c.Before)))];
}
