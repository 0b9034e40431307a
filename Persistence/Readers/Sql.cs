using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Coordination.Persistence.Readers;

/// <summary>The few things that the two databases ask for differently: parameters of time and of JSON, and reading times back.</summary>
public static class Sql
{
    // Of one width, so that SQLite's order of texts is the order of times.
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static DbCommand Command(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            command.Add(name, value);
        }
        return command;
    }

    /// <summary>A command over whole tables: it may take as long as it takes.</summary>
    public static DbCommand Unhurried(this DbConnection connection, string text)
    {
        var command = connection.Command(text);
        command.CommandTimeout = 0;
        return command;
    }

    public static DbCommand Command(this DbTransaction transaction, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = transaction.Connection!.Command(text, parameters);
        command.Transaction = transaction;
        return command;
    }

    public static void Add(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = command is NpgsqlCommand ? PostgresValue(value) : SqliteValue(value);
        command.Parameters.Add(parameter);
    }

    /// <summary>A list of values: an array for PostgreSQL, a JSON array for SQLite.</summary>
    public static void AddList<T>(this DbCommand command, string name, IEnumerable<T> values)
    {
        if (command is NpgsqlCommand postgres)
        {
            postgres.Parameters.Add(new NpgsqlParameter<T[]>(name, [.. values]));
            return;
        }
        command.Add(name, JsonSerializer.Serialize(values.ToArray()));
    }

    /// <summary>A list of values that is stored as PostgreSQL's array or as SQLite's JSON.</summary>
    public static IReadOnlyList<T> List<T>(this DbDataReader row, int column) =>
        row is NpgsqlDataReader ? row.GetFieldValue<T[]>(column) : JsonSerializer.Deserialize<T[]>(row.GetString(column))!;

    public static object PostgresValue(object value) => value is DateTimeOffset instant ? instant.UtcDateTime : value;

    public static object SqliteValue(object value) => value switch
    {
        DateTimeOffset instant => instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        _ => value,
    };

    public static DateTimeOffset Instant(this DbDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);

    public static async Task<List<T>> Rows<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    public static async Task<long> Number(this DbCommand command, CancellationToken cancel) =>
        Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
}
