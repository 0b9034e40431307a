using Coordination.Imports;
using Xunit;

namespace Coordination.Domain.Tests.Imports;

public sealed class ImportMachineTests
{
    [Fact]
    public void The_durable_mark_rises_and_each_stretch_is_counted()
    {
        var job = After(Start(), Advance(10, created: 10), Advance(15, created: 5));

        Assert.Equal((15, 15), (job.DurableThrough, job.Counts.Created));
    }

    [Fact]
    public void A_stream_opened_later_goes_on_from_the_mark_and_the_older_one_has_ended()
    {
        var job = After(Start(), Advance(10, created: 10), Start());

        Assert.Equal((1, 10), (job.Stream, job.DurableThrough));
        Assert.Equal(Reason.ImportSuperseded, ImportMachine.Decide(job, Advance(20, created: 10)).Rejection?.Reason);
        Assert.Equal(Reason.ImportSuperseded, ImportMachine.Decide(job, new CompleteImport(By("440000"), Stream: 0)).Rejection?.Reason);
        Assert.Null(ImportMachine.Decide(job, Advance(20, created: 10, stream: 1)).Rejection);
    }

    [Fact]
    public void An_import_id_is_for_one_number_of_records() =>
        Assert.Equal(Reason.RequestIdReused, ImportMachine.Decide(After(Start()), new StartImport(By("440000"), Total: 21)).Rejection?.Reason);

    [Fact]
    public void Another_jurisdiction_does_not_learn_that_the_import_exists()
    {
        var decision = ImportMachine.Decide(After(Start()), new CompleteImport(By("310000"), Stream: 0));

        Assert.Equal(Reason.ResourceNotFound, decision.Rejection?.Reason);
    }

    [Fact]
    public void Refuses_to_advance_what_was_never_started() =>
        Assert.Equal(Reason.ResourceNotFound, ImportMachine.Decide(new(), Advance(1, created: 1)).Rejection?.Reason);

    private static ImportJob After(params ImportCommand[] commands) => commands.Aggregate(new ImportJob(), (state, command) =>
        ImportMachine.Decide(state, command).Events.Aggregate(state, ImportMachine.Apply));

    private static StartImport Start() => new(By("440000"), 20);
    private static AdvanceImport Advance(long through, long created, int stream = 0) => new(By("440000"), stream, through, new(created, 0, 0, 0));
    private static CommandHeader By(string jurisdiction) => new(Guid.Empty, $"{jurisdiction}/rms", "f", $"{jurisdiction}/rms", new(jurisdiction));
}
