using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace Coordination.Suspects;

/// <summary>What a submission says of a person, as typed: the plain text that is sealed into a record. Never logged, never stored open.</summary>
[JsonConverter(typeof(SubmittedAttributesJsonConverter))]
public sealed record SubmittedAttributes
{
    public string FullName { get; init; } = "";
    public string RomanisedName { get; init; } = "";
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>M, F or empty.</summary>
    public string Sex { get; init; } = "";

    /// <summary>YYYY-MM-DD, YYYY-MM, YYYY or empty.</summary>
    public string BirthDate { get; init; } = "";
    public string IdType { get; init; } = "";
    public string IdNumber { get; init; } = "";
    public ImmutableArray<string> Phones { get; init; } = [];
    public ImmutableArray<string> BankCards { get; init; } = [];
    public ImmutableArray<string> Plates { get; init; } = [];
    public string Wechat { get; init; } = "";
    public string Qq { get; init; } = "";
    public string RegisteredAddress { get; init; } = "";
    public string PresentAddress { get; init; } = "";
    public string Ethnicity { get; init; } = "";
    public string CaseNumber { get; init; } = "";
    public DateTimeOffset? SubmittedAt { get; init; }

    public override string ToString() => "(protected)";
}

[JsonSerializable(typeof(SubmittedAttributes))]
public sealed partial class SubmittedAttributesJson : JsonSerializerContext
{
    /// <summary>For writing: a Chinese character as it is takes half the room of its escape, and the text is sealed anyhow.</summary>
    public static SubmittedAttributesJson Readable => LazyReadable.Value;

    private static readonly Lazy<SubmittedAttributesJson> LazyReadable = new(() => new(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}
