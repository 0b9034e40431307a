using Coordination.Resolution;

namespace Coordination.Benchmarks.Resolution;

/// <summary>
/// Records as they arrive, in memory only: the same keys, scores and component function as the actors, and no store. What is left
/// between this and the actors is what durability, sharing and the network cost.
/// </summary>
internal sealed class MemoryIndex(Model model)
{
    private readonly List<NormalizedRecord> _records = [];
    private readonly Dictionary<MatchKey, List<int>> _keys = [];
    private readonly List<Component> _components = []; // by the record that it stands for; merged ones share one

    private sealed class Component
    {
        public List<int> Members { get; } = [];

        public List<MachineEdge> Edges { get; } = [];

        public ClusterOutcome? Outcome { get; set; }
    }

    /// <summary>Persons so far.</summary>
    public int Persons => _components.Distinct().Sum(component => component.Outcome!.Clusters.Length);

    /// <summary>Takes records in and settles every component that they touch, each once.</summary>
    public void Add(ReadOnlySpan<SuspectAttributes> arrivals)
    {
        var touched = new HashSet<Component>();
        foreach (var arrival in arrivals)
        {
            var position = Place(model.Normalize(arrival));
            foreach (var other in Candidates(position))
            {
                if (Scorer.Score(_records[position], _records[other], model).Band == PairBand.Edge) { Connect(position, other); }
            }
            touched.Add(_components[position]);
        }
        foreach (var component in touched.Where(component => component.Members.Count > 0))
        {
            component.Outcome = Clusterer.Cluster(component.Members.Select(member => _records[member]), component.Edges, [], model);
        }
    }

    private int Place(NormalizedRecord record)
    {
        var own = new Component();
        own.Members.Add(_records.Count);
        _components.Add(own);
        _records.Add(record);
        return _records.Count - 1;
    }

    /// <summary>Records that share a key; of a hot key those that also agree on its part.</summary>
    private HashSet<int> Candidates(int position)
    {
        var found = new HashSet<int>();
        var part = HotKey.Part(_records[position]);
        foreach (var key in MatchKeys.Keys(_records[position]))
        {
            if (!_keys.TryGetValue(key, out var holders)) { _keys[key] = holders = []; }
            var isHot = holders.Count >= HotKey.MembersMax;
            foreach (var holder in holders)
            {
                if (!isHot || (part is not null && HotKey.Part(_records[holder]) == part)) { found.Add(holder); }
            }
            holders.Add(position);
        }
        found.Remove(position);
        return found;
    }

    private void Connect(int a, int b)
    {
        var (into, from) = _components[a].Members.Count >= _components[b].Members.Count ? (_components[a], _components[b]) : (_components[b], _components[a]);
        into.Edges.Add(new(_records[a].RecordId, _records[b].RecordId));
        if (into == from) { return; }
        into.Members.AddRange(from.Members);
        into.Edges.AddRange(from.Edges);
        foreach (var member in from.Members) { _components[member] = into; }
        from.Members.Clear();
        from.Edges.Clear();
    }
}
