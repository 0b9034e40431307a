using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination.Suspects;

/// <summary>
/// Writes a submission as a list of its fields, in the order of <see cref="Names"/>: a record is stored three times (row, event, index), and with names, and the many
/// fields that say nothing, it was nearly twice as long. An object with named fields, as submissions were sealed before, is read too.
/// </summary>
public sealed class SubmittedAttributesJsonConverter : JsonConverter<SubmittedAttributes>
{
    /// <summary>Never to be changed but at the end: what is sealed already is read by it.</summary>
    private static readonly string[] Names =
    [
        "fullName", "romanisedName", "aliases", "sex", "birthDate", "idType", "idNumber", "phones", "bankCards", "plates", "wechat", "qq",
        "registeredAddress", "presentAddress", "ethnicity", "caseNumber", "submittedAt",
    ];

    public override SubmittedAttributes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new string[Names.Length];
        Array.Fill(values, "");
        var lists = new ImmutableArray<string>[Names.Length];
        Array.Fill(lists, []);
        var isNamed = reader.TokenType is JsonTokenType.StartObject;
        if (!isNamed && reader.TokenType is not JsonTokenType.StartArray) { throw new JsonException("A submission is a list of its fields."); }
        for (var place = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject); place++)
        {
            if (isNamed)
            {
                place = Array.IndexOf(Names, reader.GetString());
                reader.Read();
            }
            if (place < 0 || place >= Names.Length) { reader.Skip(); } // of a later version
            else if (reader.TokenType is JsonTokenType.StartArray) { lists[place] = List(ref reader); }
            else { values[place] = reader.GetString() ?? ""; }
        }
        return new()
        {
            FullName = values[0], RomanisedName = values[1], Aliases = lists[2], Sex = values[3], BirthDate = values[4], IdType = values[5], IdNumber = values[6],
            Phones = lists[7], BankCards = lists[8], Plates = lists[9], Wechat = values[10], Qq = values[11], RegisteredAddress = values[12], PresentAddress = values[13],
            Ethnicity = values[14], CaseNumber = values[15],
            SubmittedAt = values[16].Length == 0 ? null
                : DateTimeOffset.TryParse(values[16], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var submitted) ? submitted
                : throw new JsonException("A submission was made at no time."),
        };
    }

    public override void Write(Utf8JsonWriter writer, SubmittedAttributes value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.FullName);
        writer.WriteStringValue(value.RomanisedName);
        Write(writer, value.Aliases);
        writer.WriteStringValue(value.Sex);
        writer.WriteStringValue(value.BirthDate);
        writer.WriteStringValue(value.IdType);
        writer.WriteStringValue(value.IdNumber);
        Write(writer, value.Phones);
        Write(writer, value.BankCards);
        Write(writer, value.Plates);
        writer.WriteStringValue(value.Wechat);
        writer.WriteStringValue(value.Qq);
        writer.WriteStringValue(value.RegisteredAddress);
        writer.WriteStringValue(value.PresentAddress);
        writer.WriteStringValue(value.Ethnicity);
        writer.WriteStringValue(value.CaseNumber);
        if (value.SubmittedAt is { } submitted) { writer.WriteStringValue(submitted); }
        writer.WriteEndArray();
    }

    private static ImmutableArray<string> List(ref Utf8JsonReader reader)
    {
        var list = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) { list.Add(reader.GetString()!); }
        return list.DrainToImmutable();
    }

    private static void Write(Utf8JsonWriter writer, ImmutableArray<string> list)
    {
        writer.WriteStartArray();
        foreach (var text in list) { writer.WriteStringValue(text); }
        writer.WriteEndArray();
    }
}
