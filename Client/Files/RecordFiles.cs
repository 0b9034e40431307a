using Coordination.Resolution;

namespace Coordination.Client.Files;

/// <summary>Records of suspects, and what is known of them, out of files.</summary>
public static class RecordFiles
{
    private const string Same = "SAME", NotSame = "NOT_SAME", Unsure = "UNSURE";

    /// <summary>Records, by the model's column mapping.</summary>
    /// <param name="countMax">Read no more than these, from the start.</param>
    /// <exception cref="InvalidDataException">A line has no record id, or a time that is none.</exception>
    public static List<SuspectAttributes> Records(string path, Model model, int countMax = int.MaxValue)
    {
        var mapping = new ColumnMapping(model.File.Columns);
        return CsvFile.Read(path, row =>
        {
            try
            {
                return mapping.Read(row.Text);
            }
            catch (FormatException e)
            {
                throw row.Bad(e.Message);
            }
        }, countMax);
    }

    /// <summary>Columns record_id, true_id: the person that each record is truly about.</summary>
    public static Dictionary<string, string> Truth(string path) =>
        CsvFile.Read(path, row => (Record: row.Required("record_id"), Person: row.Required("true_id")))
            .DistinctBy(row => row.Record, StringComparer.Ordinal)
            .ToDictionary(row => row.Record, row => row.Person, StringComparer.Ordinal);

    /// <summary>Columns record_a, record_b, verdict: what reviewers decided, true for SAME, false for NOT_SAME; UNSURE decides nothing. The last line on a pair counts.</summary>
    public static Dictionary<(string, string), bool> Decisions(string path)
    {
        var decisions = new Dictionary<(string, string), bool>();
        foreach (var (pair, isSame) in CsvFile.Read(path, row => (Pair(row.Required("record_a"), row.Required("record_b")), Verdict(row))))
        {
            if (isSame is { } same) { decisions[pair] = same; }
            else { decisions.Remove(pair); }
        }
        return decisions;
    }

    /// <summary>A pair of records, whichever is named first.</summary>
    public static (string, string) Pair(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);

    private static bool? Verdict(CsvRow row) => row.Required("verdict") switch
    {
        Same => true,
        NotSame => false,
        Unsure => null,
        _ => throw row.Bad($"verdict is none of {Same}, {NotSame}, {Unsure}."),
    };
}
