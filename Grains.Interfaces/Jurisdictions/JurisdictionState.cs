using System.Text.Json.Serialization;

namespace Coordination.Jurisdictions;

/// <summary>What a jurisdiction says of itself; its names are reference data (<see cref="Divisions"/>).</summary>
[GenerateSerializer, Immutable, Alias("coord.JurisdictionProfile")]
public sealed record JurisdictionProfile
{
    /// <summary>Whose profile; default before it is first set.</summary>
    [Id(0)] public JurisdictionCode Code { get; init; }

    /// <summary>Where others reach it at any hour.</summary>
    [Id(1)] public ContactDesk? Desk { get; init; }

    /// <summary>Systems that may connect for it, by the name in their certificate.</summary>
    [Id(2)] public ImmutableArray<string> Systems { get; init; } = [];

    /// <summary>What it can send at present.</summary>
    [Id(3)] public Capacity? Capacity { get; init; }

    [JsonIgnore] public bool Exists => Code != default;
}

/// <summary>A desk that answers at any hour. Sealed: a desk's name often is a person's.</summary>
[GenerateSerializer, Immutable, Alias("coord.ContactDesk")]
public sealed record ContactDesk([property: Id(0)] Protected Title, [property: Id(1)] Protected Phone);

/// <summary>What a jurisdiction can send to joint operations: arrest teams and officers.</summary>
[GenerateSerializer, Immutable, Alias("coord.Capacity")]
public sealed record Capacity([property: Id(0)] int Teams, [property: Id(1)] int Officers);
