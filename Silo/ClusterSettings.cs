using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Coordination.Silo;

/// <summary>Where this silo listens and which cluster it belongs to. Section <c>Coordination:Cluster</c>.</summary>
public sealed class ClusterSettings
{
    public const string Section = "Coordination:Cluster";

    /// <summary>Orleans' name for the ADO.NET provider of PostgreSQL.</summary>
    public const string PostgresInvariant = "Npgsql";

    /// <summary>Names the stored data; part of every row's key, never to be changed. At most 150 characters.</summary>
    [Required, StringLength(150)]
    public string ServiceId { get; set; } = "coordination";

    /// <summary>Names the cluster of silos; a blue-green deployment uses two.</summary>
    [Required, StringLength(150)]
    public string ClusterId { get; set; } = "coordination";

    /// <summary>Port for other silos.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port for gateways.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Address that other silos and gateways reach this one at; on Kubernetes the pod's, from the downward API.</summary>
    [Required]
    public string AdvertisedAddress { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Port of the health endpoint of a silo that runs by itself; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int HealthPort { get; set; } = 8081;

    /// <summary>
    /// Compiles the way of a submission with invented records before the start ends. Default true: seconds of the start, in place of slow first answers. A gateway that
    /// holds its silo itself never does.
    /// </summary>
    public bool WarmUp { get; set; } = true;
}
