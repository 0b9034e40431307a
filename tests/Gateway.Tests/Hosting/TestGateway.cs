using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Coordination.Gateway.Development;
using Coordination.Gateway.Hosting;
using Coordination.Gateway.Services;
using Coordination.Gateway.Tests.Pipeline;
using Coordination.Persistence;
using Coordination.Silo;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

[assembly: AssemblyFixture(typeof(Coordination.Gateway.Tests.Hosting.TestGateway))]

namespace Coordination.Gateway.Tests.Hosting;

/// <summary>A real gateway on loopback: Kestrel, TLS, its own authority, a silo inside, a store of its own; and a service that shows the pipeline alone.</summary>
public sealed class TestGateway : IAsyncLifetime
{
    /// <summary>Time for calls that set no deadline.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly WebApplication _app;

    public TestGateway() : this(_ => { })
    {
    }

    /// <param name="replace">Puts other services in the place of the gateway's own.</param>
    internal TestGateway(Action<IServiceCollection> replace)
    {
        Authority = DevelopmentAuthority.Open(Path.Combine(_folder, "dev"), TimeProvider.System);
        ForeignAuthority = DevelopmentAuthority.Open(Path.Combine(_folder, "foreign"), TimeProvider.System);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(Settings());
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.AddGateway();
        builder.AddBackend();
        replace(builder.Services);
        _app = builder.Build();
        _app.UseGateway(endpoints =>
        {
            ServiceMap.Map(endpoints);
            endpoints.MapGrpcService<ProbeImplementation>();
        });
    }

    public DevelopmentAuthority Authority { get; }

    public DevelopmentAuthority ForeignAuthority { get; }

    public Uri Address => new(_app.Urls.Single());

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<KeyValuePair<string, string?>> Settings() =>
    [
        Setting(GatewayOptions.Section, nameof(GatewayOptions.Listen), "https://127.0.0.1:0"),
        Setting(GatewayOptions.Section, nameof(GatewayOptions.DevelopmentFolder), Path.Combine(_folder, "dev")),
        Setting(GatewayOptions.Section, nameof(GatewayOptions.DefaultDeadline), DefaultDeadline.ToString()),
        Setting(ClusterSettings.Section, nameof(ClusterSettings.SiloPort), FreePort()),
        Setting(ClusterSettings.Section, nameof(ClusterSettings.GatewayPort), FreePort()),
        Setting(StoreOptions.Section, nameof(StoreOptions.ConnectionString), $"Data Source={Path.Combine(_folder, "store.db")}"),
        Setting(StoreOptions.Section, nameof(StoreOptions.KeyFile), Path.Combine(_folder, "store.key")),
        Setting(StoreOptions.Section, nameof(StoreOptions.CreateKeyFile), "true"),
    ];

    private static KeyValuePair<string, string?> Setting(string section, string key, string value) => new($"{section}:{key}", value);

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
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
