using System.Text.Json.Serialization;

namespace Coordination.Benchmarks.Store;

/// <summary>What the hand-written code keeps in its audit row.</summary>
public sealed record PeerDetail(BenchMoved Moved, string Actor, string Purpose, DateTimeOffset At);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchCase))]
[JsonSerializable(typeof(PeerDetail))]
public sealed partial class PeerJson : JsonSerializerContext;
