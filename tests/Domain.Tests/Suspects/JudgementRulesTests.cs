using Coordination.Suspects;
using Xunit;
using static Coordination.Domain.Tests.Suspects.GivenPersons;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>Who decides that two records are one person or two, and what holds then: rules M3 and M5 of B10.</summary>
public sealed class JudgementRulesTests
{
    private const string Guangdong = "440000", Shanghai = "310000", Zhejiang = "330000", Jiangsu = "320000", Ministry = "000000";

    public static TheoryData<JudgeMatch[], JudgeMatch, Reason> Refusals => new()
    {
        { [], Vote("ax", Verdict.Same, Guangdong), Reason.ResourceNotFound },
        { [], Vote("aa", Verdict.Same, Guangdong), Reason.ResourceNotFound },
        { [], Vote("ab", Verdict.Same, Jiangsu), Reason.ResourceNotFound },
        { [], Vote("ab", Verdict.Same, Zhejiang), Reason.ResourceNotFound },   // holds a record of the person, not of the pair
        { [], Vote("ab", Verdict.Same, Guangdong, seen: 1), Reason.EtagMismatch },
        { [], Vote("bc", Verdict.Same, Shanghai), Reason.StateTransitionInvalid },
        { [], Vote("bc", Verdict.NotSame, Shanghai), Reason.StateTransitionInvalid },
        { [], Vote("bc", Verdict.Unsure, Shanghai), Reason.StateTransitionInvalid },
        { [], Vote("bc", Verdict.NotSame, Shanghai, part: "bce"), Reason.StateTransitionInvalid },
        { [], Vote("ab", Verdict.NotSame, Guangdong, part: "ab"), Reason.StateTransitionInvalid },
        { [Vote("ad", Verdict.Same, Guangdong)], Vote("ad", Verdict.Same, Guangdong, "2"), Reason.MatchAlreadyDecided },
        { [Vote("ab", Verdict.NotSame, Ministry)], Vote("ab", Verdict.NotSame, Guangdong), Reason.MatchAlreadyDecided },
        { [Vote("ab", Verdict.Unsure, Guangdong)], Vote("ab", Verdict.Unsure, Shanghai), Reason.MatchAlreadyDecided },
        { [Vote("ab", Verdict.Same, Guangdong)], Vote("ab", Verdict.Same, Guangdong), Reason.SecondReviewerRequired },
        { [Vote("be", Verdict.NotSame, Shanghai, part: "b")], Vote("be", Verdict.NotSame, Shanghai, part: "b"), Reason.SecondReviewerRequired },
        { [], Vote("be", Verdict.NotSame, Shanghai, part: "be"), Reason.StateTransitionInvalid },   // neither of the pair would stay
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Refuses(JudgeMatch[] votes, JudgeMatch vote, Reason expected)
    {
        var decision = Decide(After(votes), vote);

        Assert.Equal(expected, decision.Rejection?.Reason);
        Assert.Empty(decision.Events);
    }

    public static TheoryData<string, JudgeMatch[], JudgeMatch, bool> Outcomes => new()
    {
        { "one person decides what touches one jurisdiction", [], Vote("ad", Verdict.Same, Guangdong), true },
        { "two jurisdictions need a person of each", [], Vote("ab", Verdict.Same, Guangdong), false },
        { "a person of the other decides with the first", [Vote("ab", Verdict.Same, Guangdong)], Vote("ab", Verdict.Same, Shanghai), true },
        { "a second person of the same does not", [Vote("ab", Verdict.Same, Guangdong)], Vote("ab", Verdict.Same, Guangdong, "2"), false },
        { "different verdicts do not add up", [Vote("ab", Verdict.Same, Guangdong)], Vote("ab", Verdict.NotSame, Shanghai), false },
        { "the ministry arbitrates alone", [], Vote("ab", Verdict.NotSame, Ministry), true },
        { "the ministry stands for the side that has not voted", [Vote("ab", Verdict.Same, Guangdong)], Vote("ab", Verdict.Same, Ministry), true },
        { "UNSURE needs nobody else where nothing is taken back", [], Vote("ab", Verdict.Unsure, Guangdong), true },
        { "UNSURE that takes back needs the other", [Vote("ab", Verdict.NotSame, Ministry)], Vote("ab", Verdict.Unsure, Guangdong), false },
        { "UNSURE takes back through another pair of the two persons as well, and needs the other", [Vote("ab", Verdict.NotSame, Ministry)], Vote("ae", Verdict.Unsure, Guangdong), false },
        { "a person of one jurisdiction is parted by two people", [], Vote("be", Verdict.NotSame, Shanghai, part: "b"), false },
        { "two of one that holds records on both sides do", [Vote("be", Verdict.NotSame, Shanghai, part: "b")], Vote("be", Verdict.NotSame, Shanghai, "2", part: "b"), true },
        { "the ministry alone parts nobody", [], Vote("bc", Verdict.NotSame, Ministry, part: "c"), false },
        { "two of the ministry do", [Vote("bc", Verdict.NotSame, Ministry, part: "c")], Vote("bc", Verdict.NotSame, Ministry, "2", part: "c"), true },
        { "of each side one", [Vote("bc", Verdict.NotSame, Zhejiang, part: "c")], Vote("bc", Verdict.NotSame, Shanghai), true },
        { "two of one side are not enough", [Vote("bc", Verdict.NotSame, Zhejiang, part: "c")], Vote("bc", Verdict.NotSame, Zhejiang, "2", part: "c"), false },
        { "votes on other parts are votes on something else", [Vote("bc", Verdict.NotSame, Zhejiang, part: "c")], Vote("bc", Verdict.NotSame, Shanghai, part: "b"), false },
    };

    [Theory, MemberData(nameof(Outcomes))]
    public void Decides_or_waits(string claim, JudgeMatch[] votes, JudgeMatch vote, bool decides)
    {
        var decision = Decide(After(votes), vote);

        Assert.True(decision.Rejection is null, $"{claim}: {decision.Rejection?.Message}");
        Assert.True(decides == Assert.Single(decision.Events) is MatchDecided, claim);
    }

    [Fact]
    public void A_stale_voter_is_told_the_judgement_that_was_missed()
    {
        var before = MatchRevision.Of(Component, Pair("ab"));
        var judged = After(Vote("ae", Verdict.NotSame, Ministry));   // of the same two persons, through another pair

        var refused = Decide(judged, Vote("ab", Verdict.Same, Ministry, seen: before)).Rejection!;

        Assert.Equal((Reason.EtagMismatch, "NOT_SAME"), (refused.Reason, refused.Metadata[JudgementRules.CurrentJudgement]));
    }

    [Fact]
    public void A_decision_binds_all_records_of_the_two_persons_and_no_other()
    {
        var judged = After(Vote("ab", Verdict.NotSame, Ministry));

        Assert.Equal([Pair("ab"), Pair("ac"), Pair("ae")], JudgementRules.InForce(judged.Decisions).Keys.OrderBy(p => p.RecordB));
    }

    [Fact]
    public void About_one_pair_of_records_the_latest_decision_holds_and_UNSURE_leaves_it_to_the_machine()
    {
        var judged = After(Vote("ab", Verdict.NotSame, Ministry), Vote("ab", Verdict.Same, Ministry));
        Assert.All(JudgementRules.InForce(judged.Decisions).Values, verdict => Assert.Equal(Verdict.Same, verdict));

        var free = Cast(judged, Vote("ab", Verdict.Unsure, Ministry));
        Assert.Empty(JudgementRules.InForce(free.Decisions));
    }

    [Fact]
    public void SAME_is_refused_where_it_would_join_records_whose_parting_the_voter_was_not_shown()
    {
        var joinedByEvidence = After(Vote("ab", Verdict.NotSame, Ministry)) with { Entities = [new("a", ["record-a"]), new("b", ["record-b", "record-c", "record-d", "record-e"])] };

        var decision = Decide(joinedByEvidence, Vote("ad", Verdict.Same, Guangdong));

        Assert.Equal(Reason.MergeConflict, decision.Rejection?.Reason);
    }

    [Fact]
    public void SAME_is_refused_where_others_of_the_two_persons_were_parted_by_a_judgement_of_their_own()
    {
        var parted = After(Vote("ab", Verdict.NotSame, Ministry), Vote("cd", Verdict.NotSame, Ministry)) with { Entities = [new("a", ["record-a", "record-d"]), new("b", ["record-b", "record-c", "record-e"])] };

        Assert.Equal(Reason.MergeConflict, Decide(parted, Vote("ae", Verdict.Same, Ministry)).Rejection?.Reason);

        // Taking back the one judgement leaves the other as it is.
        var joined = JudgementRules.InForce(Cast(parted, Vote("ab", Verdict.Same, Ministry)).Decisions);
        Assert.Equal((Verdict.Same, Verdict.NotSame), (joined[Pair("ae")], joined[Pair("de")]));
    }

    [Fact]
    public void SAME_takes_a_NOT_SAME_of_its_pair_back_and_leaves_to_the_machine_who_has_left_or_joined_either_person_since()
    {
        var apart = After(Vote("ab", Verdict.NotSame, Ministry)) with { Entities = [new("a", ["record-a", "record-d"]), new("b", ["record-b"]), new("c", ["record-c", "record-e"])] };

        var joined = Cast(apart, Vote("ab", Verdict.Same, Ministry));

        Assert.Equal([KeyValuePair.Create(Pair("ab"), Verdict.Same)], JudgementRules.InForce(joined.Decisions));
    }

    [Fact]
    public void A_decision_ends_the_votes_on_its_pair()
    {
        var judged = After(Vote("ab", Verdict.Same, Guangdong), Vote("ab", Verdict.NotSame, Shanghai), Vote("ab", Verdict.Same, Ministry));

        var decision = Assert.Single(judged.Decisions);
        Assert.Empty(decision.Open);
        Assert.Equal([Guangdong, Ministry], decision.DecidedBy.Select(v => v.Jurisdiction.Value));
    }
}
