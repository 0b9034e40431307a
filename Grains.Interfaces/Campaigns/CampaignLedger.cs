using System.Text.Json;
using System.Text.Json.Serialization;
using Coordination.Cases;
using Coordination.Groups;
using Coordination.JointOperations;
using Coordination.Log;

namespace Coordination.Campaigns;

/// <summary>
/// Turns log entries into ledger lines: the lines of an entry are what the figures are after it less what they were before. Pure but
/// for what it remembers; an entry given twice adds nothing the second time. Source: domain rules B12.
/// </summary>
public sealed class CampaignLedger
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create(JointOperationJson.Default, CountedJson.Default);

    private readonly Dictionary<string, (int Version, int Ordinal)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CountedGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CountedOperation> _operations = new(StringComparer.Ordinal);

    public CaseBook Cases { get; } = new();

    /// <summary>Counts one entry.</summary>
    /// <returns>Its lines, in a fixed order; none for an entry that changes no figure.</returns>
    public IReadOnlyList<LedgerLine> Post(LogEntry entry)
    {
        if (_seen.TryGetValue(entry.GrainId, out var last) && (entry.Version, entry.Ordinal).CompareTo(last) <= 0)
        {
            return [];
        }
        _seen[entry.GrainId] = (entry.Version, entry.Ordinal);
        return entry.GrainType switch
        {
            "case" => Lines(entry, Post(entry.GrainId, CaseLog.EventOf(entry))),
            "group" => Lines(entry, Post(entry.GrainId, GroupLog.EventOf(entry))),
            "operation" => Lines(entry, Post(entry.GrainId, JsonSerializer.Deserialize<JointOperationEvent>(entry.Body, Json)!)),
            _ => [],
        };
    }

    /// <summary>True if entries of this kind can change a figure.</summary>
    public static bool Counts(LogEntry entry) => entry.GrainType is "case" or "group" or "operation";

    /// <summary>What must be restored before these entries are posted, besides all that counts as one with it.</summary>
    public static ConcernedSubjects Concerned(IReadOnlyCollection<LogEntry> entries)
    {
        var cases = entries.Where(entry => entry.GrainType == "case").Select(CaseLog.EventOf).ToList();
        return new(
            [.. entries.Select(entry => entry.GrainId), .. cases.OfType<CaseMerged>().Select(merged => merged.Into)],
            [.. cases.OfType<FactsRecorded>().SelectMany(recorded => recorded.Lines).Select(line => line.FactId)]);
    }

    /// <summary>What the ledger keeps of one subject, as JSON.</summary>
    public string Stored(string grainType, string id) => grainType switch
    {
        "case" => JsonSerializer.Serialize(Cases[id], Json),
        "group" => JsonSerializer.Serialize(_groups[id], Json),
        _ => JsonSerializer.Serialize(_operations[id], Json),
    };

    /// <summary>Goes on from what was stored.</summary>
    public void Restore(string grainType, string id, string stored)
    {
        switch (grainType)
        {
            case "case":
                Cases.Set(id, JsonSerializer.Deserialize<CountedCase>(stored, Json)!);
                break;
            case "group":
                _groups[id] = JsonSerializer.Deserialize<CountedGroup>(stored, Json)!;
                break;
            default:
                _operations[id] = JsonSerializer.Deserialize<CountedOperation>(stored, Json)!;
                break;
        }
    }

    private Change Post(string id, CaseEvent happened)
    {
        var counted = Cases[id];
        var next = counted.Apply(happened);
        if (ReferenceEquals(next, counted))
        {
            return Change.None;
        }
        HashSet<string> cases = [.. Cases.Together(id), .. Cases.Together(next.MergedInto ?? id)];
        HashSet<string> facts = [.. cases.SelectMany(one => Cases[one].Facts.Keys), .. next.Facts.Keys];
        var before = Cases.Figures(cases, facts).ToList();
        Cases.Set(id, next);
        return new(before, Cases.Figures(cases, facts));
    }

    private Change Post(string id, GroupEvent happened)
    {
        var counted = _groups.GetValueOrDefault(id) ?? new();
        var next = _groups[id] = counted.Apply(happened);
        return new(counted.Figures(), next.Figures());
    }

    private Change Post(string id, JointOperationEvent happened)
    {
        var counted = _operations.GetValueOrDefault(id) ?? new();
        var next = _operations[id] = counted.Apply(happened);
        return new(counted.Figures(), next.Figures());
    }

    private static List<LedgerLine> Lines(LogEntry entry, Change change)
    {
        var deltas = new SortedDictionary<TallyKey, long>(KeyOrder);
        foreach (var (key, value) in change.After)
        {
            deltas[key] = checked(deltas.GetValueOrDefault(key) + value);
        }
        foreach (var (key, value) in change.Before)
        {
            deltas[key] = checked(deltas.GetValueOrDefault(key) - value);
        }
        return [.. deltas.Where(delta => delta.Value != 0)
            .Select((delta, index) => new LedgerLine(entry.Seq, index + 1, entry.DecidedAt, delta.Key, delta.Value))];
    }

    private static readonly Comparer<TallyKey> KeyOrder = Comparer<TallyKey>.Create((left, right) =>
        (left.Metric, left.Jurisdiction, left.FocusArea, left.At, left.Earlier, left.CampaignId)
            .CompareTo((right.Metric, right.Jurisdiction, right.FocusArea, right.At, right.Earlier, right.CampaignId)));

    private sealed record Change(IEnumerable<(TallyKey Key, long Value)> Before, IEnumerable<(TallyKey Key, long Value)> After)
    {
        public static readonly Change None = new([], []);
    }
}

/// <summary>Subjects by grain key, and facts that some of them report.</summary>
public sealed record ConcernedSubjects(ImmutableHashSet<string> GrainIds, ImmutableHashSet<string> FactIds);

/// <summary>What the ledger keeps between entries.</summary>
[JsonSerializable(typeof(CountedCase)), JsonSerializable(typeof(CountedGroup)), JsonSerializable(typeof(CountedOperation))]
internal sealed partial class CountedJson : JsonSerializerContext;
