using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Coordination.Gateway.Hosting;

/// <summary>The one listener: HTTP/2 and HTTP/1.1 over TLS. It asks for a client certificate and judges none: authentication does, with an answer.</summary>
public static class GatewayTls
{
    public static void Listen(KestrelServerOptions kestrel)
    {
        var services = kestrel.ApplicationServices;
        var options = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var certificate = new WatchedFile<X509Certificate2>(options.ServerCertificate, path => Load(path, options.ServerKey),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(GatewayTls)));
        kestrel.Listen(EndPoint(new(options.Listen)), listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(https =>
            {
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                https.ServerCertificateSelector = (_, _) => certificate.Value;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
                https.OnAuthenticate = (_, tls) => tls.CertificateChainPolicy = NoDownloads();
            });
        });
    }

    /// <summary>A caller's certificate must not make this server fetch what it points to.</summary>
    private static X509ChainPolicy NoDownloads() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private static IPEndPoint EndPoint(Uri listen) => listen.Host switch
    {
        "localhost" => new(IPAddress.Loopback, listen.Port),
        "*" or "+" => new(IPAddress.IPv6Any, listen.Port),
        var host => new(IPAddress.Parse(host.Trim('[', ']')), listen.Port),
    };

    private static X509Certificate2 Load(string path, string keyPath)
    {
        using var pem = X509Certificate2.CreateFromPemFile(path, keyPath);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }
}
