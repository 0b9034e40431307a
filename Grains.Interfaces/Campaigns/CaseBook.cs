namespace Coordination.Campaigns;

/// <summary>
/// The cases that the ledger knows, and what they count together: joined cases count as their main case, and a fact that several
/// cases report counts once. Its figures follow from the set of cases, never from the order in which they came.
/// </summary>
public sealed class CaseBook
{
    private readonly Dictionary<string, CountedCase> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _joined = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _reporters = new(StringComparer.Ordinal);

    public CountedCase this[string id] => _cases.GetValueOrDefault(id) ?? new();

    /// <summary>Replaces what is known of one case.</summary>
    public void Set(string id, CountedCase counted)
    {
        var before = this[id];
        if (before.MergedInto != counted.MergedInto)
        {
            Unindex(_joined, before.MergedInto, id);
            Index(_joined, counted.MergedInto, id);
        }
        foreach (var fact in before.Facts.Keys.Except(counted.Facts.Keys))
        {
            Unindex(_reporters, fact, id);
        }
        foreach (var fact in counted.Facts.Keys.Except(before.Facts.Keys))
        {
            Index(_reporters, fact, id);
        }
        _cases[id] = counted;
    }

    /// <summary>All cases that count as one with <paramref name="id"/>.</summary>
    public IReadOnlySet<string> Together(string id)
    {
        var all = new SortedSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([Main(id)]);
        while (next.TryPop(out var one))
        {
            if (all.Add(one) && _joined.TryGetValue(one, out var joined))
            {
                foreach (var other in joined)
                {
                    next.Push(other);
                }
            }
        }
        return all;
    }

    /// <summary>What these cases, whole with all that count as one with them, count; and the facts, whoever reports them.</summary>
    public IEnumerable<(TallyKey Key, long Value)> Figures(IEnumerable<string> cases, IEnumerable<string> facts) =>
        [.. cases.Select(Main).Distinct().SelectMany(Count), .. facts.Distinct().SelectMany(Amount)];

    private IEnumerable<(TallyKey, long)> Count(string main) =>
        FiledAt(main) is { } filed ? [(new(TallyMetric.Cases, this[main].Owner, this[main].FocusArea, filed), 1)] : [];

    // Whichever window holds any of the cases that report a fact counts it once: with the case filed first in that window.
    private IEnumerable<(TallyKey, long)> Amount(string fact)
    {
        var reporters = _reporters.GetValueOrDefault(fact, []).Select(Main).Distinct()
            .Where(main => FiledAt(main) is not null).Select(main => (Main: main, Filed: FiledAt(main)!.Value))
            .OrderBy(reporter => reporter.Filed).ThenBy(reporter => reporter.Main, StringComparer.Ordinal);
        var earlier = TallyKey.Nothing;
        foreach (var (main, filed) in reporters)
        {
            if (filed != earlier)
            {
                var amounts = Amounts(main, fact);
                var key = new TallyKey(TallyMetric.Amount, this[main].Owner, this[main].FocusArea, filed, earlier);
                yield return (key, amounts.Official);
                yield return (key with { Metric = TallyMetric.AmountSeedLiteral }, amounts.SeedLiteral);
            }
            earlier = filed;
        }
    }

    // The main case's own word first, then that of the joined one with the lowest key.
    private CountedFact Amounts(string main, string fact) => this[main].Facts.TryGetValue(fact, out var own)
        ? own
        : Together(main).Select(id => this[id].Facts).First(facts => facts.ContainsKey(fact))[fact];

    /// <summary>When a main case counts as filed: at the first filing of all that were joined into it (K3); null while it is not standing.</summary>
    private long? FiledAt(string main) => this[main].IsStanding
        ? Together(main).Min(id => this[id].FirstFiledAt)?.ToUnixTimeMilliseconds()
        : null;

    // Opposite joinders may be decided at the same moment, and one of them is undone after: until then the lowest key stands for the ring.
    private string Main(string id)
    {
        var way = new List<string> { id };
        while (this[way[^1]].MergedInto is { } next)
        {
            if (way.IndexOf(next) is >= 0 and var start)
            {
                return way.Skip(start).Min(StringComparer.Ordinal)!;
            }
            way.Add(next);
        }
        return way[^1];
    }

    private static void Index(Dictionary<string, SortedSet<string>> index, string? key, string id)
    {
        if (key is null)
        {
            return;
        }
        if (!index.TryGetValue(key, out var ids))
        {
            index[key] = ids = new(StringComparer.Ordinal);
        }
        ids.Add(id);
    }

    private static void Unindex(Dictionary<string, SortedSet<string>> index, string? key, string id)
    {
        if (key is not null && index.TryGetValue(key, out var ids) && ids.Remove(id) && ids.Count == 0)
        {
            index.Remove(key);
        }
    }
}
