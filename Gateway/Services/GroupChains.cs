using Coordination.Groups;

namespace Coordination.Gateway.Services;

/// <summary>Walks from group to group along their links. Reads the grains: what they answer is never older than the last decision.</summary>
public sealed class GroupChains(IGrainFactory grains)
{
    /// <summary>The most groups in one answer.</summary>
    public const int NodesMax = 200;

    /// <summary>The longest chain that a new link is checked against.</summary>
    public const int CheckedMax = 500;

    /// <summary>The chain around a group as <paramref name="caller"/> may know it: the rest is as if it did not exist.</summary>
    public async Task<V1.GroupChain> Around(string key, Groups.Group start, int depth, Caller caller)
    {
        var known = new Dictionary<string, Groups.Group> { [key] = start };
        var chain = new V1.GroupChain { Nodes = { start.ToNode(key, 0) } };
        IReadOnlyList<string> ring = [key];
        for (var distance = 1; ring.Count > 0; distance++)
        {
            var next = ring.SelectMany(one => known[one].Upstream.Concat(known[one].Downstream)).Distinct().Where(one => !known.ContainsKey(one)).ToList();
            var visible = (await Read(next)).Where(group => caller.MayKnow(group.Value.Parties())).ToList();
            if (visible.Count > 0 && (distance > depth || known.Count + visible.Count > NodesMax))
            {
                chain.Truncated = true;
                break;
            }
            foreach (var (one, group) in visible)
            {
                known.Add(one, group);
                chain.Nodes.Add(group.ToNode(one, distance));
            }
            ring = [.. visible.Select(group => group.Key)];
        }
        chain.Links.Add(known.SelectMany(group => group.Value.Upstream.Where(known.ContainsKey)
            .Select(upstream => new V1.GroupLink { Upstream = GroupMapping.Name(upstream), Downstream = GroupMapping.Name(group.Key) })));
        return chain;
    }

    /// <summary>Everything above <paramref name="suppliers"/>, whoever may know of it: a cycle is one also where nobody sees all of it.</summary>
    public async Task<IReadOnlyDictionary<string, Groups.Group>> Above(IEnumerable<string> suppliers)
    {
        var known = new Dictionary<string, Groups.Group>();
        var next = suppliers.Distinct().ToList();
        while (next.Count > 0)
        {
            if (known.Count + next.Count > CheckedMax)
            {
                throw Failure.InvalidField("changes", $"A chain of more than {CheckedMax} groups cannot be checked for cycles.");
            }
            foreach (var (one, group) in await Read(next))
            {
                known.Add(one, group);
            }
            next = [.. next.Where(known.ContainsKey).SelectMany(one => known[one].Upstream).Distinct().Where(one => !known.ContainsKey(one))];
        }
        return known;
    }

    public static IEnumerable<SupplyLink> Links(IReadOnlyDictionary<string, Groups.Group> groups) =>
        groups.SelectMany(group => group.Value.Upstream.Select(upstream => new SupplyLink(upstream, group.Key)));

    private async Task<Dictionary<string, Groups.Group>> Read(IEnumerable<string> keys)
    {
        var found = await Task.WhenAll(keys.Select(async key => (key, (await grains.GetGrain<IGroupGrain>(key).Read()).State)));
        return found.Where(group => group.State is not null).ToDictionary(group => group.key, group => group.State!);
    }
}
