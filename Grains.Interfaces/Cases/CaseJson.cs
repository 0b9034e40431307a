using System.Text.Json;
using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Cases;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GrainRow<CaseFile, CaseEvent>))]
public sealed partial class CaseJson : JsonSerializerContext;

/// <summary>Cases in the log.</summary>
public static class CaseLog
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create(CaseJson.Default);

    /// <summary>The event of a case's entry.</summary>
    public static CaseEvent EventOf(LogEntry entry) => JsonSerializer.Deserialize<CaseEvent>(entry.Body, Json)!;
}
