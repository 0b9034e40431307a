using System.Globalization;

namespace Coordination.Suspects;

/// <summary>
/// Names persons so that names last: where clusters change, the part with the most records of an earlier person keeps its id (at a tie
/// the one with the lowest record key). An id is made from the lowest record's key and never given twice.
/// </summary>
public static class EntityIds
{
    /// <param name="before">Persons so far, of all components that came together.</param>
    /// <param name="clusters">Records of each person now.</param>
    /// <param name="retired">Ids that lead elsewhere already.</param>
    /// <returns>The persons now, in id order, and the ids that were merged away by this.</returns>
    public static (ImmutableArray<Entity> Entities, ImmutableArray<Redirect> Merged) Assign(
        IEnumerable<Entity> before, IEnumerable<ImmutableArray<string>> clusters, IEnumerable<string> retired)
    {
        var earlier = before.ToList();
        var taken = earlier.Select(e => e.Id).Concat(retired).ToHashSet(StringComparer.Ordinal);
        var open = clusters.Select(records => records.Sort(StringComparer.Ordinal)).OrderBy(records => records[0], StringComparer.Ordinal).ToList();

        var overlaps =
            from entity in earlier
            from cluster in open
            let shared = entity.Records.Count(cluster.Contains)
            where shared > 0
            orderby shared descending, string.CompareOrdinal(cluster[0], entity.Id), cluster[0], entity.Id
            select (entity.Id, cluster);
        var idOf = new Dictionary<ImmutableArray<string>, string>();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, cluster) in overlaps)
        {
            if (!kept.Contains(id) && idOf.TryAdd(cluster, id))
            {
                kept.Add(id);
            }
        }
        var entities = open.Select(cluster => new Entity(idOf.GetValueOrDefault(cluster) ?? New(cluster[0], taken), cluster)).ToList();
        var merged = earlier.Where(e => !kept.Contains(e.Id))
            .Select(e => new Redirect(e.Id, Largest(e, entities)))
            .OrderBy(r => r.From, StringComparer.Ordinal);
        return ([.. entities.OrderBy(e => e.Id, StringComparer.Ordinal)], [.. merged]);
    }

    private static string Largest(Entity gone, List<Entity> entities) =>
        entities.MaxBy(e => e.Records.Count(gone.Records.Contains))!.Id;

    private static string New(string record, HashSet<string> taken)
    {
        var id = record[(record.IndexOf('-') + 1)..];
        var candidate = id;
        for (var n = 2; !taken.Add(candidate); n++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{id}-{n}");
        }
        return candidate;
    }
}
