using System.Text.Encodings.Web;
using Coordination.Gateway.Pipeline;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Coordination.Gateway.Auth;

/// <summary>
/// Authenticates the system by its client certificate and, if a token comes along, the person by it. TLS accepts any certificate,
/// so that a caller with none or a foreign one gets a status it can read instead of a broken connection.
/// </summary>
public sealed class CallerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder,
    ClientCertificates certificates, PersonTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "caller";

    private static readonly Rejection NoCertificate = new(Reason.ClientCertificateRequired,
        "Connect with a client certificate of a registered system.");

    // One text for all faults: which of them it was is nobody's business but the log's.
    private static readonly Rejection UnknownCertificate = new(Reason.ClientCertificateUnknown,
        "The client certificate is not one of a registered system: it must chain to a configured authority, be valid now, not revoked, "
        + "allow client authentication, and name spiffe://{domain}/jurisdiction/{code}/system/{name} as a subject alternative URI.");

    private static readonly Rejection BadToken = new(Reason.TokenInvalid,
        "The token is not valid here: signature (ES256), type, issuer, audience, times, subject or jurisdiction is wrong.");

    private static readonly Rejection OtherProvince = new(Reason.IdentityMismatch,
        "The token is of another jurisdiction than the certificate.");

    private Rejection _refusal = NoCertificate;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Connection.ClientCertificate is not { } certificate)
        {
            return Refuse(NoCertificate);
        }
        if (certificates.Identify(certificate) is not { } system)
        {
            return Refuse(UnknownCertificate);
        }
        if (Request.Headers.Authorization.Count == 0)
        {
            return Success(system);
        }
        if (await tokens.Identify(Context) is not { } person || !person.IsBoundTo(certificate))
        {
            return Refuse(BadToken);
        }
        return person.Jurisdiction == system.Caller.Jurisdiction ? Success(new(person.Join(system.Caller))) : Refuse(OtherProvince);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => WireError.Write(Context, Failure.ToStatus(_refusal));

    private AuthenticateResult Success(CallerPrincipal caller) => AuthenticateResult.Success(new(caller, Scheme.Name));

    private AuthenticateResult Refuse(Rejection refusal)
    {
        _refusal = refusal;
        return AuthenticateResult.Fail(refusal.Message);
    }
}
