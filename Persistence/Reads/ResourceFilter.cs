namespace Coordination.Persistence.Reads;

/// <summary>A condition on resources, as a tree that is turned into parameterised SQL; no text of a caller becomes SQL.</summary>
public abstract record ResourceFilter
{
    private ResourceFilter() { }

    /// <summary>All of <paramref name="Parts"/> hold.</summary>
    public sealed record And(ImmutableArray<ResourceFilter> Parts) : ResourceFilter;

    /// <summary>At least one of <paramref name="Parts"/> holds.</summary>
    public sealed record Or(ImmutableArray<ResourceFilter> Parts) : ResourceFilter;

    public sealed record Not(ResourceFilter Part) : ResourceFilter;

    /// <summary>A field compared with a text.</summary>
    public sealed record Text(TextField Field, Comparison Is, string Value) : ResourceFilter;

    /// <summary>A time compared with an instant.</summary>
    public sealed record Time(TimeField Field, Comparison Is, DateTimeOffset Value) : ResourceFilter;

    /// <summary>A top-level property of the state, by its name in JSON, compared as text; false where the state lacks it.</summary>
    /// <param name="Name">Letters and digits only; anything else is refused.</param>
    public sealed record Property(string Name, Comparison Is, string Value) : ResourceFilter;

    /// <summary>The jurisdiction is the owner or a party.</summary>
    public sealed record Party(JurisdictionCode Jurisdiction) : ResourceFilter;
}

public enum TextField { Unspecified = 0, Id, Owner, Status, Parent }

public enum TimeField { Unspecified = 0, CreatedAt, UpdatedAt }

public enum Comparison { Unspecified = 0, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }
