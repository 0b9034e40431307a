namespace Coordination.Client.Api;

/// <summary>One thing that people and scripts can do with the public API: a noun, a verb, the RPC behind it.</summary>
/// <param name="Does">One line of help.</param>
public sealed record Verb(string Noun, string Name, string Rpc, string Does)
{
    /// <summary>Fields that a table shows; empty shows the plain ones.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>It cannot be taken back, so a person types the name first; scripts say <c>--yes</c>.</summary>
    public bool Confirm { get; init; }

    /// <summary>The RPC that tells the present etag; null for the noun's own <c>get</c>.</summary>
    public string? Getter { get; init; }
}
