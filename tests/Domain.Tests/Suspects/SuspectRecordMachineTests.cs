using Coordination.Suspects;
using Xunit;

namespace Coordination.Domain.Tests.Suspects;

public sealed class SuspectRecordMachineTests
{
    private static readonly Protected Sealed = new("k", "c");

    [Fact]
    public void The_first_submission_makes_the_caller_the_owner()
    {
        var record = After(Submit("440000", "hash-1"));

        Assert.Equal(("440000", "hash-1"), (record.Owner.Value, record.ContentHash));
    }

    [Fact]
    public void The_same_content_again_changes_nothing()
    {
        var decision = SuspectRecordMachine.Decide(After(Submit("440000", "hash-1")), Submit("440000", "hash-1"));

        Assert.Null(decision.Rejection);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void Other_content_replaces_what_was_submitted()
    {
        var record = After(Submit("440000", "hash-1"), Submit("440000", "hash-2"));

        Assert.Equal("hash-2", record.ContentHash);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_seal_is_set_or_lifted_by_the_same_content_sent_again(bool before, bool after)
    {
        var record = After(Submit("440000", "hash-1") with { Sealed = before });
        Assert.Equal(before, record.Sealed);

        var decision = SuspectRecordMachine.Decide(record, Submit("440000", "hash-1") with { Sealed = after });

        Assert.Equal(after, SuspectRecordMachine.Apply(record, Assert.Single(decision.Events)).Sealed);
    }

    [Fact]
    public void Another_jurisdiction_does_not_learn_that_the_record_exists()
    {
        var decision = SuspectRecordMachine.Decide(After(Submit("440000", "hash-1")), Submit("310000", "hash-1"));

        Assert.Equal(Reason.ResourceNotFound, decision.Rejection?.Reason);
    }

    private static SuspectRecord After(params SuspectRecordCommand[] commands) => commands.Aggregate(new SuspectRecord(), (state, command) =>
        SuspectRecordMachine.Decide(state, command).Events.Aggregate(state, SuspectRecordMachine.Apply));

    private static SubmitRecord Submit(string by, string content) =>
        new(new(Guid.Empty, $"{by}/rms", "f", $"{by}/rms", new(by)), "R1", "", Sealed, content);
}
