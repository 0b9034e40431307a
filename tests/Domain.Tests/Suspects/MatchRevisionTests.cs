using Coordination.Suspects;
using Xunit;
using static Coordination.Domain.Tests.Suspects.GivenPersons;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>A voter has seen what the revision stands for: it changes with that and with nothing else.</summary>
public sealed class MatchRevisionTests
{
    private static readonly int Before = MatchRevision.Of(Component, Pair("ab"));

    public static TheoryData<string, SuspectComponent> Changes => new()
    {
        { "a vote on the pair", After(Vote("ab", Verdict.Same, "440000")) },
        { "a decision on it", After(Vote("ab", Verdict.NotSame, "000000")) },
        { "a vote on another pair of the two persons", After(Vote("ac", Verdict.Same, "440000")) },
        { "a record that joined one of them", Component with { Entities = [new("a", ["record-a", "record-d"]), Component.Entities[1]] } },
        { "a record that left one of them", Component with { Entities = [Component.Entities[0], new("b", ["record-b", "record-c"])] } },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Changes_with(string what, SuspectComponent component) => Assert.True(Before != MatchRevision.Of(component, Pair("ab")), what);

    public static TheoryData<string, SuspectComponent> Others => new()
    {
        { "a judgement on a third person", After(Vote("ad", Verdict.Same, "440000")) },
        { "another name of the person", Component with { Entities = [new("a", ["record-a"]), Component.Entities[1] with { Id = "e" }] } },
        { "a newer version of a record", Component with { Members = [.. Component.Members.Select(m => m with { Version = 2 })] } },
    };

    [Theory, MemberData(nameof(Others))]
    public void Stays_with(string what, SuspectComponent component) => Assert.True(Before == MatchRevision.Of(component, Pair("ab")), what);
}
