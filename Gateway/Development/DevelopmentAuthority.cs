using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coordination.Gateway.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Coordination.Gateway.Development;

/// <summary>
/// An authority for development and tests: makes a CA, a server certificate for localhost and a token key in a folder, and issues
/// certificates of any province and tokens of any person from them. Its keys lie in plain files, so it must never be trusted in
/// production; the gateway refuses to start there with it.
/// </summary>
public sealed class DevelopmentAuthority
{
    private const string Organization = "Coordination Development";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly string _folder;
    private readonly TimeProvider _clock;

    private DevelopmentAuthority(string folder, TimeProvider clock) => (_folder, _clock) = (folder, clock);

    /// <summary>PEM of the CA, for clients and servers to trust.</summary>
    public string AuthorityPath => Path.Combine(_folder, "ca.pem");

    public string ServerCertificatePath => Path.Combine(_folder, "server.pem");
    public string ServerKeyPath => Path.Combine(_folder, "server.key");
    public string TokenKeyPath => Path.Combine(_folder, "token.pub");
    private string AuthorityKeyPath => Path.Combine(_folder, "ca.key");
    private string TokenSigningKeyPath => Path.Combine(_folder, "token.key");

    /// <summary>Opens the authority of <paramref name="folder"/>, made if it is not there yet.</summary>
    public static DevelopmentAuthority Open(string folder, TimeProvider clock)
    {
        if (!Directory.Exists(folder))
        {
            // Made whole under another name: of two processes that start at once, the first to move wins.
            var draft = $"{folder.TrimEnd('/')}.{Guid.NewGuid():N}";
            Directory.CreateDirectory(draft);
            new DevelopmentAuthority(draft, clock).Make();
            try
            {
                Directory.Move(draft, folder);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
        return new(folder, clock);
    }

    /// <summary>True if a certificate comes from an authority of this kind.</summary>
    public static bool Made(X509Certificate2 certificate) => certificate.Issuer.Contains($"O={Organization}", StringComparison.Ordinal);

    /// <summary>Fills in whatever of the gateway's identity is not configured.</summary>
    public void Complete(GatewayOptions options)
    {
        if (options.ServerCertificate.Length == 0)
        {
            (options.ServerCertificate, options.ServerKey) = (ServerCertificatePath, ServerKeyPath);
        }
        options.ClientAuthorities = options.ClientAuthorities.Length == 0 ? AuthorityPath : options.ClientAuthorities;
        options.TokenKey = options.TokenKey.Length == 0 ? TokenKeyPath : options.TokenKey;
    }

    /// <summary>A certificate of a province's system, with its key.</summary>
    public X509Certificate2 IssueClient(string jurisdiction, string system, string trustDomain = "coordination.local") => Issue(
        $"CN={system}.{jurisdiction}", ClientAuthentication, _clock.GetUtcNow() + Lifetime,
        names => names.AddUri(new($"spiffe://{trustDomain}/jurisdiction/{jurisdiction}/system/{system}")));

    /// <summary>A certificate signed by this authority.</summary>
    /// <param name="usage">The one extended key usage, as an object id.</param>
    public X509Certificate2 Issue(string subject, string usage, DateTimeOffset notAfter, Action<SubjectAlternativeNameBuilder> name)
    {
        using var authority = X509Certificate2.CreateFromPemFile(AuthorityPath, AuthorityKeyPath);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"{subject},O={Organization}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(usage)], critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using var certificate = request.Create(authority, authority.NotBefore, notAfter, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A token of a person.</summary>
    public string IssueToken(string jurisdiction, string person, IEnumerable<string> roles, string clearance = "", TimeSpan? lifetime = null) =>
        Sign(new Dictionary<string, object>
        {
            ["sub"] = person,
            ["jurisdiction"] = jurisdiction,
            ["roles"] = roles.ToArray(),
            ["clearance"] = clearance,
        }, lifetime ?? TimeSpan.FromHours(12));

    /// <summary>A token with these claims, besides or instead of the usual ones.</summary>
    public string Sign(IReadOnlyDictionary<string, object> claims, TimeSpan lifetime)
    {
        var defaults = new GatewayOptions();
        var now = _clock.GetUtcNow();
        Dictionary<string, object> all = new()
        {
            ["iss"] = defaults.TokenIssuer,
            ["aud"] = defaults.TokenAudience,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in claims)
        {
            all[name] = value;
        }
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Claims = all,
            SigningCredentials = new(TokenKeys.Load(TokenSigningKeyPath), SecurityAlgorithms.EcdsaSha256),
        });
    }

    private void Make()
    {
        var now = _clock.GetUtcNow();
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var request = new CertificateRequest($"CN=Coordination development authority,O={Organization}", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
            using var authority = request.CreateSelfSigned(now.AddDays(-1), now + 2 * Lifetime);
            WriteKey(AuthorityKeyPath, key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(AuthorityPath, authority.ExportCertificatePem() + "\n");
        }
        using (var server = Issue("CN=localhost", ServerAuthentication, now + Lifetime, names =>
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }))
        {
            Write(server, ServerCertificatePath, ServerKeyPath);
        }
        using var tokens = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteKey(TokenSigningKeyPath, tokens.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(TokenKeyPath, tokens.ExportSubjectPublicKeyInfoPem() + "\n");
    }

    /// <summary>Writes a certificate and its key as PEM; only the user may read the key.</summary>
    public static void Write(X509Certificate2 certificate, string certificatePath, string keyPath)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        WriteKey(keyPath, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem() + "\n");
    }

    private static void WriteKey(string path, string pem)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var file = new StreamWriter(path, options);
        file.WriteLine(pem);
    }
}
