using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Cases;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GrainRow<CaseFile, CaseEvent>))]
public sealed partial class CaseJson : JsonSerializerContext;
