using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>Records that evidence connects, and the persons that follow from it.</summary>
[GenerateSerializer, Immutable, Alias("coord.SuspectComponent")]
public sealed record SuspectComponent
{
    /// <summary>The records, in key order.</summary>
    [Id(0)] public ImmutableArray<Member> Members { get; init; } = [];

    /// <summary>Evidence strong enough to connect two records, in key order.</summary>
    [Id(1)] public ImmutableArray<Edge> Edges { get; init; } = [];

    /// <summary>The persons, in id order.</summary>
    [Id(2)] public ImmutableArray<Entity> Entities { get; init; } = [];

    /// <summary>Pairs that wait for a person's judgement.</summary>
    [Id(3)] public ImmutableArray<PendingReview> Reviews { get; init; } = [];

    /// <summary>Ids that were merged away, and where they lead; they answer for ever.</summary>
    [Id(4)] public ImmutableArray<Redirect> Redirects { get; init; } = [];

    /// <summary>Key of the component that this one moved into; null while it stands for itself.</summary>
    [Id(5)] public string? MovedInto { get; init; }

    /// <summary>The model that the persons were computed with.</summary>
    [Id(6)] public string ModelVersion { get; init; } = "";

    [JsonIgnore] public bool Exists => !Members.IsEmpty;

    /// <summary>The person that <paramref name="record"/> belongs to; null if it is not here.</summary>
    public Entity? EntityOf(string record) => Entities.FirstOrDefault(e => e.Records.Contains(record));
}

/// <summary>A record in a component.</summary>
/// <param name="Version">The record's version that was compared.</param>
[GenerateSerializer, Immutable, Alias("coord.Member")]
public sealed record Member([property: Id(0)] string Record, [property: Id(1)] int Version, [property: Id(2)] JurisdictionCode Owner);

/// <summary>Evidence between two records, the lower key first.</summary>
/// <param name="Bits">Log2 odds under the model.</param>
/// <param name="Grounds">Kinds of agreement, by the resolution library's names, comma-separated.</param>
[GenerateSerializer, Immutable, Alias("coord.Edge")]
public sealed record Edge(
    [property: Id(0)] string RecordA, [property: Id(1)] string RecordB, [property: Id(2)] double Bits, [property: Id(3)] string Grounds)
{
    public bool Touches(string record) => RecordA == record || RecordB == record;
}

/// <summary>A person: records that are taken to be one.</summary>
/// <param name="Id">Stays with the larger part when clusters change; never given twice.</param>
[GenerateSerializer, Immutable, Alias("coord.Entity")]
public sealed record Entity([property: Id(0)] string Id, [property: Id(1)] ImmutableArray<string> Records);

/// <summary>A pair that a person must judge, the lower key first.</summary>
/// <param name="Reasons">Why the machine did not decide, by the resolution library's names, comma-separated.</param>
[GenerateSerializer, Immutable, Alias("coord.PendingReview")]
public sealed record PendingReview(
    [property: Id(0)] string RecordA, [property: Id(1)] string RecordB, [property: Id(2)] double Bits, [property: Id(3)] string Reasons)
{
    public bool Touches(string record) => RecordA == record || RecordB == record;
}

/// <summary>An entity id that was merged away.</summary>
[GenerateSerializer, Immutable, Alias("coord.Redirect")]
public sealed record Redirect([property: Id(0)] string From, [property: Id(1)] string To);

/// <summary>An instruction to a component. Only the resolver sends them.</summary>
[GenerateSerializer, Immutable, Alias("coord.SuspectComponentCommand")]
public abstract record SuspectComponentCommand(CommandHeader Header) : Command(Header);

/// <summary>Files what was computed from all records and edges named; the header's version says on which state it rests.</summary>
/// <param name="Members">All records: those of this component, of those that moved in, and new ones.</param>
/// <param name="Clusters">The records of each person; every member in exactly one.</param>
/// <param name="Absorbed">Components that moved into this one and whose persons' ids are to be kept where possible.</param>
[GenerateSerializer, Immutable, Alias("coord.SettleComponent")]
public sealed record SettleComponent(
    CommandHeader Header,
    [property: Id(0)] ImmutableArray<Member> Members,
    [property: Id(1)] ImmutableArray<Edge> Edges,
    [property: Id(2)] ImmutableArray<ImmutableArray<string>> Clusters,
    [property: Id(3)] ImmutableArray<PendingReview> Reviews,
    [property: Id(4)] ImmutableArray<SuspectComponent> Absorbed,
    [property: Id(5)] string ModelVersion) : SuspectComponentCommand(Header);

/// <summary>Moves the component into one with a lower key, for ever.</summary>
/// <param name="Founder">The record that the component is named after, for one that was never filed.</param>
[GenerateSerializer, Immutable, Alias("coord.MoveComponent")]
public sealed record MoveComponent(
    CommandHeader Header, [property: Id(0)] string Into, [property: Id(1)] Member Founder) : SuspectComponentCommand(Header);

/// <summary>What happened to a component.</summary>
[JsonPolymorphic, JsonDerivedType(typeof(ComponentSettled), "component.settled"), JsonDerivedType(typeof(ComponentMoved), "component.moved")]
public abstract record SuspectComponentEvent;

/// <summary>The component's records and persons are these now.</summary>
/// <param name="Merged">Ids that other ids took in with this event.</param>
public sealed record ComponentSettled(
    ImmutableArray<Member> Members, ImmutableArray<Edge> Edges, ImmutableArray<Entity> Entities, ImmutableArray<PendingReview> Reviews,
    ImmutableArray<Redirect> Merged, ImmutableArray<Redirect> Redirects, string ModelVersion) : SuspectComponentEvent;

/// <summary>The component moved; its content is in its state for ever, for whoever finds it missing where it went.</summary>
public sealed record ComponentMoved(string Into, Member Founder) : SuspectComponentEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<SuspectComponent, SuspectComponentEvent>))]
public sealed partial class SuspectComponentJson : JsonSerializerContext;
