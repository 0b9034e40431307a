using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coordination.Log;
using Coordination.Resolution;
using Orleans.Storage;

namespace Coordination.Suspects;

/// <summary>
/// Finds what has to be looked at together and files what follows. All it does rests on what is stored, and each write names the version
/// that it rests on: run twice or by two at once, the persons are the same.
/// </summary>
public sealed class SuspectFiling(IMatchIndex index, OpenedRecords opened, IGrainFactory grains, IStoreGroups groups)
{
    // Within it the components of this silo have decided. What those of others write never comes; what somebody else writes here is counted for it,
    // and costs a second commit at most.
    private static readonly TimeSpan WritesComeWithin = TimeSpan.FromMilliseconds(2);

    /// <summary>Whom new records meet, read while they are stored.</summary>
    /// <returns>Null where it has to be asked for once they are.</returns>
    internal async Task<Found?> FindEarly(IReadOnlyList<Submission> submissions)
    {
        var keys = submissions.ToDictionary(s => s.RecordKey, s => s.Command.Keys, StringComparer.Ordinal);
        if (await index.Candidates(keys) is not { } candidates)
        {
            return null;
        }
        var work = new Work([.. keys.Keys], PairsOf(candidates.Pairs));
        foreach (var (record, command, _) in submissions)
        {
            work.Indexed[record] = new(record, 1, command.Header.Jurisdiction, null, null, null, null, 0, command.Sealed);
        }
        await opened.Open(submissions, work.Open);
        await Open(work, RecordsOf(work.Pairs));
        return new(work, candidates.Mark, candidates.Met, [], [], keys);
    }

    /// <summary>Whom stored records meet: one question for candidates, one for contents.</summary>
    private async Task<Found> Find(IReadOnlyCollection<string> asked)
    {
        var candidates = await index.Candidates(asked);
        // Members of a key that turned hot lose the evidence that only this key had found; where a revision left few enough, they find it
        // again: they are compared with the rest.
        var cooled = candidates.Versions.Values.Any(version => version > 1) ? await index.Cooled() : [];
        IReadOnlyList<HotMatchKey> turned = [.. candidates.TurnedHot, .. cooled];
        var rechecked = turned.Count > 0 ? (await index.Members(turned)).Except(asked).ToList() : [];
        var records = asked.Concat(rechecked).ToList();
        var again = rechecked.Count > 0 ? await index.Candidates(rechecked) : new([], new Dictionary<string, int>(), [], [], "");
        var versions = candidates.Versions.Concat(again.Versions).ToDictionary(StringComparer.Ordinal);

        var work = new Work(records, PairsOf(candidates.Pairs.Concat(again.Pairs)));
        await Open(work, [.. records, .. RecordsOf(work.Pairs)]);
        // A record that was revised since its candidates were read is looked at again.
        work.Lost.UnionWith(records.Where(r => work.Indexed.GetValueOrDefault(r)?.Version != versions.GetValueOrDefault(r)));
        return new(work, candidates.Mark, [.. candidates.Met, .. again.Met], candidates.TurnedHot, cooled, ImmutableDictionary<string, ImmutableArray<long>>.Empty);
    }

    /// <summary>Compares some records, together, and writes each component that changes.</summary>
    /// <param name="early">What <see cref="FindEarly"/> found for just these, all of them new and stored by now; else null.</param>
    internal async Task<Filed> Compare(IReadOnlyCollection<string> asked, Found? early = null)
    {
        var found = early ?? await Find(asked);
        var work = found.Work;
        var results = work.Records.ToDictionary(r => r, r => (Resolved?)null, StringComparer.Ordinal);
        var edges = work.Pairs.Select(pair => Evidence(pair, work.Open)).OfType<Edge>().ToList();

        var unions = await Unions(work, edges);
        await Open(work, [.. unions.SelectMany(u => u.Records)]);
        foreach (var (record, resolved) in (await FileAll(unions, work)).SelectMany(part => part))
        {
            results[record] = resolved;
        }
        foreach (var record in work.Records.Where(r => !work.Connected.Contains(r) && work.Indexed.ContainsKey(r)))
        {
            results[record] = ResolvedWords.Alone(record);
        }
        return new(asked, found, results, unions);
    }

