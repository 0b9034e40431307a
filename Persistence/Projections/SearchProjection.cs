using System.Data.Common;
using System.Text.Json;
using Coordination.Inquiries;
using Coordination.Log;

namespace Coordination.Persistence.Projections;

/// <summary>Finds the events of a search by its id.</summary>
public sealed class SearchProjection : IProjection
{
    private sealed record Row(string Search, long Seq);

    private static readonly RowSet<Row> Rows = new RowSet<Row>().Text("search_id", r => r.Search).Bigint("seq", r => r.Seq);

    public string Name => "searches";

    public IReadOnlyList<string> Tables { get; } = ["search_event"];

    public Task Apply(IReadOnlyList<LogEntry> entries, DbTransaction transaction, CancellationToken cancel) =>
        Rows.Execute(transaction, "insert into search_event (search_id, seq) select r.search_id, r.seq from {rows}",
            [.. entries.Where(e => e.GrainType == "inquiry")
                .Select(e => new Row(JsonSerializer.Deserialize(e.Body, InquiryJson.Default.InquiryEvent)!.Search, e.Seq))], cancel);
}
