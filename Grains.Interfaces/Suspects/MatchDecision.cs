using System.Text.Json.Serialization;

namespace Coordination.Suspects;

/// <summary>What a person holds of two records (rule M3 of B10).</summary>
public enum Verdict
{
    Unspecified = 0,

    /// <summary>One person, whatever the machine says.</summary>
    Same,

    /// <summary>Two people; no third record may join them.</summary>
    NotSame,

    /// <summary>Seen, and left to the machine. Takes an earlier judgement back.</summary>
    Unsure,
}

/// <summary>One person's say on a pair.</summary>
/// <param name="Jurisdiction">For which jurisdiction.</param>
/// <param name="Actor">The person, by the subject of the token.</param>
/// <param name="Reason">Why, without personal data.</param>
[GenerateSerializer, Immutable, Alias("coord.MatchVote")]
public sealed record MatchVote(
    [property: Id(0)] JurisdictionCode Jurisdiction, [property: Id(1)] string Actor, [property: Id(2)] Verdict Verdict,
    [property: Id(3)] string Reason, [property: Id(4)] DateTimeOffset At);

/// <summary>
/// What people decided of a pair of records. Who judges two records judges the persons that they were shown for: the decision binds
/// each record of one side with each of the other, and what arrives later is seen to be new.
/// </summary>
/// <param name="RecordA">Lower key of the pair that was judged.</param>
/// <param name="RecordB">Higher key.</param>
[GenerateSerializer, Immutable, Alias("coord.MatchDecision")]
public sealed record MatchDecision([property: Id(0)] string RecordA, [property: Id(1)] string RecordB)
{
    /// <summary>What holds; unspecified while nothing was decided.</summary>
    [Id(2)] public Verdict Standing { get; init; }

    /// <summary>Records of the one person when it was decided.</summary>
    [Id(3)] public ImmutableArray<string> SideA { get; init; } = [];

    /// <summary>Records of the other.</summary>
    [Id(4)] public ImmutableArray<string> SideB { get; init; } = [];

    /// <summary>Who decided what holds.</summary>
    [Id(5)] public ImmutableArray<MatchVote> DecidedBy { get; init; } = [];

    /// <summary>Votes that have not yet come to a decision, one per jurisdiction.</summary>
    [Id(6)] public ImmutableArray<MatchVote> Open { get; init; } = [];

    [JsonIgnore] public RecordPair Pair => new(RecordA, RecordB);
}

/// <summary>Judgements that cannot all hold, or evidence against one. Never resolved silently.</summary>
/// <param name="NotSame">A pair that was judged two people.</param>
/// <param name="Same">Pairs judged one person that join it nevertheless; they are left out of account until one of them all is withdrawn.</param>
/// <param name="Evidence">A pair that nobody judged and whose evidence joins the two; null if judgements alone contradict.</param>
[GenerateSerializer, Immutable, Alias("coord.JudgementConflict")]
public sealed record JudgementConflict(
    [property: Id(0)] RecordPair NotSame, [property: Id(1)] ImmutableArray<RecordPair> Same, [property: Id(2)] RecordPair? Evidence);
