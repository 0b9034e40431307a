using System.Text.Json;
using Coordination.Log;
using Orleans.Storage;

namespace Coordination.Persistence;

/// <summary>Rows as readable JSON by the source-generated contexts of the aggregates.</summary>
public sealed class StoreJsonSerializer(IEnumerable<IAggregate> aggregates) : IGrainStorageSerializer
{
    public JsonSerializerOptions Options { get; } = StoreJson.Create(aggregates);

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, Options)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");
}
