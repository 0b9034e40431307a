using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination.Log;

/// <summary>
/// What one grain stores, in one row: the state, the requests answered lately, and the events of this write. <see cref="Write"/> and
/// <see cref="Events"/> enter <c>event_log</c> in the same transaction, which refuses a row without events; a row whose writer logs them
/// itself is stored without.
/// </summary>
public sealed class GrainRow<TState, TEvent> : ILoggedRow
    where TState : class, new()
    where TEvent : class
{
    /// <summary>How many request ids the row itself remembers; older ones are found in the log. More would push the row out of line.</summary>
    public const int RequestsKept = 8;

    /// <summary>Format of the row.</summary>
    public int Schema { get; init; } = 1;
    public string GrainType { get; init; } = "";
    public string GrainId { get; init; } = "";
    public TState State { get; init; } = new();
    public ImmutableArray<AnsweredRequest> Requests { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WriteInfo? Write { get; init; }
    public ImmutableArray<LoggedEvent<TEvent>> Events { get; init; } = [];

    /// <summary>For suspects: what the commit of this row writes into the tables by which records are found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RowIndex? Index { get; init; }

    bool ILoggedRow.HasOneEvent => Events.Length == 1;

    byte[] ILoggedRow.Stored(JsonSerializerOptions json, bool logsItself) => JsonSerializer.SerializeToUtf8Bytes(!logsItself ? this : new()
    {
        Schema = Schema, GrainType = GrainType, GrainId = GrainId, State = State, Requests = Requests, Events = [],
    }, json);

    ImmutableArray<NewEntry> ILoggedRow.Entries(JsonSerializerOptions json) => ImmutableArray.CreateRange(Events, NewEntry.Of, json);
}

/// <summary>What a suspect's row is found by; written by the row's own commit, so that a committed row is never missed.</summary>
public sealed record RowIndex
{
    /// <summary>Of a record: the keyed hashes under which candidates find it; they replace the earlier ones in <c>match_key</c>.</summary>
    public ImmutableArray<long> Keys { get; init; } = [];

    /// <summary>Of a record: the keyed hash of what members of a hot key must agree on to be compared; 0 if it says too little.</summary>
    public int Part { get; init; }

    /// <summary>Of a component: records that have their home in it from this write on. A record has one home: a second claim is refused.</summary>
    public ImmutableArray<string> Filed { get; init; } = [];

    /// <summary>Of a component that moves: where <see cref="Filed"/>, all its records, have their home now.</summary>
    public string? MovedInto { get; init; }

    /// <summary>Of a record: what it is read by, for a writer that fills the index itself; a trigger takes it from the state.</summary>
    [JsonIgnore] public IndexedContent? Content { get; init; }
}

/// <summary>A record's sealed content as the index holds it, and what its owner's list says of it.</summary>
public sealed record IndexedContent(string Owner, string KeyId, string Ciphertext, bool Sealed, string SourceRecordId, ImmutableArray<string> Flags);

/// <summary>A request and the version it produced.</summary>
[JsonConverter(typeof(AnsweredRequestJsonConverter))]
public sealed record AnsweredRequest(Guid Id, string Fingerprint, int Version);

/// <summary>Stores it as one text, <c>id version fingerprint</c>: eight objects with named fields were a third of the row.</summary>
public sealed class AnsweredRequestJsonConverter : JsonConverter<AnsweredRequest>
{
    public override AnsweredRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()?.Split(' ', 3) is [var id, var version, var fingerprint]
            ? new(Guid.ParseExact(id, "N"), fingerprint, int.Parse(version, CultureInfo.InvariantCulture))
            : throw new JsonException("An answered request is 'id version fingerprint'.");

    public override void Write(Utf8JsonWriter writer, AnsweredRequest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.Id:N} {value.Version} {value.Fingerprint}"));
}

/// <summary>What all events of one write have in common.</summary>
public sealed record WriteInfo(Guid RequestId, string Principal, string Fingerprint, string Actor, string Purpose, DateTimeOffset DecidedAt);

/// <summary>One event of a write.</summary>
/// <param name="Jurisdictions">Whom it concerns, comma-separated codes in order: their inboxes receive it. Never empty.</param>
/// <param name="At">When it happened.</param>
/// <param name="Body">The event; its <c>$type</c> is the event type of the log.</param>
public sealed record LoggedEvent<TEvent>(string Jurisdictions, DateTimeOffset At, TEvent Body) where TEvent : class;
