using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination.Client.Local;

/// <summary>Where a local system keeps its data.</summary>
public enum StoreChoice
{
    Sqlite,
    Postgres,
}

/// <summary>What a local system is made of; kept, so that it comes up again as it was.</summary>
public sealed record SystemShape(StoreChoice Store, int Silos, int Gateways);

/// <summary>What the state folder knows of its system.</summary>
/// <param name="Ports">By role, kept over restarts so that clients find the endpoints again.</param>
public sealed record SystemState(SystemShape Shape, SortedDictionary<string, int> Ports, ImmutableArray<ManagedProcess> Processes)
{
    [JsonIgnore]
    public IEnumerable<Uri> Endpoints => Enumerable.Range(1, Shape.Gateways).Select(index => new Uri($"https://localhost:{Ports[$"gateway-{index}"]}"));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SystemState))]
internal sealed partial class SystemJson : JsonSerializerContext;
