using System.Diagnostics;
using Coordination.Log;

namespace Coordination.Persistence;

/// <summary>One grain row on its way to the database.</summary>
/// <param name="Expected">The version that the writer has read; 0 for a row that must not exist yet.</param>
/// <param name="Payload">The row as stored.</param>
/// <param name="Logged">What the payload tells the log.</param>
/// <param name="Entries">Its events, if the writer puts them into the log itself.</param>
public sealed record RowWrite(RowKey Key, int Expected, byte[] Payload, ILoggedRow Logged, ImmutableArray<NewEntry> Entries)
{
    public long QueuedAt { get; } = Stopwatch.GetTimestamp();
}

/// <summary>What a failed write says about its rows.</summary>
public enum WriteFailure
{
    Unspecified = 0,

    /// <summary>One of the rows is at fault; nothing was written. The others succeed without it.</summary>
    Row,

    /// <summary>One of the rows is held by somebody else; nothing was written. The others succeed without it.</summary>
    Locked,

    /// <summary>What one of the rows claims was claimed by another meanwhile; nothing was written. Its writer has lost, the others succeed without it.</summary>
    Lost,

    /// <summary>The store failed; the rows may be written or not.</summary>
    Store,
}

/// <summary>Writes rows of one kind of database.</summary>
public interface IRowWriter
{
    /// <summary>Writes the rows, whose keys differ, in one transaction, and marks in <paramref name="written"/> those that were at their expected version.</summary>
    Task Write(IReadOnlyList<RowWrite> rows, bool[] written);

    WriteFailure Classify(Exception exception);

    /// <summary>True if the statement for this row puts its events into the log, and what it is found by into the index; false if triggers take them from the row.</summary>
    bool LogsItself(RowKey key, int expected, ILoggedRow row);
}
