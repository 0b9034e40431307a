using Coordination.Gateway.Tests.Hosting;
using Coordination.V1;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

public sealed class SuspectListTests(TestGateway gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_walk_shows_each_own_record_once_with_its_person_and_nothing_of_what_it_says()
    {
        var own = Client("640000");
        string[] sent = [.. Enumerable.Range(1, 5).Select(n => $"walk-{n}")];
        foreach (var id in sent) { await Submit(own, id, new() { FullName = "张测一", IdNumber = "640000198503140013", Phones = { $"1390000010{id[^1]}" } }); }
        await Submit(Client("650000"), "another's", new() { FullName = "李样例" });
        await Settled(own, sent);

        var walked = (await Walk(own, pageSize: 2)).Where(record => sent.Contains(record.SourceRecordId)).ToList();   // others test with this province too

        Assert.Equal(sent, walked.Select(record => record.SourceRecordId).Order());
        Assert.Equal(walked.Select(record => record.Name).Order(StringComparer.Ordinal), walked.Select(record => record.Name));
        Assert.All(walked, record => Assert.StartsWith("suspects/", record.Suspect, StringComparison.Ordinal));
        Assert.All(walked, record => Assert.Null(record.Attributes));
        Assert.All(walked, record => Assert.Equal(["ID_CHECK_FAILED"], record.Flags));
        Assert.All(walked, record => Assert.Equal(own.GetSuspectRecord(new() { Name = record.Name }, cancellationToken: Cancel).Etag, record.Etag));
    }

    [Fact]
    public async Task A_token_of_another_caller_is_refused()
    {
        var own = Client("620000");
        foreach (var id in (string[])["t1", "t2"]) { await Submit(own, id, new() { FullName = "王样本" }); }
        await Settled(own, ["t1", "t2"]);
        var page = await own.ListSuspectRecordsAsync(new() { PageSize = 1 }, cancellationToken: Cancel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client("630000").ListSuspectRecordsAsync(new() { PageToken = page.NextPageToken }, cancellationToken: Cancel));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Fact]
    public async Task A_pair_names_both_records_to_who_holds_both_one_to_who_holds_one_and_none_to_the_ministry()
    {
        var (own, other) = (Client("540000"), Client("460000"));
        // The second number fails its check and is a slip away from the first: a pair for a person, by B10.
        var first = await Submit(own, "pair-1", new() { FullName = "赵测二", IdNumber = "540000198503140016" });
        var second = await Submit(own, "pair-2", new() { FullName = "赵测二", IdNumber = "540000198503140010" });
        await Submit(other, "pair-3", new() { FullName = "赵测二", IdNumber = "540000198503140011" });

        var mine = await Eventually(async () => (await own.ListMatchesAsync(new(), cancellationToken: Cancel)).Matches, matches => matches.Any(IsWithin) && matches.Any(IsAcross));
        var theirs = (await other.ListMatchesAsync(new(), cancellationToken: Cancel)).Matches;
        var all = (await Ministry().ListMatchesAsync(new() { PageSize = 1000 }, cancellationToken: Cancel)).Matches;

        var within = mine.Single(IsWithin);
        Assert.Equal([.. new[] { first.Name, second.Name }.Order(StringComparer.Ordinal)], within.OwnRecords.Order(StringComparer.Ordinal));
        Assert.Equal(["540000"], within.Desks);
        var across = theirs.First(match => mine.Any(m => m.Name == match.Name && IsAcross(m)));
        Assert.Single(across.OwnRecords);
        Assert.Equal(["460000", "540000"], across.Desks);
        Assert.Contains(mine, match => match.Name == across.Name && !match.OwnRecords.Contains(across.OwnRecords[0]));
        Assert.Contains(all, match => match.Name == across.Name);
        Assert.All(all, match => Assert.Empty(match.OwnRecords));

        // Others test with these provinces too.
        bool IsWithin(Match match) => match.OwnRecords.Contains(first.Name) && match.OwnRecords.Contains(second.Name);
        bool IsAcross(Match match) => match.Desks.SequenceEqual(["460000", "540000"]) && match.OwnRecords.Count == 1 && (match.OwnRecords[0] == first.Name || match.OwnRecords[0] == second.Name);
    }

    private static async Task<SuspectRecord> Submit(SuspectService.SuspectServiceClient client, string id, SuspectAttributes attributes) =>
        await client.SubmitSuspectRecordAsync(new() { RequestId = Guid.NewGuid().ToString(), SourceRecordId = id, Attributes = attributes }, cancellationToken: Cancel);

    private static async Task<List<SuspectRecord>> Walk(SuspectService.SuspectServiceClient client, int pageSize)
    {
        List<SuspectRecord> walked = [];
        var token = "";
        do
        {
            var page = await client.ListSuspectRecordsAsync(new() { PageSize = pageSize, PageToken = token }, cancellationToken: Cancel);
            walked.AddRange(page.SuspectRecords);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return walked;
    }

    private static async Task Settled(SuspectService.SuspectServiceClient client, string[] ids) => await Eventually(
        async () => (await client.ListSuspectRecordsAsync(new() { PageSize = 1000 }, cancellationToken: Cancel)).SuspectRecords,
        records => ids.All(id => records.Any(record => record.SourceRecordId == id && record.Suspect.Length > 0)));

    private static async Task<T> Eventually<T>(Func<Task<T>> read, Predicate<T> holds)
    {
        while (true)
        {
            var now = await read();
            if (holds(now)) { return now; }
            await Task.Delay(20, Cancel);
        }
    }

    private SuspectService.SuspectServiceClient Ministry() => new(gateway.Province("000000", gateway.Authority.IssueToken("000000", "commander-a", ["commander"])));

    private SuspectService.SuspectServiceClient Client(string jurisdiction) => new(gateway.Province(jurisdiction));
}
