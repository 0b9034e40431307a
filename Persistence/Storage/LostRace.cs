using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Coordination.Persistence;

/// <summary>What the schema's triggers raise when a row claims what another row has claimed meanwhile.</summary>
internal static class LostRace
{
    private const string PostgresState = "CO001";
    private const string SqliteMessage = "a record has another home"; // SQLite knows no codes of one's own

    public static bool Is(Exception failure) =>
        failure is SqliteException sqlite ? sqlite.Message.Contains(SqliteMessage, StringComparison.Ordinal) : failure is DbException { SqlState: PostgresState };
}
