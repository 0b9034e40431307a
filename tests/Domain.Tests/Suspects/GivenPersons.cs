using Coordination.Core;
using Coordination.Suspects;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>A component of five records and three persons: a (44) and d (44) alone, b (31) with c (33) and e (31).</summary>
internal static class GivenPersons
{
    public static readonly DateTimeOffset T0 = new(2025, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly SuspectComponent Component = new()
    {
        Members =
        [
            new("record-a", 1, new("440000")), new("record-b", 1, new("310000")), new("record-c", 1, new("330000")),
            new("record-d", 1, new("440000")), new("record-e", 1, new("310000")),
        ],
        Entities = [new("a", ["record-a"]), new("b", ["record-b", "record-c", "record-e"]), new("d", ["record-d"])],
    };

    /// <summary>A vote of a province's officer, or of the ministry's.</summary>
    /// <param name="pair">Two letters: ab is record-a and record-b.</param>
    public static JudgeMatch Vote(string pair, Verdict verdict, string by, string person = "1", int? seen = null, string part = "") => new(
        new(Guid.NewGuid(), $"{by}/rms", "f", $"officer-{by}-{person}", new(by)), Pair(pair), [.. part.Select(Record)], verdict, "looked at the files", seen);

    public static RecordPair Pair(string pair) => RecordPair.Of(Record(pair[0]), Record(pair[1]));

    public static string Record(char letter) => $"record-{letter}";

    /// <summary>The component after these votes, each of which must be accepted; persons stay as they are.</summary>
    public static SuspectComponent After(params IEnumerable<JudgeMatch> votes) => votes.Aggregate(Component, Cast);

    public static SuspectComponent Cast(SuspectComponent component, JudgeMatch vote)
    {
        var decision = Decide(component, vote);
        return decision.Rejection is null
            ? component with { Decisions = decision.Events.Aggregate(component.Decisions, JudgementRules.After) }
            : throw new InvalidOperationException($"{vote.Verdict} on {vote.Pair} was refused: {decision.Rejection.Message}");
    }

    public static Decision<SuspectComponentEvent> Decide(SuspectComponent component, JudgeMatch vote) => JudgementRules.Decide(component, vote, T0);
}
