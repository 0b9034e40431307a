using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Gateway.Conventions;

/// <summary>Where a request keeps the fields that every request names alike. Looked up once for each message type.</summary>
public sealed class RequestShape
{
    private static readonly ConcurrentDictionary<MessageDescriptor, RequestShape> Known = new();

    private readonly FieldDescriptor? _name, _requestId, _etag, _purpose, _eventTime, _validateOnly;

    private RequestShape(MessageDescriptor message)
    {
        _name = Find(message, "name", FieldType.String);
        _requestId = Find(message, "request_id", FieldType.String);
        _etag = Find(message, "etag", FieldType.String);
        _purpose = Find(message, "purpose", FieldType.String);
        _eventTime = Find(message, "event_time", FieldType.Message);
        _validateOnly = Find(message, "validate_only", FieldType.Bool);
    }

    public static RequestShape Of(MessageDescriptor message) => Known.GetOrAdd(message, static m => new(m));

    public string Name(IMessage request) => Text(_name, request);
    public string RequestId(IMessage request) => Text(_requestId, request);
    public string Purpose(IMessage request) => Text(_purpose, request);
    public bool ValidateOnly(IMessage request) => _validateOnly is { } field && (bool)field.Accessor.GetValue(request);

    /// <summary>Null if this request looks at no version: it has no such field, or an <c>optional</c> one that is absent.</summary>
    public string? Etag(IMessage request) =>
        _etag is null || (_etag.HasPresence && !_etag.Accessor.HasValue(request)) ? null : Text(_etag, request);

    /// <summary>When it happened in the field; null for now.</summary>
    public DateTimeOffset? EventTime(IMessage request) => (_eventTime?.Accessor.GetValue(request) as Timestamp)?.ToDateTimeOffset();

    private static FieldDescriptor? Find(MessageDescriptor message, string name, FieldType type) =>
        message.FindFieldByName(name) is { IsRepeated: false } field && field.FieldType == type ? field : null;

    private static string Text(FieldDescriptor? field, IMessage request) => field is null ? "" : (string)field.Accessor.GetValue(request);
}
