using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coordination.Jurisdictions;

/// <summary>One jurisdiction of the reference data.</summary>
/// <param name="Code">GB/T 2260 code, XPCC, or 000000.</param>
/// <param name="Chinese">Name in Chinese.</param>
/// <param name="English">Name in English.</param>
/// <param name="Kind">Whether it has police who take part.</param>
public sealed record Division(JurisdictionCode Code, string Chinese, string English, DivisionKind Kind)
{
    /// <summary>True if it has police who take part in operations; the ministry commands and does not take part.</summary>
    [JsonIgnore] public bool IsOperational => Kind is DivisionKind.Police;
}

/// <summary>What a code stands for.</summary>
public enum DivisionKind
{
    Unspecified = 0,

    /// <summary>A provincial police jurisdiction, or XPCC.</summary>
    Police,

    /// <summary>The Ministry of Public Security.</summary>
    Ministry,

    /// <summary>A code that occurs in data (710000, 810000, 820000) and takes no part.</summary>
    DataOnly,
}

/// <summary>
/// The reference data of jurisdictions, from <c>divisions.json</c>: GB/T 2260-2007, and XPCC, which the ministry's circulars
/// address separately and which has no GB/T 2260 province code. Source: domain rules B8.
/// </summary>
public static class Divisions
{
    /// <summary>All of them, by code, XPCC last.</summary>
    public static readonly ImmutableArray<Division> All = Load();

    private static readonly FrozenDictionary<JurisdictionCode, Division> ByCode = All.ToFrozenDictionary(division => division.Code);

    /// <summary>The jurisdiction with this code; null if there is none.</summary>
    public static Division? Find(JurisdictionCode code) => ByCode.GetValueOrDefault(code);

    /// <summary>True for a police jurisdiction that can take part in operations and own cases.</summary>
    public static bool IsOperational(JurisdictionCode code) => Find(code) is { IsOperational: true };

    private static ImmutableArray<Division> Load()
    {
        using var data = typeof(Divisions).Assembly.GetManifestResourceStream("divisions.json")!;
        return [.. JsonSerializer.Deserialize(data, DivisionJson.Default.DivisionArray)!];
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Division[]))]
internal sealed partial class DivisionJson : JsonSerializerContext;
