using System.Text.Json.Serialization;

namespace Coordination.Suspects;

/// <summary>Records that evidence or people connect, and the persons that follow from it.</summary>
[GenerateSerializer, Immutable, Alias("coord.SuspectComponent")]
public sealed record SuspectComponent
{
    /// <summary>The records, in key order.</summary>
    [Id(0)] public ImmutableArray<Member> Members { get; init; } = [];

    /// <summary>Evidence strong enough to connect two records, in key order.</summary>
    [Id(1), JsonConverter(typeof(EdgesJsonConverter))] public ImmutableArray<Edge> Edges { get; init; } = [];

    /// <summary>The persons, in id order.</summary>
    [Id(2)] public ImmutableArray<Entity> Entities { get; init; } = [];

    /// <summary>Pairs that wait for a person's judgement.</summary>
    [Id(3)] public ImmutableArray<PendingReview> Reviews { get; init; } = [];

    /// <summary>Ids that were merged away, and where they lead. An id named after a record that no entry tells of leads to that record's person.</summary>
    [Id(4)] public ImmutableArray<Redirect> Redirects { get; init; } = [];

    /// <summary>Key of the component that this one moved into; null while it stands for itself.</summary>
    [Id(5)] public string? MovedInto { get; init; }

    /// <summary>The model that the persons were computed with.</summary>
    [Id(6)] public string ModelVersion { get; init; } = "";

    /// <summary>What people decided or voted on, the latest decision last: about one pair of records the latest one holds.</summary>
    [Id(7)] public ImmutableArray<MatchDecision> Decisions { get; init; } = [];

    /// <summary>Judgements that cannot all hold, and evidence that arrived against one: for a person to solve.</summary>
    [Id(8)] public ImmutableArray<JudgementConflict> Conflicts { get; init; } = [];

    /// <summary>Detentions and arrests, each by the record it was ordered on.</summary>
    [Id(9)] public ImmutableArray<Arrest> Arrests { get; init; } = [];

    [JsonIgnore] public bool Exists => !Members.IsEmpty;

    /// <summary>The person that <paramref name="record"/> belongs to; null if it is not here.</summary>
    public Entity? EntityOf(string record) => Entities.FirstOrDefault(e => e.Records.Contains(record));

    /// <summary>The record as a member; null if it is not here.</summary>
    public Member? MemberOf(string record) => Members.FirstOrDefault(m => m.Record == record);
}

/// <summary>A record in a component.</summary>
/// <param name="Version">The record's version that was compared; 0 if it is here by others' evidence only and its own comparison is still to come.</param>
/// <param name="Sealed">Nobody but its owner and the ministry may learn of it; as it was when the component was last settled.</param>
[GenerateSerializer, Immutable, Alias("coord.Member")]
public sealed record Member(
    [property: Id(0)] string Record, [property: Id(1)] int Version, [property: Id(2)] JurisdictionCode Owner, [property: Id(3)] bool Sealed = false)
{
    public bool MayBeKnownTo(JurisdictionCode jurisdiction) => !Sealed || Owner == jurisdiction || jurisdiction.IsMinistry;
}

/// <summary>Two records, the lower key first.</summary>
[GenerateSerializer, Immutable, Alias("coord.RecordPair")]
public readonly record struct RecordPair([property: Id(0)] string RecordA, [property: Id(1)] string RecordB)
{
    public static RecordPair Of(string one, string other) =>
        string.CompareOrdinal(one, other) < 0 ? new(one, other) : new(other, one);

    public bool Touches(string record) => RecordA == record || RecordB == record;
}

/// <summary>Evidence between two records, the lower key first.</summary>
/// <param name="Bits">Log2 odds under the model.</param>
/// <param name="Grounds">Kinds of agreement, by the resolution library's names, comma-separated.</param>
[GenerateSerializer, Immutable, Alias("coord.Edge")]
public sealed record Edge(
    [property: Id(0)] string RecordA, [property: Id(1)] string RecordB, [property: Id(2)] double Bits, [property: Id(3)] string Grounds)
{
    [JsonIgnore] public RecordPair Pair => new(RecordA, RecordB);

    public bool Touches(string record) => Pair.Touches(record);
}

/// <summary>A person: records that are taken to be one.</summary>
/// <param name="Id">Stays with the larger part when clusters change; given to another person never.</param>
[GenerateSerializer, Immutable, Alias("coord.Entity")]
public sealed record Entity([property: Id(0)] string Id, [property: Id(1)] ImmutableArray<string> Records);

/// <summary>A pair that a person must judge, the lower key first: the weightiest one between two persons.</summary>
/// <param name="Reasons">Why the machine did not decide, by the resolution library's names, comma-separated.</param>
/// <param name="MeanBits">Mean over all pairs between the two persons.</param>
[GenerateSerializer, Immutable, Alias("coord.PendingReview")]
public sealed record PendingReview(
    [property: Id(0)] string RecordA, [property: Id(1)] string RecordB, [property: Id(2)] double Bits, [property: Id(3)] string Reasons,
    [property: Id(4)] double MeanBits)
{
    [JsonIgnore] public RecordPair Pair => new(RecordA, RecordB);

    public bool Touches(string record) => Pair.Touches(record);
}

/// <summary>An entity id that was merged away.</summary>
[GenerateSerializer, Immutable, Alias("coord.Redirect")]
public sealed record Redirect([property: Id(0)] string From, [property: Id(1)] string To);

/// <summary>Records that left one person for another: a merge where all of them went, else a split.</summary>
/// <param name="From">The person's id before; it lives on where any record stayed.</param>
/// <param name="To">The id of the person that they belong to now.</param>
[GenerateSerializer, Immutable, Alias("coord.EntityMove")]
public sealed record EntityMove(
    [property: Id(0)] string From, [property: Id(1)] string To, [property: Id(2)] ImmutableArray<string> Records, [property: Id(3)] bool Merged);

/// <summary>A detention or an arrest in a case.</summary>
/// <param name="Record">The record that it was ordered on.</param>
/// <param name="Case">Key of the case.</param>
/// <param name="Measure">Id of the measure in the case.</param>
/// <param name="Since">When it began.</param>
[GenerateSerializer, Immutable, Alias("coord.SuspectArrest")]
public sealed record Arrest(
    [property: Id(0)] string Record, [property: Id(1)] string Case, [property: Id(2)] string Measure, [property: Id(3)] DateTimeOffset Since);
