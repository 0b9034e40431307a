using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>What happened to a component.</summary>
[JsonPolymorphic, JsonDerivedType(typeof(ComponentSettled), "component.settled"), JsonDerivedType(typeof(ComponentMoved), "component.moved"),
 JsonDerivedType(typeof(MatchVoted), "component.match_voted"), JsonDerivedType(typeof(MatchDecided), "component.match_decided"),
 JsonDerivedType(typeof(ArrestNoted), "component.arrest_noted")]
public abstract record SuspectComponentEvent;

/// <summary>The component's records and persons are these now.</summary>
/// <param name="Decisions">All decisions, those of components that moved in among them.</param>
/// <param name="Moves">What this changed of the persons that were there before.</param>
public sealed record ComponentSettled(
    ImmutableArray<Member> Members, [property: JsonConverter(typeof(EdgesJsonConverter))] ImmutableArray<Edge> Edges, ImmutableArray<Entity> Entities, ImmutableArray<PendingReview> Reviews,
    ImmutableArray<JudgementConflict> Conflicts, ImmutableArray<MatchDecision> Decisions,
    ImmutableArray<EntityMove> Moves, ImmutableArray<Redirect> Redirects, string ModelVersion) : SuspectComponentEvent
{
    /// <summary>All detentions and arrests, those of components that moved in among them.</summary>
    public ImmutableArray<Arrest> Arrests { get; init; } = [];

    /// <summary>Records whose holders another event of the same write tells: they hear of it once.</summary>
    public ImmutableArray<string> Told { get; init; } = [];
}

/// <summary>The component moved; its content is in its state for ever, for whoever finds it missing where it went.</summary>
/// <param name="Member">One of its records.</param>
public sealed record ComponentMoved(string Into, string Member) : SuspectComponentEvent;

/// <summary>A person gave a vote; another one is needed.</summary>
public sealed record MatchVoted(string RecordA, string RecordB, MatchVote Vote) : SuspectComponentEvent
{
    /// <summary>Log2 odds of the pair under the model.</summary>
    public double Bits { get; init; }
}

/// <summary>The vote that was missing came: this holds from now on.</summary>
public sealed record MatchDecided(
    string RecordA, string RecordB, ImmutableArray<string> SideA, ImmutableArray<string> SideB, Verdict Verdict, ImmutableArray<MatchVote> By) : SuspectComponentEvent
{
    /// <summary>Log2 odds of the pair under the model.</summary>
    public double Bits { get; init; }
}

/// <summary>The person of a record was detained or arrested: all who hold a record of this person learn of it.</summary>
public sealed record ArrestNoted(Arrest Arrest) : SuspectComponentEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<SuspectComponent, SuspectComponentEvent>))]
[JsonSerializable(typeof(Edge))] // as it was stored before its converter
public sealed partial class SuspectComponentJson : JsonSerializerContext;
