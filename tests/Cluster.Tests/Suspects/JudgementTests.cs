using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Cluster.Tests.Suspects;

/// <summary>Scenario C4 with people in the loop: three aliases, four provinces, three decoys. Records and verdicts come in any order, each twice, and the silo is restarted in between.</summary>
public sealed class JudgementTests
{
    private const string Guangdong = "440000", Shanghai = "310000", Zhejiang = "330000", Jiangsu = "320000", Shandong = "370000", Ministry = "000000";

    private static readonly (string Record, string Owner, SubmittedAttributes Content)[] Cast =
    [
        ("record-r1", Guangdong, new() { FullName = "张测一", IdNumber = "440000198503140012", Phones = ["13900000001"] }),
        ("record-r2", Shanghai, new() { FullName = "张测壹", IdNumber = "440000850314001", BankCards = ["9999990000000014"] }),
        ("record-r3", Zhejiang, new() { RomanisedName = "Zhang Ceyi", IdType = "护照", IdNumber = "E00000001", Phones = ["13900000001"], BankCards = ["9999990000000014"] }),
        ("record-r4", Jiangsu, new() { FullName = "王样本", Phones = ["13900000001"] }),
        ("record-d1", "510000", new() { FullName = "张测一", BirthDate = "1985-03-14", IdNumber = "440000198503140039" }),
        ("record-d2", "420000", new() { FullName = "李样例", IdNumber = "330000199206200022", Phones = ["13900000001"] }),
        ("record-d3", "350000", new() { FullName = "张测一", IdNumber = "440000198503140013" }),
    ];

    private static readonly (string Record, string Owner, SubmittedAttributes Content) R5 =
        ("record-r5", Shandong, new() { FullName = "李样例", IdNumber = "330000199206200022", BankCards = ["9999990000000014"] });

    private static IEnumerable<string> Records => Cast.Select(c => c.Record);

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Four_persons_after_judging_one_arrested_and_five_after_the_split_which_corrects_all_who_were_told(int seed)
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var (random, stored) = (new Random(seed), new StoredRecords(cluster));

