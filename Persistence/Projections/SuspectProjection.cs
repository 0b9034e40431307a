using System.Data.Common;
using System.Text.Json;
using Coordination.Log;
using Coordination.Suspects;

namespace Coordination.Persistence.Projections;

/// <summary>Which person each record belongs to, which ids lead where, which pairs people have to do with, and who was arrested.</summary>
public sealed class SuspectProjection : IProjection
{
    private sealed record MemberRow(string Record, string Owner, string Component, string Entity);

    private static readonly RowSet<MemberRow> Members = new RowSet<MemberRow>()
        .Text("record_id", m => m.Record).Text("owner", m => m.Owner).Text("component_id", m => m.Component).Text("entity_id", m => m.Entity);

    private sealed record RedirectRow(string From, string To, string Component);

    private static readonly RowSet<RedirectRow> Redirects = new RowSet<RedirectRow>()
        .Text("from_id", r => r.From).Text("to_id", r => r.To).Text("component_id", r => r.Component);

    private static readonly RowSet<MatchRow> Matches = new RowSet<MatchRow>()
        .Text("record_a", m => m.Pair.RecordA).Text("record_b", m => m.Pair.RecordB).Text("state", m => m.State).Text("component_id", m => m.Component)
        .Bigint("millibits", m => m.Millibits).Text("reasons", m => m.Reasons);

    private static readonly RowSet<VoterRow> Voters = new RowSet<VoterRow>()
        .Text("record_a", v => v.Pair.RecordA).Text("record_b", v => v.Pair.RecordB).Text("jurisdiction", v => v.Jurisdiction).Text("component_id", v => v.Component);

    private static readonly RowSet<Arrest> Arrests = new RowSet<Arrest>()
        .Text("record_id", a => a.Record).Text("case_id", a => a.Case).Text("measure_id", a => a.Measure);

    private static readonly RowSet<string> Entities = new RowSet<string>().Text("entity_id", e => e);

    private static readonly RowSet<string> Components = new RowSet<string>().Text("component_id", c => c);

    public string Name => "suspects";

    public IReadOnlyList<string> Tables { get; } =
        ["suspect_member", "suspect_redirect", "suspect_match", "suspect_voter", "suspect_arrest"];

    public async Task Apply(IReadOnlyList<LogEntry> entries, DbTransaction transaction, CancellationToken cancel)
    {
        var happened = entries.Where(e => e.GrainType == "component")
            .Select(e => (Component: e.GrainId, Event: JsonSerializer.Deserialize(e.Body, SuspectComponentJson.Default.SuspectComponentEvent)!))
            .ToList();
        var moved = happened.Where(e => e.Event is ComponentMoved).Select(e => e.Component).ToHashSet();
        // Each settlement says the whole of its component, so only the last one counts.
        var settled = happened.Where(e => e.Event is ComponentSettled).Select(e => (e.Component, Event: (ComponentSettled)e.Event))
            .Reverse().DistinctBy(e => e.Component).Reverse().ToList();
        var standing = settled.Where(e => !moved.Contains(e.Component)).ToList();
        string[] told = [.. moved.Concat(settled.Select(e => e.Component)).Distinct()];

        await Members.Execute(transaction, """
            insert into suspect_member (record_id, owner, component_id, entity_id)
            select r.record_id, r.owner, r.component_id, r.entity_id from {rows}
            where not exists (select 1 from suspect_member m where m.record_id = r.record_id
              and m.owner = r.owner and m.component_id = r.component_id and m.entity_id = r.entity_id)
            on conflict (record_id) do update set owner = excluded.owner, component_id = excluded.component_id, entity_id = excluded.entity_id
            """, [.. settled.SelectMany(e => MemberRows(e.Component, e.Event)).GroupBy(m => m.Record).Select(g => g.Last())], cancel);
        await Components.Execute(transaction, "delete from suspect_match where component_id in (select r.component_id from {rows})", told, cancel);
        await Matches.Execute(transaction, """
            insert into suspect_match (record_a, record_b, state, component_id, millibits, reasons)
            select r.record_a, r.record_b, r.state, r.component_id, r.millibits, r.reasons from {rows} where true
            on conflict (record_a, record_b, state) do update
            set component_id = excluded.component_id, millibits = excluded.millibits, reasons = excluded.reasons
            """, [.. standing.SelectMany(e => MatchRows.Of(e.Component, e.Event)).GroupBy(m => (m.Pair, m.State)).Select(g => g.Last())], cancel);
        await Components.Execute(transaction, "delete from suspect_voter where component_id in (select r.component_id from {rows})", told, cancel);
        await Voters.Execute(transaction, """
            insert into suspect_voter (record_a, record_b, jurisdiction, component_id)
            select r.record_a, r.record_b, r.jurisdiction, r.component_id from {rows} where true
            on conflict (record_a, record_b, jurisdiction) do update set component_id = excluded.component_id
            """, [.. standing.SelectMany(e => MatchRows.VotersOf(e.Component, e.Event))], cancel);
        await Components.Execute(transaction,
            "delete from suspect_redirect where component_id in (select r.component_id from {rows})", settled.ConvertAll(e => e.Component), cancel);
        await Entities.Execute(transaction, "delete from suspect_redirect where from_id in (select r.entity_id from {rows})",
            [.. settled.SelectMany(e => e.Event.Entities.Select(x => x.Id)).Distinct()], cancel); // a name that came back leads nowhere else
        await Redirects.Execute(transaction, """
            insert into suspect_redirect (from_id, to_id, component_id) select r.from_id, r.to_id, r.component_id from {rows} where true
            on conflict (from_id) do update set to_id = excluded.to_id, component_id = excluded.component_id
            """, [.. settled.SelectMany(e => e.Event.Redirects.Select(r => new RedirectRow(r.From, r.To, e.Component))).GroupBy(r => r.From).Select(g => g.Last())], cancel);
        await Arrests.Execute(transaction, """
            insert into suspect_arrest (record_id, case_id, measure_id) select r.record_id, r.case_id, r.measure_id from {rows} where true
            on conflict do nothing
            """, [.. happened.Select(e => e.Event).OfType<ArrestNoted>().Select(e => e.Arrest)], cancel);
    }

    private static IEnumerable<MemberRow> MemberRows(string component, ComponentSettled settled)
    {
        var entityOf = settled.Entities.SelectMany(e => e.Records.Select(r => (Record: r, e.Id))).ToDictionary(e => e.Record, e => e.Id);
        return settled.Members.Select(m => new MemberRow(m.Record, m.Owner.Value, component, entityOf[m.Record]));
    }
}