    /// <summary>Whether what was filed holds, now that others may have written meanwhile. It may run beside the next comparison, as another silo's does.</summary>
    internal async Task<Comparison> Check(Filed filed)
    {
        var (asked, found, results, unions) = filed;
        var (work, heated, cooled) = (found.Work, found.Heated, found.Cooled);
        if (unions.Count + found.Unseen.Count > 0)
        {
            await LookAgain(found, unions);
        }
        foreach (var record in work.Lost)
        {
            results[record] = null;
        }
        if (work.Records.Except(asked).Any(r => results[r] is null))
        {
            foreach (var record in asked) { results[record] = null; } // whoever found the key hot sees to it that all its members know
        }
        if (heated.Count + cooled.Count > 0 && results.Values.All(r => r is not null))
        {
            await index.MarkHot(heated, hot: true);
            await index.MarkHot(cooled, hot: false);
        }
        return new(results, [.. results.Where(r => r.Value is not null).Select(r => new RecordVersion(r.Key, work.Indexed[r.Key].Version))]);
    }

    /// <summary>What a vote or a look at two records has to consider: their components, without comparing anything anew.</summary>
    internal async Task<(Union Union, IReadOnlyDictionary<string, NormalizedRecord> Open)?> Together(params string[] records)
    {
        var work = new Work([], new HashSet<RecordPair>());
        await Open(work, records);
        if (records.Any(r => !work.Indexed.ContainsKey(r)) || await Gathered([.. records.Select(r => work.Indexed[r])]) is not { } union)
        {
            return null;
        }
        await Open(work, [.. union.Records]);
        return union.Gathered().Members.Any(m => m.Version > work.Indexed[m.Record].Version) ? null : (union, work.Open);
    }

    /// <summary>Lets the components of a union move together, and carries out <paramref name="last"/> on the one that is left.</summary>
    /// <returns>Null if somebody else was faster.</returns>
    internal async Task<Reply<SuspectComponent>?> Carry(Union union, SuspectComponentCommand last)
    {
        try
        {
            foreach (var (key, reply) in union.Movers)
            {
                var move = new MoveComponent(Header(key, reply.Version, $"move {union.Target}"), union.Target);
                if ((await Component(key).Execute(move)).Rejection is not null)
                {
                    return null;
                }
            }
            var carried = await Component(union.Target).Execute(last);
            return carried.Rejection is { Reason: Reason.EtagMismatch or Reason.SuspectMerged } lost && !lost.Metadata.ContainsKey(JudgementRules.CurrentJudgement)
                ? null
                : carried;
        }
        catch (InconsistentStateException)
        {
            return null; // written by another activation, or a record was filed elsewhere meanwhile
        }
    }

