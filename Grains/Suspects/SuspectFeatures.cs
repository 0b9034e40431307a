using System.Collections.Concurrent;
using System.Text.Json;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Reads what records say, as the resolution library does. The plain text is not stored and never leaves the caller.</summary>
public sealed class SuspectFeatures(IProtector protector, IMatchKeyHash hash, TimeProvider time) : ISuspectReader
{
    /// <summary>The document number fails its check digit: stored as it is, compared with care.</summary>
    private const string IdCheckFailed = "ID_CHECK_FAILED";

    private const int PartFamily = 0; // no key family has this number

    // What was opened lately is likely to be met again: records come in runs. Short, because an erased record must be forgotten.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(20);
    private const int KeptMax = 20_000;

    private ConcurrentDictionary<(string, int), NormalizedRecord> _young = new(), _old = new();
    private long _since = time.GetTimestamp();

    public SubmittedIndex Index(JurisdictionCode owner, SubmittedAttributes submitted)
    {
        var content = Normalize("", owner, submitted);
        return new(
            [.. MatchKeys.Keys(content).Select(key => hash.Key((int)key.Family, key.Text)).Distinct()],
            HotKey.Part(content) is { } part ? (int)hash.Key(PartFamily, part) | 1 : 0,
            content.Document.IsCheckFailed ? [IdCheckFailed] : []);
    }

    /// <summary>Opens records, with one question to the key table at most. One whose data key was destroyed says nothing any more.</summary>
    public async ValueTask Open(IEnumerable<IndexedRecord> records, IDictionary<string, NormalizedRecord> open)
    {
        Age();
        List<IndexedRecord> closed = [];
        foreach (var record in records)
        {
            if (Kept((record.RecordKey, record.Version)) is { } known) { open[record.RecordKey] = known; }
            else { closed.Add(record); }
        }
        if (closed.Count == 0) { return; }
        var texts = await protector.Reveal(closed.ConvertAll(record => record.Attributes));
        for (var i = 0; i < closed.Count; i++)
        {
            var record = closed[i];
            open[record.RecordKey] = texts[i] is { } json
                ? Read(record.RecordKey, record.Owner, json)
                : new NormalizedRecord { RecordId = record.RecordKey };
            _young[(record.RecordKey, record.Version)] = open[record.RecordKey];
        }
    }

    private NormalizedRecord? Kept((string, int) record) => _young.GetValueOrDefault(record) ?? _old.GetValueOrDefault(record);

    private void Age()
    {
        var since = Interlocked.Read(ref _since);
        if (time.GetElapsedTime(since) < KeptFor / 2 && _young.Count < KeptMax / 2) { return; }
        if (Interlocked.CompareExchange(ref _since, time.GetTimestamp(), since) == since) { (_old, _young) = (_young, new()); }
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
