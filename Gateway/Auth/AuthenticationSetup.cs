using Coordination.Gateway.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Coordination.Gateway.Auth;

public static class AuthenticationSetup
{
    /// <summary>A token that lives longer is refused: its times are wrong, or in milliseconds.</summary>
    public static readonly TimeSpan TokenLifetimeMax = TimeSpan.FromHours(24);

    /// <summary>Difference of clocks allowed for a token's times.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Every endpoint asks for an authenticated caller unless it says that anyone may.</summary>
    public static void AddCallerAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<ClientCertificates>();
        services.AddSingleton<PersonTokens>();
        services.AddAuthentication(CallerAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthenticationHandler>(CallerAuthenticationHandler.SchemeName, null)
            .AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<GatewayOptions>, TimeProvider, ILogger<ClientCertificates>>(AcceptTokens);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>One algorithm, one key, one issuer, one audience, one type; nothing in the token's header says where a key is found.</summary>
    private static void AcceptTokens(JwtBearerOptions bearer, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<ClientCertificates> logger)
    {
        var key = new WatchedFile<ECDsaSecurityKey>(options.Value.TokenKey, TokenKeys.Load, clock, logger);
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new()
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = ["at+jwt"],
            ValidIssuer = options.Value.TokenIssuer,
            ValidAudience = options.Value.TokenAudience,
            IssuerSigningKeyResolver = (_, _, _, _) => [key.Value],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
            LifetimeValidator = (notBefore, expires, _, _) => IsNow(clock.GetUtcNow().UtcDateTime, notBefore, expires),
        };
    }

    private static bool IsNow(DateTime now, DateTime? notBefore, DateTime? expires) =>
        expires is { } end && end > now - ClockSkew && end <= now + TokenLifetimeMax && !(notBefore > now + ClockSkew);
}
