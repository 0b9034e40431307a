using Coordination.Gateway.Tests.Hosting;
using Coordination.V1;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

/// <summary>Notices hold ids and kinds only, are numbered without gaps, and are acknowledged once for each system.</summary>
public sealed class InboxTests(TestGateway gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_inbox_goes_on_page_by_page_without_gaps_from_where_the_system_has_acknowledged()
    {
        using var desk = new Desk(gateway, "140000");
        var names = new List<string>();
        foreach (var number in new[] { "INBOX-1", "INBOX-2", "INBOX-3" })
        {
            names.Add(await desk.OpenCase(number));
        }
        var start = (await desk.Notices(0)).First(notice => notice.Resource == names[0]).Number;

        var first = await desk.Watch.ReadInboxAsync(new() { After = start - 1, PageSize = 2 }, cancellationToken: Cancel);
        var mark = await desk.Watch.AckInboxAsync(new() { RequestId = Desk.NewId(), Through = first.Notices[^1].Number }, cancellationToken: Cancel);
        var rest = await desk.Watch.ReadInboxAsync(new(), cancellationToken: Cancel);

        Assert.Equal(names, first.Notices.Concat(rest.Notices).Where(notice => notice.Type == "case.reported").Select(notice => notice.Resource));
        Assert.Equal(Enumerable.Range(0, first.Notices.Count + rest.Notices.Count).Select(i => start + i), first.Notices.Concat(rest.Notices).Select(notice => notice.Number));
        Assert.Equal((mark.Acked, rest.Notices[^1].Number), (rest.Acked, rest.Head));
    }

    [Fact]
    public async Task An_acknowledgement_is_idempotent_never_goes_back_is_no_notice_itself_and_never_exceeds_the_head()
    {
        using var desk = new Desk(gateway, "150000");
        await desk.OpenCase("ACK-1");
        await desk.OpenCase("ACK-2");
        var head = await desk.InboxHead();
        var request = new AckInboxRequest { RequestId = Desk.NewId(), Through = head };

        var acked = await desk.Watch.AckInboxAsync(request, cancellationToken: Cancel);
        var again = await desk.Watch.AckInboxAsync(request, cancellationToken: Cancel);
        var lower = await desk.Watch.AckInboxAsync(new() { RequestId = Desk.NewId(), Through = head - 1 }, cancellationToken: Cancel);
        var beyond = await Assert.ThrowsAsync<RpcException>(async () =>
            await desk.Watch.AckInboxAsync(new() { RequestId = Desk.NewId(), Through = head + 1_000 }, cancellationToken: Cancel));

        Assert.Equal([head, head, head], new[] { acked, again, lower }.Select(mark => mark.Acked));
        Assert.Equal(head, await desk.InboxHead());
        Assert.Equal(("FIELD_INVALID", "through"), (beyond.Reason(), Assert.Single(beyond.Fields())));
    }

    [Fact]
    public async Task A_notice_that_is_not_ones_own_is_in_nobody_elses_inbox()
    {
        using var desk = new Desk(gateway, "220000");
        using var other = new Desk(gateway, "210000");
        var own = await desk.OpenCase("OWN-INBOX");

        Assert.Contains(await desk.Notices(0), notice => notice.Resource == own);
        Assert.DoesNotContain(await other.Notices(0), notice => notice.Resource == own);
    }
}
