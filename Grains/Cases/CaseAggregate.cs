using System.Text.Json;
using Coordination.Log;

namespace Coordination.Cases;

/// <summary>The case as grain and readers of the log share it.</summary>
public static class CaseAggregate
{
    public static readonly Aggregate<CaseFile, CaseEvent> Definition = new("case", CaseJson.Default, CaseMachine.Apply, Index);

    private static readonly JsonSerializerOptions Json = StoreJson.Create([Definition]);

    /// <summary>The event of an entry of this aggregate.</summary>
    public static CaseEvent EventOf(LogEntry entry) => JsonSerializer.Deserialize<CaseEvent>(entry.Body, Json)!;

    private static ResourceIndex Index(CaseFile file) => new(file.Owner, file.Status.ToString(), [.. CaseMachine.Parties(file).Distinct().Order()])
    {
        Parent = file.Merged?.Into ?? "",
        Due =
        [
            .. CaseMachine.Clocks(file).Select(clock => new DueItem(clock.Kind, clock.At, file.Owner, clock.Lapses)),
            .. file.Transfer is { } pending
                ? [new DueItem(TransferRules.Expiry.Kind, pending.ExpiresAt, file.Owner, Wakes: true)]
                : ImmutableArray<DueItem>.Empty,
        ],
    };
}
