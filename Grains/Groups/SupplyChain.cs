namespace Coordination.Groups;

/// <summary>Who supplies whom.</summary>
public static class SupplyChain
{
    /// <summary>The way round if <paramref name="upstream"/> came to supply <paramref name="self"/>, from self to self; null if there is none.</summary>
    public static ImmutableArray<string>? Cycle(string self, string upstream, IReadOnlyList<SupplyLink> links)
    {
        var suppliers = links.ToLookup(link => link.Downstream, link => link.Upstream);
        var seen = new HashSet<string> { upstream };
        var ways = new Queue<ImmutableArray<string>>([[self, upstream]]);
        while (ways.TryDequeue(out var way))
        {
            if (way[^1] == self)
            {
                return way;
            }
            foreach (var next in suppliers[way[^1]].Where(seen.Add))
            {
                ways.Enqueue(way.Add(next));
            }
        }
        return null;
    }
}
