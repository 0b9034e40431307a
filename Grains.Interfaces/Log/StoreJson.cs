using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Coordination.Log;

/// <summary>The one JSON of rows, events and the read model.</summary>
public static class StoreJson
{
    public static JsonSerializerOptions Create(IEnumerable<IAggregate> aggregates) => Create(aggregates.Select(a => a.Json));

    /// <summary>For a reader that knows the stored types of some aggregates only.</summary>
    public static JsonSerializerOptions Create(params IEnumerable<IJsonTypeInfoResolver> types) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,                       // jsonb puts $type where it likes
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,          // Chinese stays readable in SQL, rare characters too; nothing here goes into HTML
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = JsonTypeInfoResolver.Combine([.. types.Select(known => new TolerantTypes(known))]),
    };
}
