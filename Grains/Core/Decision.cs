namespace Coordination.Core;

/// <summary>What a machine decided: events, or a refusal; never both. Neither means that all is already as commanded: nothing is written.</summary>
public sealed record Decision<TEvent>(ImmutableArray<TEvent> Events, Rejection? Rejection) where TEvent : class
{
    public static readonly Decision<TEvent> Unchanged = new([], null);

    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], null);
    public static implicit operator Decision<TEvent>(TEvent[] happened) => new([.. happened], null);
    public static implicit operator Decision<TEvent>(Rejection rejection) => new([], rejection);
}

public static class Refusals
{
    public static Rejection Refuse(Reason reason, string message) => new(reason, message);

    public static Rejection Refuse(Reason reason, string message, params IEnumerable<Violation> violations) =>
        new(reason, message) { Violations = [.. violations] };

    /// <summary>The same answer for what does not exist and for what the caller may not know of.</summary>
    public static Rejection NotFound() => new(Reason.ResourceNotFound, "There is no such resource.");
}
