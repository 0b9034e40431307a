using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Disclosures;

/// <summary>Where a disclosure stands.</summary>
public enum DisclosureStatus
{
    Unspecified = 0,

    /// <summary>The desk has yet to answer.</summary>
    Requested,

    /// <summary>The asker may read the core fields.</summary>
    Released,
    Refused,
}

/// <summary>The lawful grounds to refuse. Source: J11 (MPS Order 159, art. 347, 355, 356; economic crime provisions, art. 63).</summary>
public enum DisclosureGround
{
    Unspecified = 0,

    /// <summary>Formal papers of the asker are missing (art. 347).</summary>
    PapersIncomplete,
    NotPoliceMatter,

    /// <summary>Jurisdiction over the matter is disputed (art. 356).</summary>
    JurisdictionDispute,

    /// <summary>Raised and reported up, between provinces through both provincial departments (art. 63).</summary>
    ManifestlyUnlawful,
}

/// <summary>A request for data of another jurisdiction and what became of it.</summary>
[GenerateSerializer, Immutable, Alias("coord.Disclosure")]
public sealed record Disclosure
{
    [Id(0)] public DisclosureStatus Status { get; init; }

    /// <summary>The jurisdiction that asks.</summary>
    [Id(1)] public JurisdictionCode Asker { get; init; }

    /// <summary>The person, or else the system, that asks.</summary>
    [Id(2)] public string AskedBy { get; init; } = "";

    /// <summary>The jurisdiction that holds the records and decides.</summary>
    [Id(3)] public JurisdictionCode Desk { get; init; }

    /// <summary>The desk's records that are asked for, by grain key, as the hit had them.</summary>
    [Id(4)] public ImmutableArray<string> Records { get; init; } = [];

    /// <summary>Id of the search that gave the hit.</summary>
    [Id(5)] public string Search { get; init; } = "";
    [Id(6)] public string Purpose { get; init; } = "";

    /// <summary>Resource name of the case or operation that the asker works on.</summary>
    [Id(7)] public string Basis { get; init; } = "";
    [Id(8)] public bool Urgent { get; init; }
    [Id(9)] public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the answer is due.</summary>
    [Id(10)] public DateTimeOffset DueAt { get; init; }

    /// <summary>The answer was late and the ministry was told.</summary>
    [Id(11)] public bool Escalated { get; init; }
    [Id(12)] public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The person of the desk that decided.</summary>
    [Id(13)] public string DecidedBy { get; init; } = "";
    [Id(14)] public DisclosureGround Ground { get; init; }

    /// <summary>Explains a refusal.</summary>
    [Id(15)] public Protected? Explanation { get; init; }

    /// <summary>When the desk verified what it released; null if it has not: then it is a lead and no ground for a coercive act. Source: D7.</summary>
    [Id(16)] public DateTimeOffset? VerifiedAt { get; init; }

    [JsonIgnore] public bool Exists => Status is not DisclosureStatus.Unspecified;
}

/// <summary>An instruction to a disclosure.</summary>
[GenerateSerializer, Immutable, Alias("coord.DisclosureCommand")]
public abstract record DisclosureCommand(CommandHeader Header) : Command(Header);

/// <summary>Asks a desk for the core fields of its records.</summary>
/// <param name="Records">Grain keys of the desk's records, at least one.</param>
/// <param name="BasisStands">The basis is open and the asker takes part in it.</param>
[GenerateSerializer, Immutable, Alias("coord.RequestDisclosure")]
public sealed record RequestDisclosure(
    CommandHeader Header,
    [property: Id(0)] JurisdictionCode Desk,
    [property: Id(1)] ImmutableArray<string> Records,
    [property: Id(2)] string Search,
    [property: Id(3)] string Basis,
    [property: Id(4)] bool BasisStands,
    [property: Id(5)] bool Urgent) : DisclosureCommand(Header);

/// <summary>The desk releases the core fields to the asker.</summary>
/// <param name="VerifiedAt">When the desk verified them; null if it has not.</param>
[GenerateSerializer, Immutable, Alias("coord.ReleaseDisclosure")]
public sealed record ReleaseDisclosure(CommandHeader Header, [property: Id(0)] DateTimeOffset? VerifiedAt) : DisclosureCommand(Header);

/// <summary>The desk refuses on a lawful ground.</summary>
[GenerateSerializer, Immutable, Alias("coord.RefuseDisclosure")]
public sealed record RefuseDisclosure(
    CommandHeader Header, [property: Id(0)] DisclosureGround Ground, [property: Id(1)] Protected? Explanation) : DisclosureCommand(Header);

/// <summary>The answer is due; sent by the clock.</summary>
[GenerateSerializer, Immutable, Alias("coord.PassDisclosureDeadline")]
public sealed record PassDisclosureDeadline(CommandHeader Header) : DisclosureCommand(Header), ITimeCritical;

/// <summary>Somebody of the asking jurisdiction is about to read what was released; the reading waits for this to be stored.</summary>
[GenerateSerializer, Immutable, Alias("coord.NoteDisclosureRead")]
public sealed record NoteDisclosureRead(CommandHeader Header) : DisclosureCommand(Header);

/// <summary>What happened to a disclosure. Who did it is in the log beside each event.</summary>
[JsonPolymorphic, JsonDerivedType(typeof(DisclosureRequested), "disclosure.requested"), JsonDerivedType(typeof(DisclosureReleased), "disclosure.released"),
 JsonDerivedType(typeof(DisclosureRefused), "disclosure.refused"), JsonDerivedType(typeof(DisclosureEscalated), "disclosure.escalated"),
 JsonDerivedType(typeof(DisclosureRead), "disclosure.read")]
public abstract record DisclosureEvent;

/// <summary>A jurisdiction asked for data of another; the desk's clock runs.</summary>
public sealed record DisclosureRequested(
    JurisdictionCode Asker, string AskedBy, JurisdictionCode Desk, ImmutableArray<string> Records, string Search, string Purpose, string Basis, bool Urgent,
    DateTimeOffset At, DateTimeOffset DueAt) : DisclosureEvent;

/// <summary>The desk released the core fields.</summary>
public sealed record DisclosureReleased(string By, DateTimeOffset At, DateTimeOffset? VerifiedAt) : DisclosureEvent;

/// <summary>The desk refused.</summary>
public sealed record DisclosureRefused(string By, DateTimeOffset At, DisclosureGround Ground, Protected? Explanation) : DisclosureEvent;

/// <summary>The answer was not given in time; the ministry hears of it, once. It can still be given.</summary>
public sealed record DisclosureEscalated(DateTimeOffset At) : DisclosureEvent;

/// <summary>Released content was opened for somebody of the asking jurisdiction. Concerns the desk.</summary>
public sealed record DisclosureRead : DisclosureEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<Disclosure, DisclosureEvent>))]
public sealed partial class DisclosureJson : JsonSerializerContext;
