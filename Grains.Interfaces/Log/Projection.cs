using System.Data.Common;

namespace Coordination.Log;

/// <summary>
/// Turns log entries into rows. The runner gives it each entry once, in order, and saves its position in the same transaction, so
/// its effect is exactly once. It must depend on nothing but the entries and its own rows: then a rebuilt one equals the live one.
/// </summary>
public interface IProjection
{
    /// <summary>Names its position; a changed meaning gets a new name and is built anew.</summary>
    string Name { get; }

    /// <summary>Tables that belong to it, emptied before it is rebuilt.</summary>
    IReadOnlyList<string> Tables { get; }

    Task Apply(IReadOnlyList<LogEntry> entries, DbTransaction transaction, CancellationToken cancel);
}