    /// <summary>A header whose request id follows from what is done, so that doing it again is a retry.</summary>
    internal static CommandHeader Header(string component, int version, string what)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{component}|{version}|{what}")));
        return new(new Guid(seed.AsSpan(0, 16)), "resolver", Convert.ToHexString(seed, 16, 8), "resolver", JurisdictionCode.Ministry,
            ExpectedVersion: version);
    }

    /// <summary>What was compared and filed, to be checked.</summary>
    internal sealed record Filed(IReadOnlyCollection<string> Asked, Found Found, Dictionary<string, Resolved?> Results, IReadOnlyList<Union> Unions);

    /// <summary>Whom some records meet.</summary>
    /// <param name="Mark">Which commits the candidates were read after.</param>
    /// <param name="Met">The keys under which others were found, none of them hot then.</param>
    /// <param name="Heated">Keys that turned hot; all their members were compared.</param>
    /// <param name="Cooled">Keys that are hot no more; the same.</param>
    /// <param name="Unseen">Records, with their keys, that were not stored yet when the candidates were read.</param>
    internal sealed record Found(
        Work Work, string Mark, IReadOnlyList<(string Record, HotMatchKey Key)> Met, IReadOnlyList<HotMatchKey> Heated, IReadOnlyList<HotMatchKey> Cooled,
        IReadOnlyDictionary<string, ImmutableArray<long>> Unseen);

    /// <summary>What came of a look.</summary>
    /// <param name="Ended">Where each ended up; null for those where somebody else was faster, who must be looked at again.</param>
    /// <param name="Compared">The versions that need not be looked at again: to be marked, when nobody waits.</param>
    internal sealed record Comparison(IReadOnlyDictionary<string, Resolved?> Ended, IReadOnlyCollection<RecordVersion> Compared);

    internal sealed record Work(IReadOnlyCollection<string> Records, IReadOnlySet<RecordPair> Pairs)
    {
        /// <summary>Records that have a component, or need one.</summary>
        public HashSet<string> Connected { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Lost { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, IndexedRecord> Indexed { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, NormalizedRecord> Open { get; } = new(StringComparer.Ordinal);
    }

    private async Task Open(Work work, IReadOnlyCollection<string> records)
    {
        var missing = records.Where(r => !work.Indexed.ContainsKey(r)).ToHashSet(StringComparer.Ordinal);
        if (missing.Count == 0)
        {
            return;
        }
        foreach (var record in await opened.Load(missing, work.Open))
        {
            work.Indexed[record.RecordKey] = record;
        }
    }

    /// <summary>
    /// What was filed rests on what the partners said; whose partner was revised meanwhile is looked at again, which files nothing twice.
    /// And on keys that were not hot: whoever found one hot meanwhile may have looked at its members just before they were filed. And a record
    /// that was not stored yet when it was compared may not have been seen by whoever came meanwhile.
    /// </summary>
    private async Task LookAgain(Found found, IReadOnlyList<Union> unions)
    {
        var work = found.Work;
        var filed = unions.SelectMany(u => u.Records).Distinct().Where(work.Indexed.ContainsKey).Select(r => new RecordVersion(r, work.Indexed[r].Version)).ToList();
        var compared = unions.SelectMany(u => u.Compared.Keys).ToHashSet(StringComparer.Ordinal);
        var met = found.Met.Where(m => compared.Contains(m.Record)).ToList();
        var (revised, hot, missed) = await index.Since(found.Mark, filed, [.. met.Select(m => m.Key).Distinct()], found.Unseen);
        work.Lost.UnionWith(missed);
        work.Lost.UnionWith(unions.Where(u => u.Records.Any(revised.Contains)).SelectMany(u => u.Compared.Keys));
        work.Lost.UnionWith(met.Where(m => hot.Contains(m.Key)).Select(m => m.Record));
    }

    private static HashSet<RecordPair> PairsOf(IEnumerable<(string Record, string Other)> pairs) => [.. pairs.Select(p => RecordPair.Of(p.Record, p.Other))];

    private static string[] RecordsOf(IEnumerable<RecordPair> pairs) => [.. pairs.SelectMany(p => new[] { p.RecordA, p.RecordB })];

    private static Edge? Evidence(RecordPair pair, Dictionary<string, NormalizedRecord> open)
    {
        if (!open.TryGetValue(pair.RecordA, out var a) || !open.TryGetValue(pair.RecordB, out var b))
        {
            return null;
        }
        var (bits, grounds, band) = Scorer.Compare(a, b, Model.Suspects);
        return band == PairBand.Edge ? new(pair.RecordA, pair.RecordB, bits, grounds.ToString()) : null;
    }

    /// <summary>Groups what evidence connects. A record that nothing connects, and that was never filed, needs no component.</summary>
    private async Task<List<Union>> Unions(Work work, List<Edge> edges)
    {
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var edge in edges) { links[Root(links, Node(work, edge.RecordA))] = Root(links, Node(work, edge.RecordB)); }
        var involved = edges.SelectMany(e => new[] { e.RecordA, e.RecordB }).Concat(work.Records.Where(r => work.Indexed.TryGetValue(r, out var i) && i.Home is not null));
        work.Connected.UnionWith(involved);
        var groups = work.Connected.GroupBy(r => Root(links, Node(work, r)), r => work.Indexed[r], StringComparer.Ordinal);

        var unions = new List<Union>();
        foreach (var gathered in await Task.WhenAll(groups.Select(Gathered)))
        {
            if (gathered is not null) { unions.Add(gathered); }
        }
        // A record that was filed while the components were read stands in two of them: both are looked at again.
        var holders = unions.SelectMany(u => u.Records.Select(r => (Record: r, Union: u))).ToLookup(x => x.Record, x => x.Union, StringComparer.Ordinal);
        unions.RemoveAll(u => u.Records.Any(r => holders[r].Count() > 1));
        var unionOf = unions.SelectMany(u => u.Records.Select(r => (r, u))).ToDictionary(x => x.r, x => x.u, StringComparer.Ordinal);
        foreach (var record in work.Records)
        {
            if (unionOf.TryGetValue(record, out var union)) { union.Compared[record] = work.Indexed[record]; }
        }
        foreach (var edge in edges)
        {
            if (unionOf.TryGetValue(edge.RecordA, out var union)) { union.Found[edge.Pair] = edge; }
        }
        return unions;
    }

    private static string Node(Work work, string record) => work.Indexed[record].Home ?? record;

    private static string Root(Dictionary<string, string> links, string node)
    {
        while (links.TryGetValue(node, out var next) && next != node) { node = next; }
        return node;
    }

    /// <returns>Null if a component moved on meanwhile.</returns>
    private async Task<Union?> Gathered(IEnumerable<IndexedRecord> records)
    {
        var union = new Union();
        var all = records.ToList();
        foreach (var loose in all.Where(r => r.Home is null)) { union.Loose[loose.RecordKey] = loose; }
        var follows = false; // all that has to follow is sent in one go: the caller looks again only so often
        foreach (var home in all.Select(r => r.Home).OfType<string>().Distinct())
        {
            var reply = await Component(home).Read();
            if (reply.State?.MovedInto is { } into)
            {
                // Mostly its own commit has said so. A record that was still on its way into it is sent after it.
                await index.Rehome([.. all.Where(r => r.Home == home).Select(r => r.RecordKey)], home, into);
                follows = true;
            }
            union.Homes[home] = reply;
        }
        if (follows) { return null; }
        foreach (var arriving in all.Where(r => r.FiledIn != r.Home && union.Homes[r.Home!].State?.MemberOf(r.RecordKey) is null).DistinctBy(r => r.FiledIn))
        {
            if ((await Component(arriving.FiledIn!).Read()).State is not { } content) { return null; }
            follows |= await HasLeftBehind(content, arriving.Home!);
            union.Arrivals[arriving.FiledIn!] = content;
        }
        return follows ? null : union;
    }

    /// <summary>
    /// A component arrives whole. Where it moved into one that moved on, only those of its records that were looked at were sent after that
    /// one: the others would still be claimed by it.
    /// </summary>
    private async Task<bool> HasLeftBehind(SuspectComponent content, string home)
    {
        var members = await index.Load([.. content.Members.Select(m => new RecordVersion(m.Record, m.Version))]);
        var behind = members.Where(r => r.Home is not null && r.Home != home).ToLookup(r => r.Home!, r => r.RecordKey);
        foreach (var left in behind)
        {
            if ((await Component(left.Key).Read()).State?.MovedInto is { } into) { await index.Rehome([.. left], left.Key, into); }
        }
        return behind.Count > 0;
    }

    /// <summary>The components are written together: by themselves the first would go alone, and the others wait for the end of its commit.</summary>
    private async Task<IEnumerable<KeyValuePair<string, Resolved?>>[]> FileAll(List<Union> unions, Work work)
    {
        if (unions.Count < 2)
        {
            return await Task.WhenAll(unions.Select(union => File(union, work)));
        }
        List<Task<IEnumerable<KeyValuePair<string, Resolved?>>>> filing;
        using (groups.Expect(unions.Count))
        {
            filing = unions.ConvertAll(union => File(union, work));
            await Task.WhenAny([.. filing, Task.Delay(WritesComeWithin)]);
        }
        return await Task.WhenAll(filing);
    }

    private async Task<IEnumerable<KeyValuePair<string, Resolved?>>> File(Union union, Work work)
    {
        var lost = union.Compared.Keys.Select(r => KeyValuePair.Create(r, (Resolved?)null));
        if (union.Dropped.Any() && await HasNewCandidates(union, work))
        {
            return lost; // evidence would be dropped because its record was committed after the candidates were read
        }
        var gathered = union.Gathered();
        if (gathered.Members.Any(m => m.Version > work.Indexed[m.Record].Version))
        {
            return lost; // a member was revised since it was opened
        }
        var settlement = Union.Computed(gathered, union.TargetState.With(gathered).Decisions, work.Open);
        var settle = new SettleComponent(Header(union.Target, union.TargetVersion, $"settle {string.Join(' ', union.Compared.Values.Select(r => $"{r.RecordKey} {r.Version}").Order(StringComparer.Ordinal))}"), settlement);
        return await Carry(union, settle) is { Rejection: null, State: { } state }
            ? union.Compared.Values.Select(r => KeyValuePair.Create(r.RecordKey, (Resolved?)ResolvedWords.Of(union.Target, state.AsToldTo(r.Owner, work.Indexed), r.RecordKey)))
            : lost;
    }

    private async Task<bool> HasNewCandidates(Union union, Work work)
    {
        var now = await index.Candidates(union.Compared.Keys);
        return now.Pairs.Any(p => !work.Pairs.Contains(RecordPair.Of(p.Record, p.Other)));
    }

    private ISuspectComponentGrain Component(string key) => grains.GetGrain<ISuspectComponentGrain>(key);
}
