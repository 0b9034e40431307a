using CsvHelper;

namespace Coordination.Resolution.Tests;

/// <summary>Records and labels out of CSV files, by a model's column mapping.</summary>
public static class CsvRecords
{
    public static List<SuspectAttributes> Read(string path, Model model)
    {
        var mapping = new ColumnMapping(model.File.Columns);
        return Rows(path, cell => mapping.Read(cell));
    }

    /// <summary>Record id to the person it is truly about.</summary>
    public static Dictionary<string, string> Truth(string path) =>
        Rows(path, cell => (Record: cell("record_id")!, Person: cell("true_id")!))
            .ToDictionary(row => row.Record, row => row.Person, StringComparer.Ordinal);

    private static List<T> Rows<T>(string path, Func<Func<string, string?>, T> read)
    {
        using var csv = CsvReader.FromFile(path);
        var rows = new List<T>();
        while (csv.Read()) { rows.Add(read(csv.GetString)); }
        return rows;
    }
}
