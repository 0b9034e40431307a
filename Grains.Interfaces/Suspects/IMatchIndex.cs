namespace Coordination.Suspects;

/// <summary>The committed records by what they could be compared on. Filled by the commit of each record itself.</summary>
public interface IMatchIndex
{
    /// <summary>The record, and every committed record that shares a key with it. Read after the record's own commit, so that of two
    /// records submitted at once at least one sees the other.</summary>
    /// <returns>The record itself first; empty if it is not stored.</returns>
    Task<IReadOnlyList<IndexedRecord>> Candidates(string recordKey);

    /// <summary>The records named, in no order.</summary>
    Task<IReadOnlyList<IndexedRecord>> Load(IReadOnlyCollection<string> recordKeys);
}

/// <summary>A committed record as the index holds it.</summary>
public sealed record IndexedRecord(string RecordKey, int Version, JurisdictionCode Owner, Protected Attributes);
