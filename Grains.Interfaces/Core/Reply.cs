namespace Coordination;

/// <summary>Why a command was refused: the machine-readable reason, a sentence for people, and what would help.</summary>
/// <param name="Reason">Clients switch on this.</param>
/// <param name="Message">Says what is wrong and what would work; never holds personal data.</param>
[GenerateSerializer, Immutable, Alias("coord.Rejection")]
public sealed record Rejection([property: Id(0)] Reason Reason, [property: Id(1)] string Message)
{
    /// <summary>All violations at once, for refusals that have several: subject (field, party, target) and what is wrong with it.</summary>
    [Id(2)] public ImmutableArray<Violation> Violations { get; init; } = [];

    /// <summary>Machine-readable detail by the names of the gateway's error table, e.g. <c>currentRevision</c>.</summary>
    [Id(3)] public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When the same request may succeed, where that is known; null means after the usual pause.</summary>
    [Id(4)] public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same refusal with one more detail.</summary>
    public Rejection With(string key, string value) => this with { Metadata = Metadata.SetItem(key, value) };
}

/// <summary>One thing that stands in the way.</summary>
[GenerateSerializer, Immutable, Alias("coord.Violation")]
public sealed record Violation([property: Id(0)] string Subject, [property: Id(1)] string Description)
{
    /// <summary>Its own reason, where a refusal tells several at once; otherwise the refusal's holds.</summary>
    [Id(2)] public Reason? Reason { get; init; }
}

/// <summary>A grain's answer.</summary>
/// <param name="State">The aggregate as it is now; null if refused or unknown.</param>
/// <param name="Version">The version that this request produced, or for a read the current one. Versions count from 1 without gaps.</param>
/// <param name="Rejection">Null if accepted.</param>
/// <param name="Replayed">True if the same request had been carried out before; nothing was done again.</param>
[GenerateSerializer, Immutable, Alias("coord.Reply`1")]
public sealed record Reply<TState>(
    [property: Id(0)] TState? State,
    [property: Id(1)] int Version,
    [property: Id(2)] Rejection? Rejection = null,
    [property: Id(3)] bool Replayed = false)
    where TState : class
{
    /// <summary>True if all was already as commanded: nothing was written and the request id is not remembered.</summary>
    [Id(4)] public bool Unchanged { get; init; }
}
