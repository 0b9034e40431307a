using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Coordination.Gateway.Tests.Hosting;
using Coordination.Gateway.Tests.Probe;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Coordination.Gateway.Tests.Auth;

public sealed class CredentialTests(TestGateway gateway)
{
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Tomorrow = DateTimeOffset.UtcNow.AddDays(1);

    public static TheoryData<string> BadCertificates =>
        ["foreign", "self-signed", "wrong usage", "expired", "no name", "other trust domain", "no province", "upper case system"];

    [Theory, MemberData(nameof(BadCertificates))]
    public async Task A_certificate_that_is_not_a_registered_systems_is_unauthenticated(string fault)
    {
        using var channel = gateway.Channel(Certificate(fault));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Write(channel));

        Assert.Equal((StatusCode.Unauthenticated, "CLIENT_CERTIFICATE_UNKNOWN"), (refused.StatusCode, refused.Reason()));
    }

    [Fact]
    public async Task No_certificate_is_told_by_a_status_and_not_by_a_broken_connection()
    {
        using var channel = gateway.Channel(null);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Write(channel));

        Assert.Equal((StatusCode.Unauthenticated, "CLIENT_CERTIFICATE_REQUIRED"), (refused.StatusCode, refused.Reason()));
    }

    [Fact]
    public async Task No_certificate_is_told_to_JSON_callers_in_the_same_words()
    {
        using var http = gateway.Http(null);

        var answer = await http.GetAsync(new Uri("/v1/probes/1:refuse", UriKind.Relative), Cancel);

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("CLIENT_CERTIFICATE_REQUIRED", body.RootElement.GetProperty("details")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_system_acts_for_itself_and_a_person_by_name()
    {
        using var alone = gateway.Province("440000");
        using var person = gateway.Province("440000", gateway.Authority.IssueToken("440000", "officer-7", ["officer"]));

        Assert.Equal(("440000/rms", "440000/rms"), (await Write(alone)) is var a ? (a.Principal, a.Actor) : default);
        Assert.Equal(("440000/rms", "officer-7"), (await Write(person)) is var b ? (b.Principal, b.Actor) : default);
    }

    [Fact]
    public async Task A_token_of_another_province_than_the_certificate_is_an_identity_mismatch()
    {
        using var channel = gateway.Province("440000", gateway.Authority.IssueToken("310000", "officer-7", ["officer"]));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Write(channel));

        Assert.Equal((StatusCode.PermissionDenied, "IDENTITY_MISMATCH"), (refused.StatusCode, refused.Reason()));
    }

    public static TheoryData<string> BadTokens =>
    [
        "garbage", "foreign key", "expired", "not yet valid", "expires in milliseconds", "no subject", "no jurisdiction", "wrong issuer",
        "wrong audience", "wrong type", "alg none", "HS256 with the public key", "bound to another certificate",
    ];

    [Theory, MemberData(nameof(BadTokens))]
    public async Task A_bad_token_is_unauthenticated_whatever_the_certificate(string fault)
    {
        using var channel = gateway.Province("440000", Token(fault));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Write(channel));

        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_INVALID"), (refused.StatusCode, refused.Reason()));
    }

    [Fact]
    public async Task A_national_role_is_worth_nothing_in_a_province()
    {
        using var channel = gateway.Province("440000", gateway.Authority.IssueToken("440000", "p-1", ["commander"]));

        Assert.Equal("p-1", (await Write(channel)).Actor);      // as the province's system, whose right it is
        using var ministry = gateway.Province("000000", gateway.Authority.IssueToken("000000", "p-1", ["officer", "supervisor"]));
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Write(ministry));
        Assert.Equal("ROLE_REQUIRED", refused.Reason());
    }

    private static async Task<WriteResponse> Write(ChannelBase channel) =>
        await new ProbeService.ProbeServiceClient(channel).WriteAsync(new() { RequestId = Guid.CreateVersion7().ToString() });

    private X509Certificate2 Certificate(string fault)
    {
        var authority = gateway.Authority;
        var good = new Uri("spiffe://coordination.local/jurisdiction/440000/system/rms");
        return fault switch
        {
            "foreign" => gateway.ForeignAuthority.IssueClient("440000", "rms"),
            "self-signed" => SelfSigned(good),
            "wrong usage" => authority.Issue("CN=x", ServerUsage, Tomorrow, names => names.AddUri(good)),
            "expired" => authority.Issue("CN=x", ClientUsage, DateTimeOffset.UtcNow.AddMinutes(-1), names => names.AddUri(good)),
            "no name" => authority.Issue("CN=x", ClientUsage, Tomorrow, names => names.AddDnsName("440000.example")),
            "other trust domain" => authority.IssueClient("440000", "rms", "elsewhere.local"),
            "no province" => authority.IssueClient("44", "rms"),
            "upper case system" => authority.IssueClient("440000", "RMS"),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };
    }

    private static X509Certificate2 SelfSigned(Uri name)
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(ClientUsage)], false));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), Tomorrow);
    }

    private string Token(string fault)
    {
        var authority = gateway.Authority;
        Dictionary<string, object> claims = new() { ["sub"] = "p-1", ["jurisdiction"] = "440000", ["roles"] = new[] { "officer" } };
        var hour = TimeSpan.FromHours(1);
        return fault switch
        {
            "garbage" => "not.a.token",
            "foreign key" => gateway.ForeignAuthority.Sign(claims, hour),
            "expired" => authority.Sign(With("nbf", Seconds(-7200)), TimeSpan.FromMinutes(-5)),
            "not yet valid" => authority.Sign(With("nbf", Seconds(600)), hour),
            "expires in milliseconds" => authority.Sign(With("exp", Seconds(3600) * 1000), hour),
            "no subject" => authority.Sign(Without("sub"), hour),
            "no jurisdiction" => authority.Sign(Without("jurisdiction"), hour),
            "wrong issuer" => authority.Sign(With("iss", "elsewhere"), hour),
            "wrong audience" => authority.Sign(With("aud", "elsewhere"), hour),
            "wrong type" => Forge("JWT", new(TokenSigningKey(), SecurityAlgorithms.EcdsaSha256)),
            "alg none" => Forge("at+jwt", null),
            "HS256 with the public key" => Forge("at+jwt",
                new(new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(authority.TokenKeyPath))), SecurityAlgorithms.HmacSha256)),
            "bound to another certificate" => authority.Sign(With("cnf", new Dictionary<string, object> { ["x5t#S256"] = "AAAA" }), hour),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };

        static long Seconds(int fromNow) => DateTimeOffset.UtcNow.AddSeconds(fromNow).ToUnixTimeSeconds();
        Dictionary<string, object> With(string name, object value) => new(claims) { [name] = value };
        Dictionary<string, object> Without(string name) => claims.Where(claim => claim.Key != name).ToDictionary();
        ECDsaSecurityKey TokenSigningKey() => Gateway.Auth.TokenKeys.Load(Path.ChangeExtension(authority.TokenKeyPath, ".key"));
        string Forge(string type, SigningCredentials? credentials) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Issuer = "coordination",
            Audience = "coordination.v1",
            Expires = DateTime.UtcNow.AddHours(1),
            Claims = claims,
            SigningCredentials = credentials,
        });
    }
}
