using System.Data.Common;
using Coordination.Log;

namespace Coordination.Persistence.Projections;

/// <summary>Gives each jurisdiction the entries that concern it, numbered 1, 2, 3, … without gaps, for as long as the log.</summary>
public sealed class InboxProjection : IProjection
{
    private sealed record Notice(string Jurisdiction, long InboxSeq, long Seq);

    private sealed record Head(string Jurisdiction, long InboxSeq);

    private static readonly RowSet<Notice> Notices = new RowSet<Notice>()
        .Text("jurisdiction", n => n.Jurisdiction).Bigint("inbox_seq", n => n.InboxSeq).Bigint("seq", n => n.Seq);

    private static readonly RowSet<Head> Heads = new RowSet<Head>()
        .Text("jurisdiction", h => h.Jurisdiction).Bigint("inbox_seq", h => h.InboxSeq);

    public string Name => "inbox";

    public IReadOnlyList<string> Tables { get; } = ["inbox", "inbox_head"];

    public async Task Apply(IReadOnlyList<LogEntry> entries, DbTransaction transaction, CancellationToken cancel)
    {
        // An acknowledgement of an inbox is no notice to it: there would be no end.
        var concerned = entries.Where(entry => entry.GrainType != "inbox")
            .SelectMany(entry => entry.Jurisdictions.Distinct().Select(code => (code.Value, entry.Seq))).ToList();
        var heads = concerned.Select(c => c.Value).Distinct().ToDictionary(code => code, _ => 0L);
        var known = await Heads.Query(transaction,
            "select h.jurisdiction, h.inbox_seq from {rows} join inbox_head h on h.jurisdiction = r.jurisdiction",
            [.. heads.Keys.Select(code => new Head(code, 0))], row => new Head(row.GetString(0), row.GetInt64(1)), cancel);
        foreach (var head in known)
        {
            heads[head.Jurisdiction] = head.InboxSeq;
        }

        var notices = concerned.Select(c => new Notice(c.Value, ++heads[c.Value], c.Seq)).ToList();

        await Notices.Execute(transaction,
            "insert into inbox (jurisdiction, inbox_seq, seq) select r.jurisdiction, r.inbox_seq, r.seq from {rows}", notices, cancel);
        await Heads.Execute(transaction, """
            insert into inbox_head (jurisdiction, inbox_seq) select r.jurisdiction, r.inbox_seq from {rows} where true
            on conflict (jurisdiction) do update set inbox_seq = excluded.inbox_seq
            """, [.. heads.Select(head => new Head(head.Key, head.Value))], cancel);
    }
}
