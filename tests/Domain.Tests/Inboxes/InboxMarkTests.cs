using Xunit;

namespace Coordination.Inboxes;

public sealed class InboxMarkTests
{
    [Theory]
    [InlineData(0, 3, 5, 3L)]
    [InlineData(3, 5, 5, 5L)]
    [InlineData(3, 3, 5, null)]
    [InlineData(3, 2, 5, null)]
    public void A_mark_only_rises(long before, long through, long head, long? moved)
    {
        var decision = InboxMarkMachine.Decide(new() { Through = before }, Acknowledge(through, head));

        Assert.Null(decision.Rejection);
        Assert.Equal(moved, (decision.Events.SingleOrDefault() as InboxAcknowledged)?.Through);
    }

    [Fact]
    public void Nobody_acknowledges_more_than_there_is()
    {
        var decision = InboxMarkMachine.Decide(new() { Through = 3 }, Acknowledge(through: 6, head: 5));

        Assert.Equal((Reason.FieldInvalid, "through"), (decision.Rejection!.Reason, Assert.Single(decision.Rejection.Violations).Subject));
        Assert.Empty(decision.Events);
    }

    private static AcknowledgeInbox Acknowledge(long through, long head) =>
        new(new(Guid.Empty, "440000/rms", "f", "440000/rms", new("440000")), through, head);
}
