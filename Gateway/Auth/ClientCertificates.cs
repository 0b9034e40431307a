using System.Formats.Asn1;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Coordination.Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Coordination.Gateway.Auth;

/// <summary>
/// Tells the system behind a client certificate. A chain is built once a connection and again every 5 s, so that a revoked
/// certificate ends within that time and the calls in between cost a look-up.
/// </summary>
public sealed partial class ClientCertificates
{
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private static readonly TimeSpan RecheckEvery = TimeSpan.FromSeconds(5);

    private readonly ConditionalWeakTable<X509Certificate2, Judgement> _judged = [];
    private readonly WatchedFile<X509Certificate2Collection> _authorities;
    private readonly WatchedFile<string>? _revocations;
    private readonly string _prefix;
    private readonly TimeProvider _clock;

    public ClientCertificates(IOptions<GatewayOptions> options, TimeProvider clock, ILogger<ClientCertificates> logger)
    {
        _clock = clock;
        _prefix = $"spiffe://{options.Value.TrustDomain}/";
        _authorities = new(options.Value.ClientAuthorities, LoadAuthorities, clock, logger);
        _revocations = options.Value.ClientRevocations is { Length: > 0 } path
            ? new(path, File.ReadAllText, clock, logger)
            : null;
    }

    /// <summary>The caller by its certificate alone; null if the certificate is not one of a registered system.</summary>
    public CallerPrincipal? Identify(X509Certificate2 certificate)
    {
        if (_judged.TryGetValue(certificate, out var judged) && _clock.GetElapsedTime(judged.At) < RecheckEvery)
        {
            return judged.Principal;
        }
        var principal = IsTrusted(certificate) ? NamedIn(certificate) : null;
        _judged.AddOrUpdate(certificate, new(principal, _clock.GetTimestamp()));
        return principal;
    }

    private bool IsTrusted(X509Certificate2 certificate)
    {
        var usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        if (usages is null || usages.EnhancedKeyUsages[ClientAuthentication.Value!] is null)
        {
            return false;
        }
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.Value);
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;      // the configured list below says it, without a network
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = _clock.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return chain.Build(certificate) && !IsRevoked(certificate);
    }

    /// <summary>The platform's reader of revocation lists only edits them; removing an entry tells whether there was one.</summary>
    private bool IsRevoked(X509Certificate2 certificate) => _revocations is { Value: var list }
        && CertificateRevocationListBuilder.LoadPem(list, out _).RemoveEntry(certificate.SerialNumberBytes.Span);

    private CallerPrincipal? NamedIn(X509Certificate2 certificate)
    {
        foreach (var uri in Uris(certificate).Where(uri => uri.StartsWith(_prefix, StringComparison.Ordinal)))
        {
            if (SystemPath().Match(uri[_prefix.Length..]) is { Success: true, Groups: [_, { Value: var code }, { Value: var system }] })
            {
                var jurisdiction = new JurisdictionCode(code);
                return new(new(jurisdiction, system, null, jurisdiction.IsMinistry ? [] : [Role.ProvinceSystem])
                {
                    CertificateExpires = new(certificate.NotAfter.ToUniversalTime()),
                });
            }
        }
        return null;
    }

    private static IEnumerable<string> Uris(X509Certificate2 certificate)
    {
        const string SubjectAlternativeName = "2.5.29.17";
        var uri = new Asn1Tag(TagClass.ContextSpecific, 6);
        if (certificate.Extensions[SubjectAlternativeName] is not { RawData: var data })
        {
            yield break;
        }
        for (var names = new AsnReader(data, AsnEncodingRules.DER).ReadSequence(); names.HasData;)
        {
            if (names.PeekTag().HasSameClassAndValue(uri))
            {
                yield return names.ReadCharacterString(UniversalTagNumber.IA5String, uri);
            }
            else
            {
                names.ReadEncodedValue();
            }
        }
    }

    private static X509Certificate2Collection LoadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities;
    }

    [GeneratedRegex("^jurisdiction/([0-9]{6}|XPCC)/system/([a-z0-9-]{1,64})$", RegexOptions.CultureInvariant)]
    private static partial Regex SystemPath();

    private sealed record Judgement(CallerPrincipal? Principal, long At);
}
