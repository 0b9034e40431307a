using System.Globalization;
using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>
/// Names persons so that names last: an id is made from a record's key, stays with the larger part, and an id that was merged away comes
/// back with the record it was named after, so that undoing a merge gives back what was there.
/// </summary>
public static class EntityNaming
{
    /// <param name="before">Persons so far, of all components that came together.</param>
    /// <param name="alone">Records that stood for a person of their own, under their own id, without being filed.</param>
    /// <param name="clusters">Records of each person now.</param>
    /// <param name="retired">Ids that lead elsewhere so far.</param>
    public static Named Assign(
        IEnumerable<Entity> before, IEnumerable<string> alone, IEnumerable<ImmutableArray<string>> clusters, IEnumerable<Redirect> retired)
    {
        var single = alone.ToDictionary(IdOf, record => record, StringComparer.Ordinal);
        var earlier = before.Concat(single.Select(s => new Entity(s.Key, [s.Value]))).ToList();
        var leading = retired.ToDictionary(r => r.From, StringComparer.Ordinal);
        var taken = earlier.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        RecordCluster[] now = [.. clusters.Select(records => new RecordCluster(records.Sort(StringComparer.Ordinal)))];
        var clusterOf = now.ToDictionary(cluster => cluster.Records[0], cluster => cluster.Records, StringComparer.Ordinal);

        var assigned = EntityIds.Assign(
            earlier.Select(e => new Resolution.Entity(e.Id, e.Records)), now, first => New(clusterOf[first], taken, leading));

        var alive = assigned.Entities.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var moves = assigned.Changes.Select(change => change switch
        {
            EntityMerged m => new EntityMove(m.From, m.Into, earlier.Single(e => e.Id == m.From).Records, Merged: true),
            EntitySplit s => new EntityMove(s.From, s.To, s.Records, Merged: false),
            _ => throw new InvalidOperationException($"{change} is no change that is known."),
        }).ToList();
        // An id without an entry leads to its record's person: that is where a record that stood alone has gone. Where an id's records
        // went several ways, it leads to where most of them are.
        var gone = moves.Where(m => !alive.Contains(m.From) && !single.ContainsKey(m.From))
            .GroupBy(m => m.From, (from, parts) => new Redirect(from, parts.OrderBy(m => m.To, StringComparer.Ordinal).MaxBy(m => m.Records.Length)!.To));
        return new(
            [.. assigned.Entities.OrderBy(e => e.Id, StringComparer.Ordinal).Select(e => new Entity(e.Id, e.Records))],
            [.. moves],
            [.. leading.Values.Where(r => !alive.Contains(r.From)).Concat(gone).OrderBy(r => r.From, StringComparer.Ordinal)]);
    }

    /// <summary>The id of a person that is this record alone.</summary>
    public static string IdOf(string record) => record[(record.IndexOf('-') + 1)..];

    private static string New(ImmutableArray<string> records, HashSet<string> taken, Dictionary<string, Redirect> leading)
    {
        var ids = records.Select(IdOf).ToHashSet(StringComparer.Ordinal);
        if (leading.Keys.Where(id => ids.Contains(FounderOf(id)) && !taken.Contains(id)).Min(StringComparer.Ordinal) is { } back)
        {
            taken.Add(back);
            return back;
        }
        var first = IdOf(records[0]);
        var candidate = first;
        for (var n = 2; leading.ContainsKey(candidate) || !taken.Add(candidate); n++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{first}-{n}");
        }
        return candidate;
    }

    private static string FounderOf(string id) => id.IndexOf('-') is > 0 and var dash ? id[..dash] : id;
}

/// <summary>Persons under their names.</summary>
/// <param name="Entities">The persons now, in id order.</param>
/// <param name="Moves">What changed of those before.</param>
/// <param name="Redirects">Ids that lead elsewhere now, in order.</param>
public sealed record Named(ImmutableArray<Entity> Entities, ImmutableArray<EntityMove> Moves, ImmutableArray<Redirect> Redirects);
