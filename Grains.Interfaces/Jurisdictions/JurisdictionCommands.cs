namespace Coordination.Jurisdictions;

/// <summary>An instruction to one jurisdiction's profile.</summary>
[GenerateSerializer, Immutable, Alias("coord.JurisdictionCommand")]
public abstract record JurisdictionCommand(CommandHeader Header) : Command(Header);

/// <summary>Sets the parts of the profile that are given; by the jurisdiction itself.</summary>
/// <param name="Code">Whose profile; the grain's key names it too.</param>
/// <param name="Desk">Where others reach it at any hour; null leaves it.</param>
/// <param name="Systems">Systems that may connect for it, at most <see cref="SystemsMax"/>, each once; empty leaves them.</param>
/// <param name="Capacity">What it can send at present; null leaves it.</param>
[GenerateSerializer, Immutable, Alias("coord.UpdateJurisdiction")]
public sealed record UpdateJurisdiction(
    CommandHeader Header,
    [property: Id(0)] JurisdictionCode Code,
    [property: Id(1)] ContactDesk? Desk,
    [property: Id(2)] ImmutableArray<string> Systems,
    [property: Id(3)] Capacity? Capacity) : JurisdictionCommand(Header)
{
    /// <summary>The most systems that one jurisdiction registers. Source: the gateway's contract.</summary>
    public const int SystemsMax = 100;
}
