using System.CommandLine;
using Coordination.Client.Cli;
using Coordination.Client.Local;

namespace Coordination.Client.Connection;

/// <summary>Which gateway to call and as whom.</summary>
/// <param name="Ca">The authority that signed the gateway's certificate, PEM.</param>
/// <param name="Certificate">The caller's certificate, PEM.</param>
/// <param name="Key">Its private key, PEM; readable by its owner only.</param>
/// <param name="Token">Token of the person who decides; null if only a system calls.</param>
public sealed record Profile(Uri Endpoint, string? Ca, string? Certificate, string? Key, string? Token)
{
    private static readonly Option<string?> _context = new("--context") { Description = "Context of the context file; default the current one." };
    private static readonly Option<string?> _as = new("--as") { Description = "On a local system: the jurisdiction to act for, e.g. 310000." };
    private static readonly Option<string?> _person = new("--person") { Description = "On a local system: the person who decides, e.g. commander-a." };

    public static void AddOptions(Command command)
    {
        foreach (var option in new Option[] { _context, _as, _person, LocalSystem.StateOption })
        {
            command.Add(option);
        }
    }

    /// <summary>True if environment, context file or options say whom to call as whom; else a local system's identities are free to choose.</summary>
    public static bool IsGiven(ParseResult parsed) =>
        Environment.GetEnvironmentVariable("COORD_ENDPOINT") is { Length: > 0 } || parsed.GetValue(_as) is not null || ContextFile.Load().Find(parsed.GetValue(_context)) is not null;

    /// <summary>Environment before context before local system.</summary>
    public static async Task<Profile> FromAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var found = Environment.GetEnvironmentVariable("COORD_ENDPOINT") is { Length: > 0 } endpoint
            ? new Profile(new Uri(endpoint), null, null, null, null)
            : parsed.GetValue(_as) is null && ContextFile.Load().Find(parsed.GetValue(_context)) is { } context
                ? context
                : await LocalSystem.At(parsed.GetValue(LocalSystem.StateOption)).ProfileOfAsync(parsed.GetValue(_as), parsed.GetValue(_person), cancellation);
        found = found with
        {
            Ca = Environment.GetEnvironmentVariable("COORD_CA") ?? found.Ca,
            Certificate = Environment.GetEnvironmentVariable("COORD_CERT") ?? found.Certificate,
            Key = Environment.GetEnvironmentVariable("COORD_KEY") ?? found.Key,
            Token = Environment.GetEnvironmentVariable("COORD_TOKEN") ?? found.Token,
        };
        RefuseOpenKey(found.Key);
        return found;
    }

    private static void RefuseOpenKey(string? key)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (key is not null && !OperatingSystem.IsWindows() && File.Exists(key) && (File.GetUnixFileMode(key) & others) != 0)
        {
            throw new CommandException($"Others can read the key {key}. Run chmod 600 on it.");
        }
    }
}
