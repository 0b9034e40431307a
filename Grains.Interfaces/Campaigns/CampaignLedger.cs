using System.Text.Json;
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
    private static readonly JsonSerializerOptions Json =
        StoreJson.Create(CaseJson.Default, GroupJson.Default, JointOperationJson.Default);

    private readonly Dictionary<string, (int Version, int Ordinal)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CountedGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CountedOperation> _operations = new(StringComparer.Ordinal);

    public CaseBook Cases { get; } = new();
    public IReadOnlyDictionary<string, CountedGroup> Groups => _groups;
    public IReadOnlyDictionary<string, CountedOperation> Operations => _operations;

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
            "case" => Lines(entry, Post(entry.GrainId, Read<CaseEvent>(entry))),
            "group" => Lines(entry, Post(entry.GrainId, Read<GroupEvent>(entry))),
            "operation" => Lines(entry, Post(entry.GrainId, Read<JointOperationEvent>(entry))),
            _ => [],
        };
    }

    /// <summary>Gives back what was kept of a group, where the ledger goes on from stored rows.</summary>
    public void Restore(string id, CountedGroup group) => _groups[id] = group;

    /// <inheritdoc cref="Restore(string, CountedGroup)"/>
    public void Restore(string id, CountedOperation operation) => _operations[id] = operation;

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
        (left.Metric, left.Jurisdiction, left.FocusArea, left.At, left.Earlier ?? long.MinValue, left.CampaignId)
            .CompareTo((right.Metric, right.Jurisdiction, right.FocusArea, right.At, right.Earlier ?? long.MinValue, right.CampaignId)));

    private static TEvent Read<TEvent>(LogEntry entry) => JsonSerializer.Deserialize<TEvent>(entry.Body, Json)!;

    private sealed record Change(IEnumerable<(TallyKey Key, long Value)> Before, IEnumerable<(TallyKey Key, long Value)> After)
    {
        public static readonly Change None = new([], []);
    }
}