        // 1. Load in any order.
        foreach (var (record, owner, content) in Cast.OrderBy(_ => random.Next())) { await stored.Submit(record, owner, content); }
        Assert.Equal(["d1", "d2", "d3", "r1,r2", "r3", "r4"], (await stored.Persons(Records)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal((7, 6), ((await stored.Counts()).Records, (await stored.Counts()).Persons));
        Assert.Equal(["record-d2", "record-r1", "record-r3"], await stored.Candidates("record-r4"));
        await cluster.Restart();

        // 2. Judge: R3 SAME, R4 SAME, D1 NOT_SAME, D2 NOT_SAME, D3 UNSURE. R4 belongs to a sealed case: the ministry's word stands for the others.
        Assert.Null(await stored.Judge("record-r3", "record-r1", Verdict.Same, Guangdong));
        Assert.Equal([Zhejiang], (await stored.Explain("record-r3", "record-r1")).WaitsFor.Select(c => c.Value));
        Assert.Null(await stored.Judge("record-r3", "record-r1", Verdict.Same, Zhejiang));
        Assert.Null(await stored.Judge("record-r4", "record-r1", Verdict.Same, Jiangsu));
        Assert.Null(await stored.Judge("record-r4", "record-r1", Verdict.Same, Ministry));
        foreach (var (decoy, verdict) in new[] { ("record-d1", Verdict.NotSame), ("record-d2", Verdict.NotSame), ("record-d3", Verdict.Unsure) }.OrderBy(_ => random.Next()))
        {
            Assert.Null(await stored.Judge(decoy, "record-r1", verdict, Ministry));
        }
        Assert.Equal(["d1", "d2", "d3", "r1,r2,r3,r4"], (await stored.Persons(Records)).Keys.Order(StringComparer.Ordinal));

        // 3. R5 joins D2 by its document; the candidate to S1 is blocked, and a contradiction is put before people.
        await stored.Submit(R5.Record, R5.Owner, R5.Content);
        Assert.Equal(["d1", "d2,r5", "d3", "r1,r2,r3,r4"], (await stored.Persons([.. Records, "record-r5"])).Keys.Order(StringComparer.Ordinal));
        Assert.NotEmpty((await stored.Explain("record-d2", "record-r1")).Conflicts);
        Assert.NotEmpty(await cluster.Service<MatchReads>().List(new(new(Shandong), MatchStates.Conflict, null, 10), TestContext.Current.CancellationToken));
        Assert.Equal(4, (await stored.Counts()).Persons);
        await cluster.Restart();

        // 6. Arrest on R3.
        var heads = new Dictionary<string, long>();
        foreach (var desk in new[] { Guangdong, Shanghai, Zhejiang, Jiangsu, "420000" }) { heads[desk] = await stored.InboxHead(desk); }
        await stored.Arrest("record-r3", "case-1");
        foreach (var desk in new[] { Guangdong, Shanghai, Jiangsu })
        {
            Assert.Equal(["component.arrest_noted"], (await stored.Notices(desk, heads[desk])).Select(n => n.EventType));
        }
        Assert.Empty(await stored.Notices("420000", heads["420000"]));
        Assert.Equal(1, (await stored.Counts()).Arrested);

        // 7. Un-merge R4, by two persons.
        Assert.Null(await stored.Split("record-r4", "record-r1", Jiangsu));
        Assert.Equal(4, (await stored.Counts()).Persons);
        foreach (var desk in heads.Keys) { heads[desk] = await stored.InboxHead(desk); }
        Assert.Null(await stored.Judge("record-r4", "record-r1", Verdict.NotSame, Guangdong));
        Assert.Equal(["d1", "d2,r5", "d3", "r1,r2,r3", "r4"], (await stored.Persons([.. Records, "record-r5"])).Keys.Order(StringComparer.Ordinal));
        foreach (var desk in new[] { Guangdong, Shanghai, Zhejiang, Jiangsu })
        {
            Assert.Equal(["component.match_decided"], (await stored.Notices(desk, heads[desk])).Select(n => n.EventType));
        }
        var counts = await stored.Counts();
        Assert.Equal((5, 1), (counts.Persons, counts.Arrested));
        Assert.Equal("record-r3", (await cluster.Grains.GetGrain<ISuspectComponentGrain>(await Home(cluster, "record-r3")).Read()).State!.Arrests.Single().Record);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Of_two_adjudicators_who_decide_differently_at_once_one_wins_and_the_other_is_told_the_judgement(int seed)
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var (random, stored) = (new Random(seed), new StoredRecords(cluster));
        foreach (var (record, owner, content) in Cast.OrderBy(_ => random.Next())) { await stored.Submit(record, owner, content); }
        var seen = (await stored.Explain("record-r4", "record-r1")).Revision;

        var answers = await Task.WhenAll(
            stored.Judge("record-r4", "record-r1", Verdict.Same, Ministry, seen, "1"), stored.Judge("record-r4", "record-r1", Verdict.NotSame, Ministry, seen, "2"));

        var refused = Assert.Single(answers, answer => answer is not null)!;
        var won = (await stored.Explain("record-r4", "record-r1")).InForce;
        Assert.Equal((Reason.EtagMismatch, won == Verdict.Same ? "SAME" : "NOT_SAME"), (refused.Reason, refused.Metadata[JudgementRules.CurrentJudgement]));
    }

    [Fact]
    public async Task A_vote_sent_again_after_its_component_moved_is_answered_as_the_first_time()
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var stored = new StoredRecords(cluster);
        foreach (var (record, owner, content) in Cast) { await stored.Submit(record, owner, content); }
        var vote = new JudgeMatch(new(Guid.NewGuid(), "000000/rms", "f1", "commander-1", JurisdictionCode.Ministry), RecordPair.Of("record-r3", "record-r4"), [], Verdict.NotSame, "looked at the files", null);
        var resolver = cluster.Grains.GetGrain<ISuspectResolver>("resolver");
        Assert.Null((await resolver.Judge(vote)).Rejection);
        Assert.Null(await stored.Judge("record-r3", "record-d1", Verdict.Same, Ministry));   // its component has a lower key

        var again = await resolver.Judge(vote);

        Assert.Equal((null, true), (again.Rejection, again.Replayed));
    }

    [Fact]
    public async Task A_vote_that_is_only_checked_changes_nothing_and_moves_nothing()
    {
        await using var cluster = new SiloCluster();
        await cluster.InitializeAsync();
        var stored = new StoredRecords(cluster);
        foreach (var (record, owner, content) in Cast) { await stored.Submit(record, owner, content); }
        var before = await stored.Persons(Records);
        var vote = new JudgeMatch(new(Guid.NewGuid(), "000000/rms", "f1", "commander-1", JurisdictionCode.Ministry) { ValidateOnly = true }, RecordPair.Of("record-r1", "record-r4"), [], Verdict.Same, "looked at the files", null);

        Assert.Null((await cluster.Grains.GetGrain<ISuspectResolver>("resolver").Judge(vote)).Rejection);

        Assert.Equal(before, await stored.Persons(Records));
    }

    private static async Task<string> Home(SiloCluster cluster, string record) => (await cluster.Service<IMatchIndex>().Load([new(record, 0)])).Single().Home!;
}
