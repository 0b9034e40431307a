namespace Coordination.Persistence.Reads;

/// <summary>One aggregate as the read model knows it.</summary>
/// <param name="Seq">The last log entry that changed it.</param>
/// <param name="Version">Its etag.</param>
/// <param name="State">The aggregate's state as JSON of the store.</param>
public sealed record ResourceRow(
    string GrainType, string GrainId, int Version, long Seq, JurisdictionCode Owner, string Status, string Parent,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string State);

/// <summary>Which resources to list.</summary>
/// <param name="VisibleTo">Only what this jurisdiction may know of, as owner or party; null, for the ministry, means all.</param>
/// <param name="Limit">Rows at most, from 1.</param>
public sealed record ResourceQuery(string GrainType, JurisdictionCode? VisibleTo, int Limit)
{
    /// <summary>Null lists all that is visible.</summary>
    public ResourceFilter? Filter { get; init; }

    public ResourceOrder Order { get; init; } = ResourceOrder.Created;

    /// <summary>The cursor of the last row of the page before; null starts at the beginning.</summary>
    public ResourceCursor? After { get; init; }
}

/// <summary>Both orders are total and their keys are in the row, so that a page starts where the last one ended.</summary>
public enum ResourceOrder
{
    Unspecified = 0,

    /// <summary>By creation, then id: a resource that is there during the whole walk appears exactly once.</summary>
    Created,

    /// <summary>By last change, oldest first: what changes during the walk appears again at its end.</summary>
    Changed,
}

/// <summary>A place in a list.</summary>
public sealed record ResourceCursor(DateTimeOffset CreatedAt, string GrainId, long Seq)
{
    public static ResourceCursor Of(ResourceRow row) => new(row.CreatedAt, row.GrainId, row.Seq);
}
