namespace Coordination.Suspects;

/// <summary>Components as they would look if some of their records were not there: what may be told to who must not know of these.</summary>
public static class HiddenRecords
{
    public static SuspectComponent Without(this SuspectComponent component, IReadOnlyCollection<string> hidden) => hidden.Count == 0 ? component : component with
    {
        Members = [.. component.Members.Where(m => !hidden.Contains(m.Record))],
        Edges = [.. component.Edges.Where(e => !Touches(e.Pair, hidden))],
        Entities = [.. component.Entities.Select(e => e with { Records = Kept(e.Records, hidden) }).Where(e => !e.Records.IsEmpty)],
        Reviews = [.. component.Reviews.Where(r => !Touches(r.Pair, hidden))],
        Decisions = [.. component.Decisions.Select(d => d.Without(hidden))],
        Conflicts = [.. component.Conflicts.Where(c => !c.Pairs.Any(p => Touches(p, hidden)))],
        Arrests = [.. component.Arrests.Where(a => !hidden.Contains(a.Record))],
    };

    internal static Settlement Without(this Settlement settlement, IReadOnlyCollection<string> hidden) => hidden.Count == 0 ? settlement : settlement with
    {
        Members = [.. settlement.Members.Where(m => !hidden.Contains(m.Record))],
        Edges = [.. settlement.Edges.Where(e => !Touches(e.Pair, hidden))],
    };

    // A decision on a pair that is hidden still binds others of the records that its judges were shown.
    private static MatchDecision Without(this MatchDecision decision, IReadOnlyCollection<string> hidden) => decision with
    {
        SideA = Kept(decision.SideA, hidden),
        SideB = Kept(decision.SideB, hidden),
        Open = [.. decision.Open.Select(v => v with { SideA = Kept(v.SideA, hidden), SideB = Kept(v.SideB, hidden) })],
    };

    private static ImmutableArray<string> Kept(ImmutableArray<string> records, IReadOnlyCollection<string> hidden) => [.. records.Where(r => !hidden.Contains(r))];

    private static bool Touches(RecordPair pair, IReadOnlyCollection<string> hidden) => hidden.Contains(pair.RecordA) || hidden.Contains(pair.RecordB);
}
