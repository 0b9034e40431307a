using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coordination.Gateway.Development;
using Microsoft.Extensions.Options;

namespace Coordination.Gateway.Hosting;

/// <summary>A bad setting stops the start with a line that names the key, what is wrong, and what would work.</summary>
public sealed class GatewayOptionsValidation(IHostEnvironment environment) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> problems = [];
        if (!Uri.TryCreate(options.Listen, UriKind.Absolute, out var listen) || listen.Scheme != Uri.UriSchemeHttps)
        {
            Add(nameof(options.Listen), $"'{options.Listen}' is not an https address. Use https://host:port, for example https://0.0.0.0:7443.");
        }
        if (options.DefaultDeadline <= TimeSpan.Zero || options.DefaultDeadline > TimeSpan.FromMinutes(5))
        {
            Add(nameof(options.DefaultDeadline), $"'{options.DefaultDeadline}' is not between 0 and 5 minutes. Use hh:mm:ss, for example 00:00:30.");
        }
        if (options.CallsPerSecondMax < 1)
        {
            Add(nameof(options.CallsPerSecondMax), $"'{options.CallsPerSecondMax}' is not a number of calls. Use 1 or more, for example 5000.");
        }
        if (options.TrustDomain.Length == 0 || options.TrustDomain.Contains('/'))
        {
            Add(nameof(options.TrustDomain), $"'{options.TrustDomain}' is not a trust domain. Use a DNS name, for example police.example.");
        }
        CheckFile(nameof(options.ServerCertificate), options.ServerCertificate, "a PEM certificate",
            path => X509Certificate2.CreateFromPemFile(path, options.ServerKey).Dispose());
        CheckFile(nameof(options.ClientAuthorities), options.ClientAuthorities, "a PEM bundle of certificates", CheckAuthorities);
        CheckFile(nameof(options.TokenKey), options.TokenKey, "a PEM public key of curve P-256", path => TokenKeys.Load(path));
        if (options.ClientRevocations.Length > 0)
        {
            CheckFile(nameof(options.ClientRevocations), options.ClientRevocations, "a PEM certificate revocation list",
                path => CertificateRevocationListBuilder.LoadPem(File.ReadAllText(path), out _));
        }
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Add(string key, string problem) => problems.Add($"{GatewayOptions.Section}:{key}: {problem}");

        void CheckFile(string key, string path, string shape, Action<string> load)
        {
            if (!File.Exists(path))
            {
                Add(key, $"'{path}' is not a file. Give the path of {shape}.");
                return;
            }
            try
            {
                load(path);
            }
            catch (Exception problem) when (problem is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
            {
                Add(key, $"'{path}' does not hold {shape}: {problem.Message}");
            }
        }
    }

    private void CheckAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        if (authorities.Count == 0)
        {
            throw new CryptographicException("it is empty.");
        }
        if (!environment.IsDevelopment() && authorities.Any(DevelopmentAuthority.Made))
        {
            throw new CryptographicException(
                "it holds a development authority, whose key lies beside it. Use the authority of the police, or set the environment to Development.");
        }
    }
}
