using System.Text.Json;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Reads what records say, as the resolution library does. The plain text is not stored and never leaves the caller.</summary>
public sealed class SuspectFeatures(IMatchKeyHash hash) : ISuspectReader
{
    /// <summary>The document number fails its check digit: stored as it is, compared with care.</summary>
    private const string IdCheckFailed = "ID_CHECK_FAILED";

    private const int PartFamily = 0; // no key family has this number

    public SubmittedIndex Index(JurisdictionCode owner, SubmittedAttributes submitted)
    {
        var content = Normalize("", owner, submitted);
        return new(
            [.. MatchKeys.Keys(content).Select(key => hash.Key((int)key.Family, key.Text)).Distinct()],
            HotKey.Part(content) is { } part ? (int)hash.Key(PartFamily, part) | 1 : 0,
            content.Document.IsCheckFailed ? [IdCheckFailed] : []);
    }

    /// <summary>Reads a content that was opened already.</summary>
    public static NormalizedRecord Read(string recordKey, JurisdictionCode owner, string json) =>
        Normalize(recordKey, owner, JsonSerializer.Deserialize(json, SubmittedAttributesJson.Default.SubmittedAttributes)!);

    private static NormalizedRecord Normalize(string recordKey, JurisdictionCode owner, SubmittedAttributes submitted) =>
        Model.Suspects.Normalize(ToResolution(recordKey, owner, submitted));

    private static SuspectAttributes ToResolution(string recordKey, JurisdictionCode owner, SubmittedAttributes a) => new(recordKey)
    {
        Name = a.FullName,
        Romanised = a.RomanisedName,
        Aliases = a.Aliases,
        Sex = a.Sex switch { "M" => Sex.Male, "F" => Sex.Female, _ => Sex.Unspecified },
        BirthDate = a.BirthDate,
        IdType = a.IdType,
        IdNumber = a.IdNumber,
        Phones = a.Phones,
        BankCards = a.BankCards,
        Plates = a.Plates,
        WeChat = a.Wechat,
        Qq = a.Qq,
        HujiAddress = a.RegisteredAddress,
        Address = a.PresentAddress,
        ProvinceCode = owner.Value,
        CaseNo = a.CaseNumber,
        SubmittedAt = a.SubmittedAt,
    };
}
