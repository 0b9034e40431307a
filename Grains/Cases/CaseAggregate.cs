using Coordination.Log;

namespace Coordination.Cases;

/// <summary>The case as grain and readers of the log share it.</summary>
public static class CaseAggregate
{
    public static readonly Aggregate<CaseFile, CaseEvent> Definition = new("case", CaseJson.Default, CaseMachine.Apply, Index);

    private static ResourceIndex Index(CaseFile file) => new(file.Owner, file.Status.ToString(), [.. file.Parties.Distinct().Order()])
    {
        Parent = file.Merged?.Into ?? "",
        Due =
        [
            .. file.Running.Select(clock => new DueItem(clock.Kind, clock.At, file.Owner, clock.Lapses)),
            .. file.Transfer is { } pending
                ? [new DueItem(TransferRules.Expiry.Kind, pending.ExpiresAt, file.Owner, Wakes: true)]
                : ImmutableArray<DueItem>.Empty,
        ],
    };
}
