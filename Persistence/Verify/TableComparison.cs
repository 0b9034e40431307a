using System.Data.Common;
using System.Globalization;
using Coordination.Persistence.Readers;
using Npgsql;

namespace Coordination.Persistence.Verify;

/// <summary>Compares a table with its copy elsewhere, both read in the order of their key.</summary>
internal static class TableComparison
{
    private const string PostgresKey = """
        select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = to_regclass(@table) and i.indisprimary order by array_position(i.indkey::smallint[], a.attnum)
        """;

    private const string SqliteKey = "select name from pragma_table_info(@table) where pk > 0 order by pk";

    public static async Task Run(string table, DbTransaction live, DbConnection copy, CheckLog found, CancellationToken cancel)
    {
        var key = await Key(table, live, cancel);
        var text = $"select {string.Join(", ", key)}, t.* from {table} t order by {string.Join(", ", key)}";
        await using var liveCommand = live.Command(text);
        await using var copyCommand = copy.Command(text);
        (liveCommand.CommandTimeout, copyCommand.CommandTimeout) = (0, 0);
        await using var liveRows = await liveCommand.ExecuteReaderAsync(cancel);
        await using var copyRows = await copyCommand.ExecuteReaderAsync(cancel);

        var (left, right) = (await Row.Next(liveRows, key.Count, cancel), await Row.Next(copyRows, key.Count, cancel));
        while (left is not null || right is not null)
        {
            found.Saw();
            var order = left is null ? 1 : right is null ? -1 : left.CompareTo(right);
            if (order < 0)
            {
                found.Found($"{table} {left}: is there, but the log does not give it.");
            }
            else if (order > 0)
            {
                found.Found($"{table} {right}: is missing, the log gives it.");
            }
            else if (!left!.Values.SequenceEqual(right!.Values))
            {
                found.Found($"{table} {left}: differs from what the log gives.");
            }
            left = order <= 0 ? await Row.Next(liveRows, key.Count, cancel) : left;
            right = order >= 0 ? await Row.Next(copyRows, key.Count, cancel) : right;
        }
    }

    private static async Task<List<string>> Key(string table, DbTransaction live, CancellationToken cancel)
    {
        await using var command = live.Command(live is NpgsqlTransaction ? PostgresKey : SqliteKey, ("table", table));
        var key = await command.Rows(row => row.GetString(0), cancel);
        return key.Count > 0 ? key : throw new InvalidOperationException($"Table {table} of a projection has no primary key.");
    }

    private sealed record Row(IComparable[] Key, object[] Values)
    {
        public static async Task<Row?> Next(DbDataReader reader, int keys, CancellationToken cancel)
        {
            if (!await reader.ReadAsync(cancel))
            {
                return null;
            }
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            return new([.. values[..keys].Cast<IComparable>()], values[keys..]);
        }

        public int CompareTo(Row other) => Key
            .Zip(other.Key, (mine, theirs) => mine is string text ? string.CompareOrdinal(text, (string)theirs) : mine.CompareTo(theirs))
            .FirstOrDefault(order => order != 0);

        public override string ToString() => string.Join(' ', Key.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
    }
}
