namespace Coordination.Suspects;

/// <summary>All that comes together when a record is filed: the components it touches, and the record itself as it is now.</summary>
/// <param name="Dropped">Evidence of the record that was held and is not found any more.</param>
public sealed record ComponentUnion(
    ImmutableArray<Member> Members, ImmutableArray<Edge> Edges, ImmutableArray<SuspectComponent> Contents, ImmutableArray<Edge> Dropped)
{
    /// <param name="known">Records that may be needed, as the index holds them.</param>
    /// <param name="founders">Records that belong to it without evidence of their own.</param>
    /// <param name="edges">Evidence between the record and others as the record is now; replaces what was held of it.</param>
    public static ComponentUnion Of(
        string recordKey, IEnumerable<ComponentRoot> roots, IReadOnlyList<IndexedRecord> known,
        IReadOnlySet<string> founders, ImmutableArray<Edge> edges)
    {
        ImmutableArray<SuspectComponent> contents = [.. roots.SelectMany(r => r.State is null ? r.Passed : r.Passed.Add(r.State))];
        var touched = edges.SelectMany(e => new[] { e.RecordA, e.RecordB }).Append(recordKey).Concat(founders).ToHashSet(StringComparer.Ordinal);
        var members = contents.SelectMany(c => c.Members)
            .Concat(known.Where(c => touched.Contains(c.RecordKey)).Select(c =>
                // Another's evidence is compared again by its own submission: its version here must not claim that this was done.
                new Member(c.RecordKey, c.RecordKey == recordKey ? c.Version : 0, c.Owner)))
            .GroupBy(m => m.Record, StringComparer.Ordinal)
            .Select(same => same.MaxBy(m => m.Version)!)
            .OrderBy(m => m.Record, StringComparer.Ordinal);
        var all = contents.SelectMany(c => c.Edges).Where(e => !e.Touches(recordKey)).Concat(edges)
            .DistinctBy(e => (e.RecordA, e.RecordB))
            .OrderBy(e => e.RecordA, StringComparer.Ordinal).ThenBy(e => e.RecordB, StringComparer.Ordinal);
        var found = edges.Select(e => (e.RecordA, e.RecordB)).ToHashSet();
        var dropped = contents.SelectMany(c => c.Edges).Where(e => e.Touches(recordKey) && !found.Contains((e.RecordA, e.RecordB)));
        return new([.. members], [.. all], contents, [.. dropped]);
    }

    /// <summary>The founder of a component, as a member whose evidence is not filed: the move alone carries none.</summary>
    public Member FounderOf(string componentKey) => Members.Single(m => m.Record == ComponentRoot.FounderOf(componentKey)) with { Version = 0 };

    /// <summary>What the target takes in besides its own.</summary>
    public ImmutableArray<SuspectComponent> Absorbed(ComponentRoot target) =>
        [.. Contents.Where(c => !ReferenceEquals(c, target.State)).DistinctBy(c => c.Members[0].Record)];
}
