using System.ComponentModel;
using System.Diagnostics;

namespace Coordination.Client.Local;

/// <summary>A process of the local system that outlives the command that started it.</summary>
/// <param name="Role">What it is: <c>gateway-1</c>, <c>silo-2</c>.</param>
/// <param name="Started">When it started: with the pid it says which process it is, for pids are used again.</param>
/// <param name="Log">Where its words go.</param>
public sealed record ManagedProcess(string Role, int Pid, DateTimeOffset Started, string Log)
{
    private static readonly TimeSpan _sameStart = TimeSpan.FromSeconds(2);

    public bool IsRunning
    {
        get
        {
            using var process = Find();
            return process is not null;
        }
    }

    /// <summary>Starts a program of ours detached from the terminal and from this process; the pid is the program's own.</summary>
    public static ManagedProcess Start(string role, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string log)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", "exec \"$@\" >>\"$COORD_LOG\" 2>&1 </dev/null", "sh", "dotnet", program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        start.Environment["COORD_LOG"] = log;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        return new(role, process.Id, process.StartTime, log);
    }

    /// <summary>Asks it to end, waits, and ends it if it does not.</summary>
    public async Task StopAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var process = Find();
        if (process is null)
        {
            return;
        }
        using (var terminate = Process.Start("kill", ["-TERM", $"{Pid}"]))
        {
            await terminate.WaitForExitAsync(cancellation);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill();
            await process.WaitForExitAsync(cancellation);
        }
    }

    /// <summary>The last lines that it wrote.</summary>
    public string LastWords(int lines) => File.Exists(Log) ? string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(lines)) : "";

    private Process? Find()
    {
        try
        {
            var process = Process.GetProcessById(Pid);
            if (!process.HasExited && !IsZombie(Pid) && (process.StartTime - Started.LocalDateTime).Duration() < _sameStart)
            {
                return process;
            }
            process.Dispose();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or IOException)
        {
            // There is no such process (any more).
        }
        return null;
    }

    // Killed, and not yet reaped by its parent: it still has its pid, and does nothing any more.
    private static bool IsZombie(int pid)
    {
        var status = $"/proc/{pid}/status";
        return File.Exists(status) && File.ReadLines(status).Any(line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
    }
}
