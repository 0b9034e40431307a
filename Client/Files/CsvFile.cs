using CsvHelper;

namespace Coordination.Client.Files;

/// <summary>Comma-separated values with a header line, UTF-8: the one way in which files of records are read and written.</summary>
public static class CsvFile
{
    private static readonly CsvWriterOptions _writing = new() { NewLine = "\n" };
    private static readonly CsvReaderOptions _reading = new() { Separator = ',', TrackLineNumbers = true };

    /// <param name="countMax">Read no more lines than these, from the start.</param>
    /// <exception cref="InvalidDataException">The file is no such text; the message names the line.</exception>
    public static List<T> Read<T>(string path, Func<CsvRow, T> row, int countMax = int.MaxValue)
    {
        List<T> rows = [];
        try
        {
            using var reader = CsvReader.FromFile(path, _reading);
            while (rows.Count < countMax && reader.Read())
            {
                rows.Add(row(new CsvRow(path, reader)));
            }
            if (!reader.Headers.Any()) { throw new InvalidDataException($"{path} is empty; the first line names the columns."); }
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
        return rows;
    }

    public static void Write(string path, string[] columns, IEnumerable<string[]> rows)
    {
        using var writer = CsvWriter.ToFile(path, _writing);
        writer.WriteHeader(columns);
        foreach (var row in rows)
        {
            writer.WriteRecord(row);
        }
    }
}

/// <summary>One line of a file; valid until the next is read.</summary>
public readonly struct CsvRow(string path, CsvReader reader)
{
    /// <summary>What stands in a column; null where it is empty or there is no such column.</summary>
    public string? Text(string column) => reader.TryGetFieldIndex(column, out var index) && reader.GetString(index) is { Length: > 0 } text ? text : null;

    /// <exception cref="InvalidDataException">Nothing stands there.</exception>
    public string Required(string column) => Text(column) ?? throw Bad($"{column} is missing.");

    /// <summary>What is wrong with this line, and where it is.</summary>
    public InvalidDataException Bad(string what) => new($"{path}: Line {reader.LineNumber}: {what}");
}
