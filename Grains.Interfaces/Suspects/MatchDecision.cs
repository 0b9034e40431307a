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
    [property: Id(3)] string Reason, [property: Id(4)] DateTimeOffset At)
{
    /// <summary>Records of the one side that the vote is about: only votes on the same records agree.</summary>
    [Id(5)] public ImmutableArray<string> SideA { get; init; } = [];

    /// <summary>Records of the other.</summary>
    [Id(6)] public ImmutableArray<string> SideB { get; init; } = [];

    /// <summary>True if both say the same of the same records.</summary>
    public bool AgreesWith(MatchVote other) =>
        Verdict == other.Verdict && SideA.SequenceEqual(other.SideA) && SideB.SequenceEqual(other.SideB);
}

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

    /// <summary>Votes that have not yet come to a decision, one a person.</summary>
    [Id(6)] public ImmutableArray<MatchVote> Open { get; init; } = [];

    /// <summary>Log2 odds of the pair under the model when it was last voted on.</summary>
    [Id(7)] public double Bits { get; init; }

    [JsonIgnore] public RecordPair Pair => new(RecordA, RecordB);
}

/// <summary>Judgements that cannot all hold, or evidence against one. Never resolved silently.</summary>
/// <param name="NotSame">A pair that was judged two people.</param>
/// <param name="Same">Pairs judged one person that join it nevertheless; they are left out of account until one of them all is withdrawn.</param>
/// <param name="Evidence">A pair that nobody judged and whose evidence joins the two; null if judgements alone contradict.</param>
[GenerateSerializer, Immutable, Alias("coord.JudgementConflict")]
public sealed record JudgementConflict(
    [property: Id(0)] RecordPair NotSame, [property: Id(1)] ImmutableArray<RecordPair> Same, [property: Id(2)] RecordPair? Evidence)
{
    /// <summary>Every pair that a person could judge anew to solve it.</summary>
    [JsonIgnore] public IEnumerable<RecordPair> Pairs => [NotSame, .. Same, .. Evidence is { } pair ? [pair] : ImmutableArray<RecordPair>.Empty];
}

/// <summary>States of a pair, as lists name them. A pair may be in several.</summary>
public static class MatchStates
{
    /// <summary>Waits for a person, or for a second vote.</summary>
    public const string Open = "OPEN";

    /// <summary>People decided it, UNSURE included.</summary>
    public const string Decided = "DECIDED";

    /// <summary>Takes part in judgements that cannot all hold, or in evidence against one.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>Nobody has to judge it; told to who asks for the pairs of one record.</summary>
    public const string Candidate = "CANDIDATE";
}
