using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Google.Protobuf.Reflection;

namespace Coordination.Client.Api;

/// <summary>What people type for a field, as the ProtoJSON of that field.</summary>
public static class RequestJson
{
    private const decimal NanosPerUnit = 1_000_000_000;

    public static JsonNode Value(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Message => Message(field, text),
        FieldType.Enum => EnumName(field.EnumType, text),
        FieldType.Bool => bool.Parse(text),
        _ => text, // ProtoJSON takes numbers as text too
    };

    /// <summary>Words to choose from, without the enum's prefix: <c>FILED</c> for <c>CASE_STATE_FILED</c>.</summary>
    public static IEnumerable<string> Words(EnumDescriptor type) => type.Values.Where(value => value.Number != 0).Select(value => value.Name[Prefix(type).Length..]);

    private static string EnumName(EnumDescriptor type, string text)
    {
        var word = text.ToUpperInvariant().Replace('-', '_');
        var known = type.Values.FirstOrDefault(value => value.Name == word || value.Name == Prefix(type) + word);
        return known?.Name ?? throw new CommandException($"'{text}' is none of {string.Join(", ", Words(type))}.");
    }

    private static string Prefix(EnumDescriptor type)
    {
        var zero = type.Values[0].Name;
        return zero.EndsWith("UNSPECIFIED", StringComparison.Ordinal) ? zero[..^"UNSPECIFIED".Length] : "";
    }

    private static JsonNode Message(FieldDescriptor field, string text) => field.MessageType.FullName switch
    {
        "google.protobuf.Timestamp" => Instant(field, text),
        "google.protobuf.Duration" or "google.protobuf.FieldMask" => text,
        "google.type.Money" => Money(field, text),
        "google.type.Date" => Date(field, text),
        _ => Parse(field, text),
    };

    private static string Instant(FieldDescriptor field, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)
            : throw new CommandException($"--{Kebab(field.Name)}: '{text}' is no instant such as 2025-09-30T06:00:00+08:00.");

    // Yuan, as people write them: 1234.56
    private static JsonObject Money(FieldDescriptor field, string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan)
            ? new JsonObject { ["currencyCode"] = "CNY", ["units"] = ((long)yuan).ToString(CultureInfo.InvariantCulture), ["nanos"] = (int)((yuan - (long)yuan) * NanosPerUnit) }
            : throw new CommandException($"--{Kebab(field.Name)}: '{text}' is no amount in yuan such as 1234.56.");

    private static JsonObject Date(FieldDescriptor field, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new JsonObject { ["year"] = date.Year, ["month"] = date.Month, ["day"] = date.Day }
            : throw new CommandException($"--{Kebab(field.Name)}: '{text}' is no day such as 2025-09-30.");

    private static JsonNode Parse(FieldDescriptor field, string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new CommandException($"--{Kebab(field.Name)} is a {field.MessageType.Name} as JSON: {e.Message}");
        }
    }

    public static string Kebab(string name) => name.Replace('_', '-');
}
