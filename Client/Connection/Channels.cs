using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;

namespace Coordination.Client.Connection;

/// <summary>Opens channels: one HTTP/2 connection each, with the caller's certificate, trusting the given authority only.</summary>
public static class Channels
{
    public static GrpcChannel Open(Profile profile)
    {
        var handler = new SocketsHttpHandler
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = profile.Certificate is null ? null : [X509Certificate2.CreateFromPemFile(profile.Certificate, profile.Key)],
                CertificateChainPolicy = profile.Ca is null ? null : Trusting(profile.Ca),
            },
        };
        return GrpcChannel.ForAddress(profile.Endpoint, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    public static Metadata HeadersOf(Profile profile) => profile.Token is { } token ? new Metadata { { "authorization", $"Bearer {token}" } } : [];

    private static X509ChainPolicy Trusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        return policy;
    }
}
