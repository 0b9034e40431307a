using Coordination.Log;

namespace Coordination.Persistence.Reads;

/// <summary>One notice of a jurisdiction's inbox.</summary>
/// <param name="InboxSeq">1, 2, 3, … without gaps within the jurisdiction, for as long as the log.</param>
public sealed record InboxEntry(long InboxSeq, LogEntry Entry);

/// <summary>Something that falls due.</summary>
/// <param name="Wakes">True if the grain acts by itself; false if it is only shown to people.</param>
public sealed record DueRow(string GrainType, string GrainId, string Kind, DateTimeOffset DueAt, JurisdictionCode Owner, bool Wakes);

/// <summary>A place in a list of due work.</summary>
public sealed record DueCursor(DateTimeOffset DueAt, string GrainType, string GrainId, string Kind)
{
    public static DueCursor Of(DueRow row) => new(row.DueAt, row.GrainType, row.GrainId, row.Kind);
}

/// <summary>How far the readers have come.</summary>
/// <param name="Head">The last entry of the dense order; 0 if the log is empty.</param>
/// <param name="Applied">The last entry that every projection has applied.</param>
public sealed record ReadPosition(long Head, long Applied);
