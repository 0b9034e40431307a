using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Caching.Memory;

namespace Coordination.Gateway.Auth;

/// <summary>
/// Tells the person behind a token. A judgement is kept for 5 s: checking the signature costs four times the rest of a call, and a
/// key that is taken away ends its tokens within that time.
/// </summary>
public sealed class PersonTokens : IDisposable
{
    private const int JudgementsMax = 10_000;
    private static readonly TimeSpan RecheckEvery = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _judged = new(new MemoryCacheOptions { SizeLimit = JudgementsMax });

    /// <summary>The person of the request's bearer token; null if the token is not valid here.</summary>
    public async ValueTask<PersonClaims?> Identify(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString();
        if (_judged.TryGetValue(token, out PersonClaims? person))
        {
            return person;
        }
        if (await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme) is { Principal: { } principal }
            && (person = PersonClaims.Read(principal)) is not null)
        {
            _judged.Set(token, person, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = RecheckEvery, Size = 1 });
        }
        return person;
    }

    public void Dispose() => _judged.Dispose();
}
