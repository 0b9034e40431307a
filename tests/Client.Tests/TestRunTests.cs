using Coordination.Client.Testing;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class TestRunTests
{
    private static readonly string _thisProgram = typeof(TestRunTests).Assembly.Location;

    [Fact]
    public async Task A_run_counts_what_its_program_reports()
    {
        var run = new TestRun("some", _thisProgram, ["-method", "*.The_same_question_has_the_same_id_and_another_question_another"]);

        await run.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, 0, 0), (run.Passed, run.Failures.Count, run.Skipped));
    }

    [Fact]
    public async Task A_run_that_breaks_off_is_a_failure_with_its_last_words()
    {
        var run = new TestRun("broken", _thisProgram, ["-no-such-option"]);

        await run.RunAsync(TestContext.Current.CancellationToken);

        Assert.Contains("-no-such-option", Assert.Single(run.Failures).Where, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_was_not_built_is_a_failure()
    {
        var run = new TestRun("missing", _thisProgram + ".not", []);

        await run.RunAsync(TestContext.Current.CancellationToken);

        Assert.Single(run.Failures);
    }
}
