using System.CommandLine;
using Spectre.Console;

namespace Coordination.Client.Cli;

/// <summary>How data are printed.</summary>
public enum OutputFormat
{
    Table,
    Json,
    Ndjson,
    Name,
}

/// <summary>What one invocation was told about its output: data go to stdout, words and progress to stderr.</summary>
public sealed class Session
{
    private static readonly Option<OutputFormat?> _output = new("--output", "-o") { Description = "Format of the data: table, json, ndjson or name.", Recursive = true };
    private static readonly Option<bool> _json = new("--json") { Description = "Short for -o json.", Recursive = true };
    private static readonly Option<bool> _noColor = new("--no-color") { Description = "No colours; also by NO_COLOR.", Recursive = true };
    private static readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Errors with all their details.", Recursive = true };

    public Session(ParseResult parsed)
    {
        Format = parsed.GetValue(_json) ? OutputFormat.Json : parsed.GetValue(_output) ?? OutputFormat.Table;
        Verbose = parsed.GetValue(_verbose);
        var colors = parsed.GetValue(_noColor) || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? ColorSystemSupport.NoColors
            : ColorSystemSupport.Detect;
        Data = Console(System.Console.Out, colors);
        Words = Console(System.Console.Error, colors);
    }

    public static IEnumerable<Option> Options => [_output, _json, _noColor, _verbose];

    public OutputFormat Format { get; }

    public bool Verbose { get; }

    /// <summary>Tables for people, on stdout.</summary>
    public IAnsiConsole Data { get; }

    /// <summary>Words and progress, on stderr.</summary>
    public IAnsiConsole Words { get; }

    /// <summary>True where stderr is a terminal, so that drawing makes sense.</summary>
    public bool Draws => Words.Profile.Capabilities.Interactive && !System.Console.IsErrorRedirected;

    /// <summary>A line of words; whole, unless a terminal has to fit it.</summary>
    public void Say(string line)
    {
        if (Draws)
        {
            Words.WriteLine(line); // keeps clear of what is being drawn
        }
        else
        {
            System.Console.Error.WriteLine(line);
        }
    }

    /// <summary>A line of data, as it stands.</summary>
    public static void Print(string line) => System.Console.Out.WriteLine(line);

    private static IAnsiConsole Console(TextWriter writer, ColorSystemSupport colors)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), ColorSystem = colors });
        if (writer == System.Console.Error ? System.Console.IsErrorRedirected : System.Console.IsOutputRedirected)
        {
            console.Profile.Width = 200; // there is no terminal to fit
        }
        return console;
    }
}
