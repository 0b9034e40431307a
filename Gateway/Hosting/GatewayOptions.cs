namespace Coordination.Gateway.Hosting;

/// <summary>Where the gateway listens and by what it knows its callers. Section <c>Coordination:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Coordination:Gateway";

    /// <summary>Address and port of the one TLS listener. Default https://127.0.0.1:7443; port 0 takes a free one.</summary>
    public string Listen { get; set; } = "https://127.0.0.1:7443";

    /// <summary>True runs the silo in this process, alone; false calls the silos of the cluster that the store keeps. Default true.</summary>
    public bool EmbeddedSilo { get; set; } = true;

    /// <summary>PEM file of the server certificate, its chain after it.</summary>
    public string ServerCertificate { get; set; } = "";

    /// <summary>PEM file of the server certificate's private key.</summary>
    public string ServerKey { get; set; } = "";

    /// <summary>PEM bundle of the authorities whose client certificates are accepted; no other authority of the machine is.</summary>
    public string ClientAuthorities { get; set; } = "";

    /// <summary>PEM file of those authorities' certificate revocation list; empty if there is none.</summary>
    public string ClientRevocations { get; set; } = "";

    /// <summary>Trust domain of the client certificates' names: <c>spiffe://{TrustDomain}/jurisdiction/{code}/system/{name}</c>.</summary>
    public string TrustDomain { get; set; } = "coordination.local";

    /// <summary>PEM file of the public P-256 key that signs the tokens of persons (ES256).</summary>
    public string TokenKey { get; set; } = "";

    /// <summary>The only accepted <c>iss</c> of a token.</summary>
    public string TokenIssuer { get; set; } = "coordination";

    /// <summary>The only accepted <c>aud</c> of a token.</summary>
    public string TokenAudience { get; set; } = "coordination.v1";

    /// <summary>Folder of the development authority, made on first run. Only in the Development environment. Default <c>.coord/dev</c>.</summary>
    public string DevelopmentFolder { get; set; } = ".coord/dev";

    /// <summary>Calls that one system may make in a second, and at once. Default 5,000: a whole campaign's rate from one province.</summary>
    public int CallsPerSecondMax { get; set; } = 5000;

    /// <summary>Time given to a unary call whose client set no deadline. Default 30 s.</summary>
    public TimeSpan DefaultDeadline { get; set; } = TimeSpan.FromSeconds(30);
}
