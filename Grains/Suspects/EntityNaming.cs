using System.Globalization;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Names persons so that names last and none is given twice: an id is made from its first record's key.</summary>
public static class EntityNaming
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
        var assigned = EntityIds.Assign(
            earlier.Select(e => new Resolution.Entity(e.Id, e.Records)),
            clusters.Select(records => new RecordCluster(records.Sort(StringComparer.Ordinal))),
            record => New(record, taken));
        var alive = assigned.Entities.ToDictionary(e => e.Id, e => e.Records, StringComparer.Ordinal);
        var merged =
            from gone in earlier
            where !alive.ContainsKey(gone.Id)
            orderby gone.Id
            // Where its records went several ways, the id leads to where most of them are.
            select new Redirect(gone.Id, alive.OrderBy(e => e.Key, StringComparer.Ordinal).MaxBy(e => e.Value.Count(gone.Records.Contains)).Key);
        return ([.. alive.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new Entity(e.Key, e.Value))], [.. merged]);
    }

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
