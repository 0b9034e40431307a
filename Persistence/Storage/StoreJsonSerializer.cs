using System.Text.Json;
using Coordination.Log;
using Orleans.Storage;

namespace Coordination.Persistence;

/// <summary>Rows as readable JSON by the source-generated contexts of the aggregates.</summary>
public sealed class StoreJsonSerializer(IEnumerable<IAggregate> aggregates) : IGrainStorageSerializer
{
    private readonly JsonSerializerOptions _options = StoreJson.Create(aggregates);

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, _options));

    public T Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, _options)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");
}
