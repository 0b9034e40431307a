using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Coordination.Gateway.Auth;

/// <summary>What a token says of a person.</summary>
/// <param name="Confirmation">The certificate that the token is bound to (<c>cnf</c>, RFC 8705); null if to none.</param>
public sealed record PersonClaims(string Subject, JurisdictionCode Jurisdiction, ImmutableHashSet<Role> Roles, string Clearance, string? Confirmation)
{
    /// <summary>Longest subject.</summary>
    private const int SubjectLengthMax = 128;

    /// <summary>The claims of a token whose signature and times are right; null if they name no person of a jurisdiction.</summary>
    public static PersonClaims? Read(ClaimsPrincipal token)
    {
        var subject = token.FindFirstValue("sub");
        var jurisdiction = token.FindFirstValue("jurisdiction");
        if (subject is not { Length: > 0 and <= SubjectLengthMax } || jurisdiction is null || !Require.IsCode(jurisdiction))
        {
            return null;
        }
        var code = new JurisdictionCode(jurisdiction);
        return new(subject, code, [.. token.FindAll("roles").Select(claim => RoleOf(claim.Value, code)).Where(role => role is not Role.Unspecified)],
            token.FindFirstValue("clearance") ?? "", token.FindFirstValue("cnf"));
    }

    /// <summary>True if the token may be used with this certificate.</summary>
    public bool IsBoundTo(X509Certificate2 certificate)
    {
        if (Confirmation is null)
        {
            return true;
        }
        using var confirmation = JsonDocument.Parse(Confirmation);
        return confirmation.RootElement.TryGetProperty("x5t#S256", out var thumbprint)
            && thumbprint.GetString() == Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256));
    }

    /// <summary>The person at that system: what the system may do, it may do for the person too.</summary>
    public Caller Join(Caller system) => system with { Person = Subject, Roles = system.Roles.Union(Roles), Clearance = Clearance };

    /// <summary>A national role is only worth something in the ministry, a provincial one only in a province.</summary>
    private static Role RoleOf(string name, JurisdictionCode jurisdiction) => (name, jurisdiction.IsMinistry) switch
    {
        ("officer", false) => Role.Officer,
        ("supervisor", false) => Role.Supervisor,
        ("commander", true) => Role.Commander,
        ("regulator", true) => Role.Regulator,
        ("auditor", true) => Role.Auditor,
        ("operator", true) => Role.Operator,
        _ => Role.Unspecified,
    };
}
