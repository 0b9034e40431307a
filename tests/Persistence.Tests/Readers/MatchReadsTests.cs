using Coordination.Persistence.Matching;
using Coordination.Persistence.Projections;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Reads;
using Coordination.Persistence.Verify;
using Coordination.Suspects;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

/// <summary>Which pairs people have to do with, on both databases, as the log tells: the same when it is read anew.</summary>
public sealed class MatchReadsTests(TestServer server)
{
    private static readonly JurisdictionCode Guangdong = new("440000"), Shanghai = new("310000"), Zhejiang = new("330000"), Jiangsu = new("320000");

    private static readonly ImmutableArray<Member> Members =
        [new("record-a", 1, Guangdong), new("record-b", 1, Shanghai), new("record-c", 1, Zhejiang), new("record-d", 1, Jiangsu)];

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Pairs_are_listed_by_state_to_those_who_may_judge_them_and_stay_so_when_the_log_is_read_anew(StoreKind kind)
    {
        await using var cluster = await Cluster(await TestStore.Create(server, kind), kind);
        var apart = Settlement([["record-a"], ["record-b", "record-c"], ["record-d"]]) with
        {
            Reviews = [new("record-a", "record-b", 2.5, "MeanTooLow", -1), new("record-a", "record-d", 3.5, "GroundsTooFew", -1)],
            Conflicts = [new(new("record-c", "record-d"), [], new RecordPair("record-b", "record-d"))],
        };
        await Send(cluster, new SettleComponent(Header(JurisdictionCode.Ministry, "resolver"), apart));
        // A vote to part b and c: whoever holds a record of that person may answer.
        await Send(cluster, Vote(Shanghai, "1", new("record-b", "record-c"), ["record-b"], Verdict.NotSame, apart));
        await Send(cluster, Vote(JurisdictionCode.Ministry, "1", new("record-a", "record-d"), [], Verdict.NotSame, apart with { Reviews = apart.Reviews[..1] }));
        await Send(cluster, new NoteArrest(Header(JurisdictionCode.Ministry, "reaction"), new("record-b", "case-1", "m-1", DateTimeOffset.UnixEpoch)) { Settlement = apart with { Reviews = apart.Reviews[..1] } });

        Assert.Equal(["ab"], await Listed(Guangdong, MatchStates.Open));
        Assert.Equal(["ab", "bc"], await Listed(Shanghai, MatchStates.Open));
        Assert.Equal(["bc"], await Listed(Zhejiang, MatchStates.Open));
        Assert.Equal(["ad"], await Listed(Guangdong, MatchStates.Decided));
        Assert.Equal(["bd"], await Listed(Shanghai, MatchStates.Conflict));
        Assert.Equal(["bd", "cd"], await Listed(Jiangsu, MatchStates.Conflict));
        Assert.Equal(["ab", "bc"], await Listed(JurisdictionCode.Ministry, MatchStates.Open));
        Assert.Equal(["ab", "bc", "bd"], (await Service<MatchReads>(cluster).Of("record-b", Cancel)).Select(Letters).Order(StringComparer.Ordinal));
        Assert.Equal((1, 2), ((await Service<SuspectReads>(cluster).Count(Cancel)).Arrested, (await Service<SuspectReads>(cluster).Count(Cancel)).Reviews));

        var report = await new StoreVerifier([new ProjectionsCheck(Service<StoreDatabase>(cluster), [new SuspectProjection()])]).Run(null, Cancel);
        Assert.True(report.Sound, string.Join(Environment.NewLine, report.Checks.SelectMany(c => c.Findings)));
        Assert.True(report.Checks.Single().Checked > 0);

        async Task<IEnumerable<string>> Listed(JurisdictionCode caller, string state)
        {
            await Service<Freshness>(cluster).WaitForLog(Cancel);
            return (await Service<MatchReads>(cluster).List(new(caller, state, null, 100), Cancel)).Select(Letters);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_walk_through_a_queue_shows_each_pair_once_the_weightiest_first(StoreKind kind)
    {
        await using var cluster = await Cluster(await TestStore.Create(server, kind), kind);
        PendingReview[] reviews = [new("record-a", "record-b", 2, "", 0), new("record-a", "record-c", 2, "", 0), new("record-a", "record-d", 5, "", 0), new("record-b", "record-c", -1, "", 0)];
        await Send(cluster, new SettleComponent(Header(JurisdictionCode.Ministry, "resolver"),
            Settlement([["record-a"], ["record-b"], ["record-c"], ["record-d"]]) with { Reviews = [.. reviews] }));
        await Service<Freshness>(cluster).WaitForLog(Cancel);

        var walked = new List<string>();
        for (SuspectMatch? last = null; await Next(last) is { } next; last = next) { walked.Add(Letters(next)); }

        Assert.Equal(["ad", "ab", "ac", "bc"], walked);

        async Task<SuspectMatch?> Next(SuspectMatch? last) =>
            (await Service<MatchReads>(cluster).List(new(JurisdictionCode.Ministry, MatchStates.Open, last?.Cursor, 1), Cancel)).SingleOrDefault();
    }

    private static string Letters(SuspectMatch match) => $"{match.RecordA[^1]}{match.RecordB[^1]}";

    private static Task<InProcessTestCluster> Cluster(TestStore store, StoreKind kind) => store.Cluster(silo: silo =>
        silo.Services.AddGrains().AddMatching().AddProjections().AddLogReaders(kind).AddReadModel().AddSingleton<SuspectReads>().AddSingleton<MatchReads>());

    private static T Service<T>(InProcessTestCluster cluster) where T : notnull => cluster.Silos[0].ServiceProvider.GetRequiredService<T>();

    private static async Task Send(InProcessTestCluster cluster, SuspectComponentCommand command)
    {
        var reply = await cluster.Client.GetGrain<ISuspectComponentGrain>("component-a").Execute(command);
        Assert.True(reply.Rejection is null, reply.Rejection?.Message);
    }

    private static JudgeMatch Vote(JurisdictionCode by, string person, RecordPair pair, ImmutableArray<string> part, Verdict verdict, Settlement settlement) =>
        new(Header(by, $"officer-{by}-{person}"), pair, part, verdict, "looked at the files", null) { Settlement = settlement, Bits = 1.25 };

    private static Settlement Settlement(ImmutableArray<ImmutableArray<string>> clusters) => new() { Members = Members, Clusters = clusters, ModelVersion = "test" };

    private static CommandHeader Header(JurisdictionCode by, string actor) => new(Guid.NewGuid(), $"{by}/rms", $"{Guid.NewGuid()}", actor, by);
}
