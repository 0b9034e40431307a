using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Coordination.Gateway.Conventions;
using Coordination.Gateway.Development;
using Coordination.Gateway.Hosting;
using Coordination.Gateway.Tests.Pipeline;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

[assembly: AssemblyFixture(typeof(Coordination.Gateway.Tests.Hosting.TestGateway))]

namespace Coordination.Gateway.Tests.Hosting;

/// <summary>A real gateway on loopback: Kestrel, TLS, its own authority. Only the grains are missing.</summary>
public sealed class TestGateway : IAsyncLifetime
{
    /// <summary>Time for calls that set no deadline.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly WebApplication _app;

    public TestGateway()
    {
        Authority = DevelopmentAuthority.Open(Path.Combine(_folder, "dev"), TimeProvider.System);
        ForeignAuthority = DevelopmentAuthority.Open(Path.Combine(_folder, "foreign"), TimeProvider.System);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration[$"{GatewayOptions.Section}:{nameof(GatewayOptions.Listen)}"] = "https://127.0.0.1:0";
        builder.Configuration[$"{GatewayOptions.Section}:{nameof(GatewayOptions.DevelopmentFolder)}"] = Path.Combine(_folder, "dev");
        builder.Configuration[$"{GatewayOptions.Section}:{nameof(GatewayOptions.DefaultDeadline)}"] = DefaultDeadline.ToString();
        builder.Services.AddSingleton(new KeyedHash(new byte[32]));
        builder.AddGateway();
        _app = builder.Build();
        _app.UseGateway(endpoints => endpoints.MapGrpcService<ProbeImplementation>());
    }

    public DevelopmentAuthority Authority { get; }

    public DevelopmentAuthority ForeignAuthority { get; }

    public Uri Address => new(_app.Urls.Single());

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Speaks gRPC and JSON with this certificate and token.</summary>
    public HttpClient Http(X509Certificate2? certificate, string? token = null)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = certificate is null ? null : [certificate],
                LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509Certificate2.CreateFromPem(File.ReadAllText(Authority.AuthorityPath)) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        var http = new HttpClient(handler) { BaseAddress = Address };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }
        return http;
    }

    public GrpcChannel Channel(X509Certificate2? certificate, string? token = null) =>
        GrpcChannel.ForAddress(Address, new() { HttpClient = Http(certificate, token), DisposeHttpClient = true });

    /// <summary>A channel of a province's system.</summary>
    public GrpcChannel Province(string code = "440000", string? token = null) => Channel(Authority.IssueClient(code, "rms"), token);
}
