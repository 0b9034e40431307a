using System.Text.Json;

namespace Coordination.Log;

/// <summary>What a row of any aggregate tells the log.</summary>
public interface ILoggedRow
{
    string GrainType { get; }
    string GrainId { get; }

    /// <summary>What its events have in common; null only in a row that must be refused.</summary>
    WriteInfo? Write { get; }

    /// <summary>Of suspects: what it is found by.</summary>
    RowIndex? Index { get; }

    bool HasOneEvent { get; }

    /// <summary>The row as stored. Without what its own statement puts into log and index beside it: such a row is half as long.</summary>
    byte[] Stored(JsonSerializerOptions json, bool logsItself);

    /// <summary>Its events as the log keeps them, in order; empty only in a row that must be refused.</summary>
    ImmutableArray<NewEntry> Entries(JsonSerializerOptions json);
}

/// <summary>One event on its way into the log.</summary>
/// <param name="EventType">The <c>$type</c> of <paramref name="Body"/>; null if it has none, which the log refuses.</param>
/// <param name="At">When it happened.</param>
/// <param name="Body">The event as JSON in UTF-8, byte for byte as in the row.</param>
public sealed record NewEntry(string? EventType, string Jurisdictions, DateTimeOffset At, byte[] Body)
{
    public static NewEntry Of<TEvent>(LoggedEvent<TEvent> logged, JsonSerializerOptions json) where TEvent : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(logged.Body, json);
        return new(TypeOf(body), logged.Jurisdictions, logged.At, body);
    }

    // The serializer writes the type first.
    private static string? TypeOf(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("$type"u8) && reader.Read()
            ? reader.GetString()
            : null;
    }
}
