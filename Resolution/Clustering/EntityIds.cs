namespace Coordination.Resolution;

/// <summary>A cluster and the id by which callers know it.</summary>
public sealed record Entity(string Id, ImmutableArray<string> Records);

/// <summary>What happened to entity ids. Ids named here answer for ever.</summary>
public abstract record EntityChange;

/// <summary>All records of <paramref name="From"/> are now in <paramref name="Into"/>; the old id redirects there.</summary>
public sealed record EntityMerged(string From, string Into) : EntityChange;

/// <summary>Some records of <paramref name="From"/> have left it for <paramref name="To"/>.</summary>
/// <param name="From">The entity they left; it keeps its id where any record stayed.</param>
/// <param name="To">A new entity, or one that was there.</param>
/// <param name="Records">Records that moved.</param>
public sealed record EntitySplit(string From, string To, ImmutableArray<string> Records) : EntityChange;

/// <summary>Ids for the clusters of a recomputed component.</summary>
public sealed record EntityAssignment(ImmutableArray<Entity> Entities, ImmutableArray<EntityChange> Changes);

/// <summary>Lets ids survive a recomputation: the cluster that holds most of an entity keeps its id.</summary>
public static class EntityIds
{
    /// <param name="before">Entities as they were; every record in one at most.</param>
    /// <param name="clusters">Clusters as they are now.</param>
    /// <param name="newId">Makes an id for a cluster that inherits none, from its first record's id.</param>
    public static EntityAssignment Assign(IEnumerable<Entity> before, IEnumerable<RecordCluster> clusters, Func<string, string> newId)
    {
        RecordCluster[] now = [.. clusters.OrderBy(cluster => cluster.Records[0], StringComparer.Ordinal)];
        Entity[] old = [.. before.OrderBy(entity => entity.Id, StringComparer.Ordinal)];
        var overlaps = Overlaps(old, now);

        // The largest overlap takes first, so an id goes where most of its records went; ties go to the oldest record.
        var idOf = new string?[now.Length];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var overlap in overlaps
            .OrderByDescending(o => o.Records.Length).ThenBy(o => o.Records[0], StringComparer.Ordinal).ThenBy(o => o.Old.Id, StringComparer.Ordinal))
        {
            if (idOf[overlap.Now] is null && taken.Add(overlap.Old.Id)) { idOf[overlap.Now] = overlap.Old.Id; }
        }
        Entity[] entities = [.. now.Select((cluster, i) => new Entity(idOf[i] ?? newId(cluster.Records[0]), cluster.Records))];
        return new EntityAssignment([.. entities], [.. Changes(overlaps, entities)]);
    }

    private sealed record Overlap(Entity Old, int Now, ImmutableArray<string> Records);

    private static List<Overlap> Overlaps(Entity[] old, RecordCluster[] now)
    {
        var clusterOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < now.Length; i++)
        {
            foreach (var record in now[i].Records) { clusterOf.Add(record, i); }
        }
        return [.. old.SelectMany(entity => entity.Records
            .Where(clusterOf.ContainsKey)
            .GroupBy(record => clusterOf[record])
            .OrderBy(group => group.Key)
            .Select(group => new Overlap(entity, group.Key, [.. group.Order(StringComparer.Ordinal)])))];
    }

    private static IEnumerable<EntityChange> Changes(List<Overlap> overlaps, Entity[] entities)
    {
        foreach (var parts in overlaps.GroupBy(overlap => overlap.Old.Id).OrderBy(parts => parts.Key, StringComparer.Ordinal))
        {
            var whole = parts.Count() == 1;
            foreach (var part in parts.Where(part => entities[part.Now].Id != parts.Key))
            {
                var to = entities[part.Now].Id;
                yield return whole ? new EntityMerged(parts.Key, to) : new EntitySplit(parts.Key, to, part.Records);
            }
        }
    }
}
