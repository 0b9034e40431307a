using System.Data.Common;
using System.Text.Json;
using Coordination.Log;

namespace Coordination.Persistence.Projections;

/// <summary>Keeps one row of each aggregate with what lists need of it, its parties, its due work and its history, by the aggregates' own folds.</summary>
public sealed class ResourceProjection : IProjection
{
    private readonly Dictionary<string, IAggregate> _aggregates;
    private readonly JsonSerializerOptions _json;

    public ResourceProjection(IEnumerable<IAggregate> aggregates)
    {
        _aggregates = aggregates.ToDictionary(a => a.GrainType);
        _json = StoreJson.Create(_aggregates.Values);
    }

    public string Name => "resource";

    public IReadOnlyList<string> Tables { get; } = ["resource", "resource_party", "resource_event", "due_item"];

    public async Task Apply(IReadOnlyList<LogEntry> entries, DbTransaction transaction, CancellationToken cancel)
    {
        var listed = entries.Where(entry => Aggregate(entry).IsListed).ToList();
        var touched = listed.GroupBy(entry => new GrainKey(entry.GrainType, entry.GrainId)).ToList();
        var known = (await ResourceTables.Load(transaction, [.. touched.Select(t => t.Key)], cancel)).ToDictionary(row => row.Key);

        var changes = touched.ConvertAll(grain => Fold(grain.Key, known.GetValueOrDefault(grain.Key), [.. grain]));

        await ResourceTables.Save(transaction, changes, cancel);
        await ResourceTables.AddEvents(transaction, listed, cancel);
    }

    private IAggregate Aggregate(LogEntry entry) => _aggregates.GetValueOrDefault(entry.GrainType)
        ?? throw new InvalidOperationException($"No aggregate is registered for grain type '{entry.GrainType}' of entry {entry.Seq}.");

    private ResourceChange Fold(GrainKey key, StoredResource? stored, List<LogEntry> entries)
    {
        var fold = Aggregate(entries[0]).Start(stored?.State, _json);
        var before = stored is null ? null : fold.Index;
        foreach (var entry in entries)
        {
            fold.Apply(entry);
        }
        var last = entries[^1];
        return new(key, last.Version, last.Seq, before, fold.Index, stored?.CreatedAt ?? entries[0].DecidedAt, last.DecidedAt, fold.State);
    }
}

internal readonly record struct GrainKey(string GrainType, string GrainId);

internal sealed record StoredResource(GrainKey Key, DateTimeOffset CreatedAt, string State);

/// <summary>What a batch made of one aggregate.</summary>
/// <param name="Before">Null if the batch created it.</param>
internal sealed record ResourceChange(
    GrainKey Key, int Version, long Seq, ResourceIndex? Before, ResourceIndex After, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string State);
