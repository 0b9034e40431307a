using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination;

/// <summary>
/// A police jurisdiction by its GB/T 2260 code of six digits (<c>440000</c>), <c>XPCC</c> for the Xinjiang Production and
/// Construction Corps, or <c>000000</c> for the Ministry of Public Security. Source: domain rules B8.
/// </summary>
[GenerateSerializer, Immutable, Alias("coord.JurisdictionCode"), JsonConverter(typeof(JurisdictionCodeJsonConverter))]
public readonly record struct JurisdictionCode([property: Id(0)] string Value) : IComparable<JurisdictionCode>
{
    /// <summary>The Ministry of Public Security, common superior of all provinces.</summary>
    public static readonly JurisdictionCode Ministry = new("000000");

    /// <summary>True for the ministry, which commands but owns no case.</summary>
    public bool IsMinistry => this == Ministry;

    public int CompareTo(JurisdictionCode other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(JurisdictionCode left, JurisdictionCode right) => left.CompareTo(right) < 0;
    public static bool operator >(JurisdictionCode left, JurisdictionCode right) => left.CompareTo(right) > 0;
    public static bool operator <=(JurisdictionCode left, JurisdictionCode right) => left.CompareTo(right) <= 0;
    public static bool operator >=(JurisdictionCode left, JurisdictionCode right) => left.CompareTo(right) >= 0;
}

/// <summary>Stores a jurisdiction as its bare code, also as the key of an object; null where none is known yet.</summary>
public sealed class JurisdictionCodeJsonConverter : JsonConverter<JurisdictionCode>
{
    public override JurisdictionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } code ? new(code) : default;

    public override void Write(Utf8JsonWriter writer, JurisdictionCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override JurisdictionCode ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, JurisdictionCode value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
