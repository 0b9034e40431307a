using Coordination.Client.Cli;
using Coordination.Client.Local;
using Xunit;

namespace Coordination.Client.Tests;

public sealed class ManagedProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    // An import keeps trying for a while when nobody answers: a program that runs until it is stopped.
    private ManagedProcess StartSomething()
    {
        var file = Path.Combine(_folder.FullName, "cases.csv");
        File.WriteAllText(file, "case_number,title,focus_area,report_source\nC-1,报案,OTHER,REPORT\n");
        var environment = new Dictionary<string, string> { ["COORD_ENDPOINT"] = "https://127.0.0.1:1" };
        return ManagedProcess.Start("import", typeof(ExitCode).Assembly.Location, ["import", "cases", file], environment, Path.Combine(_folder.FullName, "log"));
    }

    [Fact]
    public async Task A_started_process_runs_until_it_is_stopped()
    {
        var process = StartSomething();

        var ranBefore = process.IsRunning;
        await process.StopAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.True(ranBefore);
        Assert.False(process.IsRunning);
    }

    [Fact]
    public async Task A_pid_that_is_used_again_is_another_process()
    {
        var process = StartSomething();

        Assert.False((process with { Started = process.Started.AddMinutes(-5) }).IsRunning);

        await process.StopAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
