using System.Collections.Concurrent;
using Coordination.Client.Connection;

namespace Coordination.Client.Local;

/// <summary>Certificates and tokens of a local system, issued by its development authority through the gateway's program.</summary>
public sealed class DevIdentities(string folder)
{
    public const string Ministry = "000000";
    private const string SystemName = "coord";

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _tokens = new();

    /// <summary>Folder of the authority.</summary>
    public string Authority { get; } = Path.Combine(folder, "authority");

    /// <summary>The profile of a jurisdiction's system, and of a person of it; the certificate is issued if there is none yet.</summary>
    public async Task<Profile> ProfileOfAsync(Uri endpoint, string jurisdiction, string? person, CancellationToken cancellation)
    {
        await IssueAsync([jurisdiction], cancellation);
        var own = Path.Combine(folder, jurisdiction);
        var token = person is null ? null : await TokenOfAsync(jurisdiction, person);
        return new Profile(endpoint, Path.Combine(own, "ca.pem"), Path.Combine(own, "client.pem"), Path.Combine(own, "client.key"), token);
    }

    /// <summary>Issues the certificates of all these jurisdictions that have none yet.</summary>
    public async Task IssueAsync(IEnumerable<string> jurisdictions, CancellationToken cancellation)
    {
        var missing = jurisdictions.Where(code => !File.Exists(Path.Combine(folder, code, "ca.pem"))).ToList();
        if (missing.Count > 0)
        {
            var to = missing.Count == 1 ? Path.Combine(folder, missing[0]) : folder;
            await ProgramRun.OutputAsync("Gateway", ["dev-certificate", "--folder", Authority, "--system", SystemName, "--out", to, "--jurisdiction", .. missing], cancellation);
        }
    }

    // A person of the ministry commands, one of a province approves.
    private Task<string> TokenOfAsync(string jurisdiction, string person) => _tokens.GetOrAdd($"{jurisdiction}/{person}", _ => new(() => ProgramRun.OutputAsync(
        "Gateway", ["dev-token", "--folder", Authority, "--jurisdiction", jurisdiction, "--person", person, "--roles", jurisdiction == Ministry ? "commander" : "supervisor"], CancellationToken.None))).Value;
}
