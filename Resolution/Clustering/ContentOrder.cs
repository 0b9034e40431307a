using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Coordination.Resolution;

/// <summary>
/// The order in which a component takes its records: by what they say and not by their ids, so that edges of equal weight are taken in
/// the same order whoever named the records. Records that say the same are one another's like.
/// </summary>
internal static class ContentOrder
{
    public static NormalizedRecord[] Sorted(IEnumerable<NormalizedRecord> records) =>
        [.. records.Select(record => (record, rank: Rank(record)))
            .OrderBy(r => r.rank).ThenBy(r => r.record.RecordId, StringComparer.Ordinal)
            .Select(r => r.record)];

    private static ulong Rank(NormalizedRecord record)
    {
        var text = string.Join('\u001f',
            [
                record.Province, record.CaseNo, record.WeChat, record.Qq, record.Document.Text, record.StatedBirth.ToString(),
                ((int)record.Sex).ToString(CultureInfo.InvariantCulture), record.Latin?.ToString() ?? "",
                Place(record.Huji), Place(record.Place),
                .. record.Names.Select(name => name.Text), "|", .. record.Nicknames, "|", .. record.Phones, "|", .. record.BankCards, "|", .. record.Plates,
            ]);
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static string Place(PlaceText place) => string.Create(CultureInfo.InvariantCulture, $"{place.Area} {place.Street}");
}
