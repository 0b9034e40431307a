using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Coordination.Client.Cli;

namespace Coordination.Client.Connection;

/// <summary>One gateway as the context file names it.</summary>
/// <param name="TokenCommand">Prints the token of the person who decides; run by the shell at each call.</param>
public sealed record Context(string Endpoint, string? Ca, string? Cert, string? Key, string? TokenCommand);

/// <summary>The contexts of this user, in <c>$XDG_CONFIG_HOME/coord/contexts.json</c>. It holds paths, no secrets.</summary>
public sealed record ContextFile
{
    private static string Location => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "coord", "contexts.json");

    public string? Current { get; init; }

    public SortedDictionary<string, Context> Contexts { get; init; } = [];

    public static ContextFile Load() => File.Exists(Location) ? JsonSerializer.Deserialize(File.ReadAllText(Location), ContextJson.Default.ContextFile)! : new();

    public void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Location)!);
        File.WriteAllText(Location, JsonSerializer.Serialize(this, ContextJson.Default.ContextFile));
    }

    /// <summary>The context of this name, or the current one; null if there is none.</summary>
    public Profile? Find(string? name)
    {
        if ((name ?? Current) is not { } wanted)
        {
            return null;
        }
        if (!Contexts.TryGetValue(wanted, out var context))
        {
            throw new CommandException($"There is no context '{wanted}'. There are: {string.Join(", ", Contexts.Keys)}.");
        }
        return new Profile(new Uri(context.Endpoint), context.Ca, context.Cert, context.Key, Token(context));
    }

    private static string? Token(Context context)
    {
        if (context.TokenCommand is null)
        {
            return null;
        }
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", context.TokenCommand]) { RedirectStandardOutput = true })!;
        var token = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? token : throw new CommandException($"The token command ended with {process.ExitCode}.", ExitCode.Denied);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContextFile))]
internal sealed partial class ContextJson : JsonSerializerContext;
