using System.Data.Common;
using Coordination.Campaigns;
using Coordination.Log;

namespace Coordination.Persistence.Projections;

/// <summary>The tables of <see cref="CampaignTallyProjection"/>.</summary>
internal static class TallyTables
{
    private sealed record Fact(string FactId, string CaseId);

    private sealed record Subject(string GrainId, string GrainType, string MergedInto, string State);

    private static readonly RowSet<string> Ids = new RowSet<string>().Text("id", id => id);

    private static readonly RowSet<Fact> Facts = new RowSet<Fact>().Text("fact_id", f => f.FactId).Text("case_id", f => f.CaseId);

    private static readonly RowSet<Subject> Subjects = new RowSet<Subject>()
        .Text("grain_id", s => s.GrainId).Text("grain_type", s => s.GrainType).Text("merged_into", s => s.MergedInto).Json("state", s => s.State);

    private static readonly RowSet<LedgerLine> Lines = new RowSet<LedgerLine>()
        .Bigint("seq", l => l.Seq).Number("number", l => l.Number).Instant("decided_at", l => l.DecidedAt)
        .Text("metric", l => l.Key.Metric.ToString()).Text("jurisdiction", l => l.Key.Jurisdiction.Value)
        .Text("focus_area", l => l.Key.FocusArea.ToString()).Bigint("at_ms", l => l.Key.At).Bigint("earlier_ms", l => l.Key.Earlier)
        .Text("campaign_id", l => l.Key.CampaignId).Bigint("delta", l => l.Delta);

    /// <summary>
    /// Loads the named subjects, every case that counts as one with a named case, and every case that reports one of their facts,
    /// with those that count as one with it: all that the batch's figures can depend on.
    /// </summary>
    public static async Task Load(DbTransaction transaction, CampaignLedger ledger, ConcernedSubjects concerned, CancellationToken cancel)
    {
        var subjects = await Together(transaction, concerned.GrainIds, cancel);
        Restore(ledger, subjects);

        HashSet<string> facts = [.. concerned.FactIds, .. subjects.SelectMany(subject => ledger.Cases[subject.GrainId].Facts.Keys)];
        var reporters = await Ids.Query(transaction, "select distinct f.case_id from {rows} join tally_fact f on f.fact_id = r.id",
            facts, row => row.GetString(0), cancel);
        Restore(ledger, await Together(transaction, [.. reporters.Distinct().Except(subjects.Select(subject => subject.GrainId))], cancel));
    }

    public static async Task Save(DbTransaction transaction, CampaignLedger ledger, IEnumerable<LogEntry> entries, CancellationToken cancel)
    {
        var touched = entries.Select(entry => (entry.GrainId, entry.GrainType)).Distinct()
            .Select(grain => new Subject(grain.GrainId, grain.GrainType, ledger.Cases[grain.GrainId].MergedInto ?? "", ledger.Stored(grain.GrainType, grain.GrainId)))
            .ToList();
        await Subjects.Execute(transaction, """
            insert into tally_subject (grain_id, grain_type, merged_into, state)
            select r.grain_id, r.grain_type, r.merged_into, r.state from {rows} where true
            on conflict (grain_id) do update set merged_into = excluded.merged_into, state = excluded.state
            """, touched, cancel);
        await Facts.Execute(transaction, """
            insert into tally_fact (fact_id, case_id) select r.fact_id, r.case_id from {rows} where true on conflict do nothing
            """, [.. touched.SelectMany(subject => ledger.Cases[subject.GrainId].Facts.Keys.Select(fact => new Fact(fact, subject.GrainId)))], cancel);
    }

    public static Task Add(DbTransaction transaction, IReadOnlyCollection<LedgerLine> lines, CancellationToken cancel) =>
        Lines.Execute(transaction, """
            insert into tally_line (seq, number, decided_at, metric, jurisdiction, focus_area, at_ms, earlier_ms, campaign_id, delta)
            select r.seq, r.number, r.decided_at, r.metric, r.jurisdiction, r.focus_area, r.at_ms, r.earlier_ms, r.campaign_id, r.delta from {rows}
            """, lines, cancel);

    public static LedgerLine Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt32(1), Readers.Sql.Instant(row, 2),
        new(Enum.Parse<TallyMetric>(row.GetString(3)), new(row.GetString(4)), Enum.Parse<FocusArea>(row.GetString(5)), row.GetInt64(6), row.GetInt64(7), row.GetString(8)),
        row.GetInt64(9));

    // Up to the main case, then down to all that are joined into it. "union" ends also where opposite joinders make a ring.
    private static async Task<List<Subject>> Together(DbTransaction transaction, IReadOnlyCollection<string> ids, CancellationToken cancel) =>
    [
        .. (await Ids.Query(transaction, """
            with recursive up (id) as (
                select r.id from {rows}
                union select s.merged_into from up u join tally_subject s on s.grain_id = u.id where s.merged_into <> ''),
              down (id) as (
                select id from up
                union select s.grain_id from down d join tally_subject s on s.merged_into = d.id and s.merged_into <> '')
            select s.grain_id, s.grain_type, s.merged_into, s.state from down d join tally_subject s on s.grain_id = d.id
            """, ids, row => new Subject(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), cancel))
            .DistinctBy(subject => subject.GrainId),
    ];

    private static void Restore(CampaignLedger ledger, IEnumerable<Subject> subjects)
    {
        foreach (var subject in subjects)
        {
            ledger.Restore(subject.GrainType, subject.GrainId, subject.State);
        }
    }
}
