using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Coordination.Client.Testing;

/// <summary>One failed test, or a run that broke off.</summary>
public sealed record TestFailure(string Test, string Message, string Where);

/// <summary>One test project being run as its own program; counts by the messages it reports.</summary>
public sealed class TestRun(string name, string program, IReadOnlyList<string> arguments)
{
    private const int WordsKept = 40;

    private readonly Dictionary<string, string> _running = [];
    private readonly Queue<string> _words = new();

    public string Name { get; } = name;
    public int Passed { get; private set; }
    public int Skipped { get; private set; }
    public List<TestFailure> Failures { get; } = [];
    public TimeSpan Took { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        if (!File.Exists(program))
        {
            Failures.Add(new TestFailure(Name, "It was not built.", program));
            return;
        }
        var start = new ProcessStartInfo("dotnet", [program, "-reporter", "json", "-noLogo", "-noColor", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        using var process = Process.Start(start)!;
        try
        {
            await Task.WhenAll(ReadAsync(process.StandardOutput, cancellation), ReadAsync(process.StandardError, cancellation));
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Failures.Add(new TestFailure(Name, "It did not end in time. Still running: " + string.Join(", ", _running.Values), ""));
            return;
        }
        finally
        {
            Took = watch.Elapsed;
        }
        if (process.ExitCode != 0 && Failures.Count == 0)
        {
            Failures.Add(new TestFailure(Name, $"The run broke off with exit code {process.ExitCode}.", string.Join(Environment.NewLine, _words)));
        }
    }

    private async Task ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            lock (_words)
            {
                if (line.StartsWith("{\"$type\"", StringComparison.Ordinal))
                {
                    Count(JsonNode.Parse(line)!);
                }
                else
                {
                    _words.Enqueue(line);
                    if (_words.Count > WordsKept) { _words.Dequeue(); }
                }
            }
        }
    }

    private void Count(JsonNode message)
    {
        switch ((string?)message["$type"])
        {
            case "test-starting":
                _running[Id(message)] = (string)message["TestDisplayName"]!;
                break;
            case "test-passed":
                Passed++;
                _running.Remove(Id(message));
                break;
            case "test-skipped":
                Skipped++;
                _running.Remove(Id(message));
                break;
            case "test-failed":
                _running.Remove(Id(message), out var test);
                Failures.Add(new TestFailure(test ?? Name, First(message["Messages"]), First(message["StackTraces"])));
                break;
            case "error-message" or "test-assembly-cleanup-failure" or "test-class-cleanup-failure" or "test-collection-cleanup-failure":
                Failures.Add(new TestFailure(Name, First(message["Messages"]), First(message["StackTraces"])));
                break;
        }
    }

    private static string Id(JsonNode message) => (string)message["TestUniqueID"]!;

    private static string First(JsonNode? texts) => texts is JsonArray { Count: > 0 } array ? (string?)array[0] ?? "" : "";
}
