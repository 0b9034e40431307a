using Coordination.Inquiries;
using Coordination.Persistence.Reads;
using Xunit;

namespace Coordination.Cluster.Tests.Inquiries;

/// <summary>What only a running grain shows: the budget under concurrent searches, and a search sent again.</summary>
public sealed class InquiryGrainTests(SiloCluster cluster) : IClassFixture<SiloCluster>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_thirty_searches_at_once_twenty_are_made()
    {
        var inquiry = cluster.Grains.GetGrain<IInquiryGrain>("inquiry-budget");

        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => inquiry.Execute(Search($"search-budget-{i}"))));

        Assert.Equal(20, replies.Count(reply => reply.Rejection is null));
        Assert.Equal(10, replies.Count(reply => reply.Rejection?.Reason is Reason.SearchQuota));
    }

    [Fact]
    public async Task A_search_sent_again_is_made_once_even_when_its_budget_is_spent_and_the_row_has_forgotten_it()
    {
        var inquiry = cluster.Grains.GetGrain<IInquiryGrain>("inquiry-again");
        var first = Search("search-again");
        await inquiry.Execute(first);
        for (var i = 0; i < 19; i++)
        {
            await inquiry.Execute(Search($"search-again-{i}"));
        }

        var again = await inquiry.Execute(first with { Hits = [], BasisStands = false });
        var next = await inquiry.Execute(Search("search-again-next"));

        Assert.True(again.Replayed);
        Assert.Equal(Reason.SearchQuota, next.Rejection?.Reason);
        await cluster.Service<Freshness>().WaitForLog(Cancel);
        Assert.Equal(["inquiry.made", "inquiry.hit-noted"], (await cluster.Service<SearchReads>().Trail("search-again", Cancel)).Select(entry => entry.EventType));
    }

    private static MakeSearch Search(string search) => new(
        new(Guid.NewGuid(), "500000/rms", "f", "officer-1", new("500000"), "lead"), search, SelectorKind.Phone, search, "cases/1", true,
        [new("e1", HitBand.Weak, [new("record-1", new("440000"))])], []);
}
