using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination.Suspects;

/// <summary>
/// Stores evidence as a table: <c>{"text":[…],"edges":[a,b,bits,grounds, a,b,bits,grounds, …]}</c>, where all but the bits are places in the text. A component of
/// 55 records has up to 1,485 edges: with the ids and grounds of each written out it was seven times as long. Objects with named fields, as edges
/// were stored before, are read too. The names are in the order that jsonb would give them.
/// </summary>
public sealed class EdgesJsonConverter : JsonConverter<ImmutableArray<Edge>>
{
    public override ImmutableArray<Edge> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var edges = ImmutableArray.CreateBuilder<Edge>();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (Next(ref reader) != JsonTokenType.EndArray) { edges.Add(JsonSerializer.Deserialize<Edge>(ref reader, options)!); }
            return edges.DrainToImmutable();
        }
        var texts = new List<string>();
        Expect(ref reader, "text");
        while (Next(ref reader) != JsonTokenType.EndArray) { texts.Add(reader.GetString()!); }
        Expect(ref reader, "edges");
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            var a = Text(ref reader, texts);
            Next(ref reader);
            var b = Text(ref reader, texts);
            Next(ref reader);
            var bits = reader.GetDouble();
            Next(ref reader);
            edges.Add(new(a, b, bits, Text(ref reader, texts)));
        }
        if (Next(ref reader) != JsonTokenType.EndObject) { throw new JsonException("A table of edges holds text and edges, and nothing else."); }
        return edges.DrainToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableArray<Edge> value, JsonSerializerOptions options)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var table = new List<(int A, int B, double Bits, int Grounds)>(value.Length);
        writer.WriteStartObject();
        writer.WriteStartArray("text");
        foreach (var edge in value) { table.Add((Place(edge.RecordA), Place(edge.RecordB), edge.Bits, Place(edge.Grounds))); }
        writer.WriteEndArray();
        writer.WriteStartArray("edges");
        foreach (var (a, b, bits, grounds) in table)
        {
            writer.WriteNumberValue(a);
            writer.WriteNumberValue(b);
            writer.WriteNumberValue(bits);
            writer.WriteNumberValue(grounds);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();

        int Place(string text)
        {
            if (!places.TryGetValue(text, out var place))
            {
                places.Add(text, place = places.Count);
                writer.WriteStringValue(text);
            }
            return place;
        }
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw new JsonException("A table of edges ends too early.");

    private static void Expect(ref Utf8JsonReader reader, string name)
    {
        if (Next(ref reader) != JsonTokenType.PropertyName || !reader.ValueTextEquals(name) || Next(ref reader) != JsonTokenType.StartArray)
        {
            throw new JsonException($"A table of edges has an array '{name}' here.");
        }
    }

    private static string Text(ref Utf8JsonReader reader, List<string> texts) => reader.GetInt32() is var place && place >= 0 && place < texts.Count
        ? texts[place]
        : throw new JsonException($"A table of edges with {texts.Count} texts has none at {place}.");
}
