using Coordination.Client.Connection;

namespace Coordination.Client.Local;

/// <summary>Certificates and tokens of a local system, issued by its development authority through the gateway's program.</summary>
public sealed class DevIdentities(string folder)
{
    public const string Ministry = "000000";
    private const string SystemName = "coord";

    private readonly Dictionary<string, string> _tokens = [];

    /// <summary>The profile of a jurisdiction's system, and of a person of it; the certificate is issued if there is none yet.</summary>
    public async Task<Profile> ProfileOfAsync(Uri endpoint, string jurisdiction, string? person, CancellationToken cancellation)
    {
        var certificate = Path.Combine(folder, $"{jurisdiction}.pem");
        var key = Path.Combine(folder, $"{jurisdiction}.key");
        if (!File.Exists(key))
        {
            await ProgramRun.OutputAsync("Gateway", ["dev-certificate", "--folder", folder, "--jurisdiction", jurisdiction, "--system", SystemName, "--out", certificate, "--key", key], cancellation);
        }
        return new Profile(endpoint, Path.Combine(folder, "ca.pem"), certificate, key, person is null ? null : await TokenOfAsync(jurisdiction, person, cancellation));
    }

    // A person of the ministry commands, one of a province approves.
    private async Task<string> TokenOfAsync(string jurisdiction, string person, CancellationToken cancellation)
    {
        if (!_tokens.TryGetValue($"{jurisdiction}/{person}", out var token))
        {
            token = await ProgramRun.OutputAsync("Gateway", ["dev-token", "--folder", folder, "--jurisdiction", jurisdiction, "--person", person, "--role", jurisdiction == Ministry ? "commander" : "supervisor"], cancellation);
            _tokens.Add($"{jurisdiction}/{person}", token);
        }
        return token;
    }
}
