using System.Text;
using Xunit;
using static Coordination.JointOperations.Takedown;

namespace Coordination.JointOperations;

public class PlanHashTests
{
    private static readonly Plan Sample = Plan((31, 2), (44, 1)) with { Quorum = AllCore(44, 31) };

    [Fact]
    public void Is_over_canonical_json_that_others_can_compute()
    {
        var form = Encoding.UTF8.GetString(PlanHash.CanonicalForm(Sample));

        Assert.Equal(
            """{"disconnectedPolicy":"PROCEED_AS_ORDERED","format":1,"""
            + """ "parties":[{"code":"310000","teams":["t1"]},{"code":"440000","teams":["t1"]}],""".TrimStart()
            + """ "quorum":{"core":["310000","440000"],"count":0,"rule":"ALL_CORE"},"tZero":"2025-09-29T22:00:00Z",""".TrimStart()
            + """ "targets":[{"id":"1","measures":["ARREST","SEARCH"],"party":"310000","subject":"suspects/s-1"},""".TrimStart()
            + """{"id":"2","measures":["ARREST","SEARCH"],"party":"310000","subject":"suspects/s-2"},"""
            + """{"id":"3","measures":["ARREST","SEARCH"],"party":"440000","subject":"suspects/s-3"}]}""",
            form);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(form))), PlanHash.Of(Sample));
    }

    public static TheoryData<string> SameTerms => [.. Same.Keys];

    private static readonly Dictionary<string, Plan> Same = new()
    {
        ["order of parties"] = Sample with { Parties = [.. Sample.Parties.Reverse()] },
        ["order of targets"] = Sample with { Targets = [.. Sample.Targets.Reverse()] },
        ["order of measures"] = Sample with { Targets = [.. Sample.Targets.Select(t => t with { Measures = [.. t.Measures.Reverse()] })] },
        ["order of the core"] = Sample with { Quorum = AllCore(31, 44) },
        ["T0 in another zone"] = Sample with { TZero = Sample.TZero.ToUniversalTime() },
        ["a count that its rule ignores"] = Sample with { Quorum = Sample.Quorum with { Count = 7 } },
        ["addresses and notes"] = Sample with { Targets = [.. Sample.Targets.Select(t => t with { Address = Text("a"), Notes = Text("n") })] },
        ["deadlines of the procedure"] = Sample with { ConsentDue = TZero.AddDays(-1), LeadTime = TimeSpan.FromHours(1) },
    };

    [Theory, MemberData(nameof(SameTerms))]
    public void Does_not_change_with(string what) => Assert.Equal(PlanHash.Of(Sample), PlanHash.Of(Same[what]));

    public static TheoryData<string> OtherTerms => [.. Other.Keys];

    private static readonly Dictionary<string, Plan> Other = new()
    {
        ["a party"] = Sample with { Parties = Sample.Parties.Add(new(Code(33))) },
        ["a team"] = Sample with { Parties = [.. Sample.Parties.Select(p => p with { Teams = ["t1", "t2"] })] },
        ["a target"] = Sample with { Targets = Sample.Targets.RemoveAt(0) },
        ["a subject"] = Sample with { Targets = Sample.Targets.SetItem(0, Sample.Targets[0] with { Subject = "suspects/s-9" }) },
        ["who acts"] = Sample with { Targets = Sample.Targets.SetItem(0, Sample.Targets[0] with { Party = Code(44) }) },
        ["a measure"] = Sample with { Targets = Sample.Targets.SetItem(0, Sample.Targets[0] with { Measures = [Measure.Arrest] }) },
        ["T0 by a second"] = Sample with { TZero = TZero.AddSeconds(1) },
        ["the quorum rule"] = Sample with { Quorum = Quorum.All },
        ["the core"] = Sample with { Quorum = AllCore(31) },
        ["the disconnected policy"] = Sample with { DisconnectedPolicy = DisconnectedPolicy.Hold },
    };

    [Theory, MemberData(nameof(OtherTerms))]
    public void Changes_with(string what) => Assert.NotEqual(PlanHash.Of(Sample), PlanHash.Of(Other[what]));
}
