using Coordination.Suspects;

namespace Coordination.Persistence.Projections;

/// <summary>A pair in one of its states.</summary>
internal sealed record MatchRow(RecordPair Pair, string State, string Component, long Millibits, string Reasons);

/// <summary>Who may vote on a pair besides those that hold its records.</summary>
internal sealed record VoterRow(RecordPair Pair, string Jurisdiction, string Component);

/// <summary>The pairs of a component that people have to do with.</summary>
internal static class MatchRows
{
    public static IEnumerable<MatchRow> Of(string component, ComponentSettled settled)
    {
        var weights = settled.Edges.ToDictionary(e => e.Pair, e => e.Bits);
        var reviews = settled.Reviews.Select(r => new MatchRow(r.Pair, MatchStates.Open, component, Millibits(r.Bits), r.Reasons)).ToList();
        var queued = reviews.Select(r => r.Pair).ToHashSet();
        return
        [
            .. reviews,
            .. settled.Decisions.Where(d => !d.Open.IsEmpty && !queued.Contains(d.Pair))
                .Select(d => new MatchRow(d.Pair, MatchStates.Open, component, Millibits(d.Bits), "")),
            .. settled.Decisions.Where(d => d.Standing != Verdict.Unspecified)
                .Select(d => new MatchRow(d.Pair, MatchStates.Decided, component, Millibits(d.Bits), "")),
            .. settled.Conflicts.SelectMany(c => c.Pairs).Distinct()
                .Select(pair => new MatchRow(pair, MatchStates.Conflict, component, Millibits(weights.GetValueOrDefault(pair)), "")),
        ];
    }

    public static IEnumerable<VoterRow> VotersOf(string component, ComponentSettled settled)
    {
        var owners = settled.Members.ToDictionary(m => m.Record, m => m.Owner.Value);
        // Where the pair is one person, the vote would part it, and all who hold a record of it have a say.
        return settled.Decisions.Where(d => !d.Open.IsEmpty && settled.Entities.Any(e => e.Records.Contains(d.RecordA) && e.Records.Contains(d.RecordB)))
            .SelectMany(d => d.Open[^1].SideA.Concat(d.Open[^1].SideB).Select(record => owners[record]).Distinct().Select(code => new VoterRow(d.Pair, code, component)));
    }

    private static long Millibits(double bits) => (long)Math.Round(bits * 1000);
}
