using System.Data.Common;
using Coordination.Log;

namespace Coordination.Persistence.Readers;

/// <summary>How a log entry is read from its row.</summary>
public static class EntryRows
{
    /// <summary>The last seq that was given, as an expression; a maximum over the view would read all of the log.</summary>
    public const string LastSeq = "coalesce((select seq from sequenced_log order by seq desc limit 1), 0)";

    /// <summary>The columns, of <c>sequenced_log e</c>.</summary>
    public const string Columns = $"{Head}, e.body";

    /// <summary>
    /// The columns for those who follow the log as it grows: with an empty body for records. Those are most entries and nearly all
    /// bytes of an import, and sealed contents: what is to be known of them, their own commits have written.
    /// </summary>
    public const string Followed = $"{Head}, case e.grain_type when 'record' then '' else cast(e.body as text) end";

    private const string Head = """
        e.seq, e.grain_type, e.grain_id, e.version, e.ordinal, e.event_type, e.jurisdictions, e.request_id, e.principal, e.fingerprint,
        e.actor, e.purpose, e.event_time, e.decided_at, e.recorded_at
        """;

    public static LogEntry Read(DbDataReader row) => Read(row, 0);

    public static LogEntry Read(DbDataReader row, int first) => new(
        row.GetInt64(first), row.GetString(first + 1), row.GetString(first + 2), row.GetInt32(first + 3), row.GetInt32(first + 4), row.GetString(first + 5),
        [.. row.GetString(first + 6).Split(',').Select(code => new JurisdictionCode(code))],
        row.GetGuid(first + 7), row.GetString(first + 8), row.GetString(first + 9), row.GetString(first + 10), row.GetString(first + 11),
        row.Instant(first + 12), row.Instant(first + 13), row.Instant(first + 14), row.GetString(first + 15));
}
