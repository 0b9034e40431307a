using System.Globalization;

namespace Coordination.Resolution;

/// <summary>
/// A key that too many records hold says little and costs much. Whether it is hot is a count of its members, so it
/// depends on the set of records and not on which came first.
/// </summary>
public static class HotKey
{
    /// <summary>Members beyond which a key, or a part of one, is no longer compared as a whole.</summary>
    public const int MembersMax = 64;

    /// <summary>
    /// Members of a hot key are compared when they agree on this: birth year, sex and surname. Null where the record
    /// states no year of birth or no name; it is then found by its other keys only.
    /// </summary>
    public static string? Part(NormalizedRecord record) =>
        record.Birth.IsKnown && !record.Names.IsEmpty
            ? string.Create(CultureInfo.InvariantCulture, $"{record.Birth.Year}|{(int)record.Sex}|{record.Names[0].Surname}")
            : null;
}
