using Coordination.Client.Files;
using Coordination.V1;

namespace Coordination.Client.Exports;

/// <summary>One jurisdiction's part of an export: its records, and the pairs that it holds a record of.</summary>
public sealed record DeskPart(IReadOnlyList<SuspectRecord> Records, IReadOnlyList<Match> Matches);

/// <summary>Pairs that wait for a person, by the senders' own ids.</summary>
/// <param name="Whole">Both ids of each pair, the strongest evidence first.</param>
/// <param name="Halves">Pairs whose other record nobody who was asked may name.</param>
public sealed record ReviewPairs(IReadOnlyList<(string RecordA, string RecordB)> Whole, int Halves)
{
    /// <summary>A pair between two jurisdictions stands in both lists under one name, with each one's own record: together they are the pair.</summary>
    public static ReviewPairs Join(IEnumerable<DeskPart> parts)
    {
        var pairs = new Dictionary<string, (double Weight, List<string> Ids)>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var idOf = part.Records.ToDictionary(record => record.Name, record => record.SourceRecordId, StringComparer.Ordinal);
            foreach (var match in part.Matches)
            {
                if (!pairs.TryGetValue(match.Name, out var pair)) { pairs[match.Name] = pair = (match.Weight, []); }
                foreach (var name in match.OwnRecords.Where(idOf.ContainsKey)) { pair.Ids.Add(idOf[name]); }
            }
        }
        var whole = pairs.Values.Where(pair => pair.Ids.Count == 2)
            .Select(pair => (pair.Weight, Pair: RecordFiles.Pair(pair.Ids[0], pair.Ids[1])))
            .OrderByDescending(pair => pair.Weight).ThenBy(pair => pair.Pair.Item1, StringComparer.Ordinal).ThenBy(pair => pair.Pair.Item2, StringComparer.Ordinal)
            .Select(pair => pair.Pair).ToList();
        return new(whole, pairs.Count - whole.Count);
    }
}
