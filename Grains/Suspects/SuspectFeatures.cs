using System.Text.Json;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Opens a record's sealed content and reads it as the resolution library does. The plain text never leaves the caller.</summary>
public sealed class SuspectFeatures(IProtector protector)
{
    public async ValueTask<NormalizedRecord> Open(string recordKey, JurisdictionCode owner, Protected attributes) =>
        Read(recordKey, owner, await protector.Reveal(attributes));

    /// <summary>Reads a content that was opened already.</summary>
    public static NormalizedRecord Read(string recordKey, JurisdictionCode owner, string json)
    {
        var submitted = JsonSerializer.Deserialize(json, SubmittedAttributesJson.Default.SubmittedAttributes)!;
        return Model.Suspects.Normalize(ToResolution(recordKey, owner, submitted));
    }

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
