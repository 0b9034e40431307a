using Coordination.Imports;
using Xunit;

namespace Coordination.Domain.Tests.Imports;

public sealed class ImportMachineTests
{
    [Fact]
    public void The_durable_mark_rises_and_counts_each_stretch_once()
    {
        var job = After(Start(), Advance(0, 10, created: 10), Advance(10, 15, created: 5));

        Assert.Equal((15, 15), (job.DurableThrough, job.Counts.Created));
    }

    [Fact]
    public void A_second_stream_of_the_same_import_cannot_count_a_stretch_again()
    {
        var job = After(Start(), Advance(0, 10, created: 10));

        var same = ImportMachine.Decide(job, Advance(0, 10, created: 10));
        var overlapping = ImportMachine.Decide(job, Advance(0, 20, created: 20));

        Assert.Equal((null, 0), (same.Rejection, same.Events.Length));
        Assert.Equal(Reason.EtagMismatch, overlapping.Rejection?.Reason);
    }

    [Fact]
    public void Starting_again_goes_on_where_the_mark_is()
    {
        var job = After(Start(), Advance(0, 10, created: 10), Start());

        Assert.Equal(10, job.DurableThrough);
    }

    [Fact]
    public void Another_jurisdiction_does_not_learn_that_the_import_exists()
    {
        var decision = ImportMachine.Decide(After(Start()), new CompleteImport(By("310000")));

        Assert.Equal(Reason.ResourceNotFound, decision.Rejection?.Reason);
    }

    [Fact]
    public void Refuses_to_advance_what_was_never_started() =>
        Assert.Equal(Reason.ResourceNotFound, ImportMachine.Decide(new(), Advance(0, 1, created: 1)).Rejection?.Reason);

    private static ImportJob After(params ImportCommand[] commands) => commands.Aggregate(new ImportJob(), (state, command) =>
        ImportMachine.Decide(state, command).Events.Aggregate(state, ImportMachine.Apply));

    private static StartImport Start() => new(By("440000"), 20);
    private static AdvanceImport Advance(long from, long through, long created) => new(By("440000"), from, through, new(created, 0, 0, 0));
    private static CommandHeader By(string jurisdiction) => new(Guid.Empty, $"{jurisdiction}/rms", "f", $"{jurisdiction}/rms", new(jurisdiction));
}
