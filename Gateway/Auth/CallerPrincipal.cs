using System.Security.Claims;
using Grpc.Core;

namespace Coordination.Gateway.Auth;

/// <summary>An authenticated caller as ASP.NET carries it.</summary>
public sealed class CallerPrincipal(Caller caller) : ClaimsPrincipal(new ClaimsIdentity("certificate"))
{
    public Caller Caller { get; } = caller;

    public static Caller Of(ServerCallContext context) => context.GetHttpContext().User is CallerPrincipal { Caller: var caller }
        ? caller
        : throw Failure.Of(Reason.ClientCertificateRequired, "Connect with a client certificate of a registered system.");
}
