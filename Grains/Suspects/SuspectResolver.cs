using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coordination.Resolution;
using Orleans.Concurrency;

namespace Coordination.Suspects;

/// <summary>
/// Brings a committed record to its component. All it does follows from what is stored, and each write names the version that it rests
/// on: run twice or by two at once, the persons are the same.
/// </summary>
[StatelessWorker, GrainType("suspect-resolver")]
public sealed class SuspectResolver(IMatchIndex index, SuspectFeatures features) : Grain, ISuspectResolver
{
    /// <summary>Lost races in a row before the caller is told to come back; each one means that somebody else got on.</summary>
    private const int AttemptsMax = 30;

    public async Task<Resolved> Resolve(string recordKey, int recordVersion)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var own = await RootOf(recordKey);
            if (own.IsComplete && own.State?.Members.Any(m => m.Record == recordKey && m.Version >= recordVersion) == true)
            {
                return ResolvedWords.Of(own.Key, own.State, recordKey);
            }
            if (await Settle(recordKey, own) is { } settled)
            {
                return settled;
            }
        }
        throw new TimeoutException($"{recordKey} lost {AttemptsMax} races in a row; it is stored and will be compared.");
    }

    /// <returns>Null if somebody else was faster: look again.</returns>
    private async Task<Resolved?> Settle(string recordKey, ComponentRoot own)
    {
        var candidates = await index.Candidates(recordKey);
        var open = new Dictionary<string, NormalizedRecord>(StringComparer.Ordinal);
        await Open(candidates, open);
        var edges = Edges(recordKey, candidates, open);

        var roots = new SortedDictionary<string, ComponentRoot>(StringComparer.Ordinal) { [own.Key] = own };
        foreach (var other in edges.Select(e => e.RecordA == recordKey ? e.RecordB : e.RecordA))
        {
            var root = await RootOf(other);
            roots[root.Key] = roots.TryGetValue(root.Key, out var known) ? known.And(root) : root;
        }
        var target = roots.First().Value;
        // Others may have moved into a component that was never filed: from here on its founder counts, evidence or not.
        var founders = roots.Values.Where(r => r.State is null).Select(r => ComponentRoot.FounderOf(r.Key)).ToHashSet(StringComparer.Ordinal);
        var strangers = await index.Load([.. founders.Where(f => !open.ContainsKey(f))]);
        await Open(strangers, open);
        var union = ComponentUnion.Of(recordKey, roots.Values, [.. candidates, .. strangers], founders, edges);
        if (union.Dropped.Any() && !Same(candidates, await index.Candidates(recordKey)))
        {
            return null;   // evidence would be dropped because its record was committed after the candidates were read
        }
        await Open(await index.Load([.. union.Members.Select(m => m.Record).Where(r => !open.ContainsKey(r))]), open);

        foreach (var (key, root) in roots.Skip(1))
        {
            var move = new MoveComponent(Header(key, root.Version, $"move {target.Key}"), target.Key, union.FounderOf(key));
            if ((await Component(key).Execute(move)).Rejection is not null)
            {
                return null;
            }
        }
        var outcome = Clusterer.Cluster(union.Members.Select(m => open[m.Record]), union.Edges.Select(e => new MachineEdge(e.RecordA, e.RecordB)), [], Model.Suspects);
        var settle = new SettleComponent(
            Header(target.Key, target.Version, $"settle {recordKey}"), union.Members, union.Edges,
            [.. outcome.Clusters.Select(c => c.Records)],
            [.. outcome.Reviews.Where(r => r.IsQueued).Select(r => new PendingReview(r.RecordA, r.RecordB, r.Bits, r.Reasons.ToString()))],
            union.Absorbed(target), Model.Suspects.Version);
        var reply = await Component(target.Key).Execute(settle);
        return reply.Rejection is null ? ResolvedWords.Of(target.Key, reply.State!, recordKey) : null;
    }

    private static bool Same(IEnumerable<IndexedRecord> before, IEnumerable<IndexedRecord> after) =>
        before.Select(r => (r.RecordKey, r.Version)).ToHashSet().SetEquals(after.Select(r => (r.RecordKey, r.Version)));

    private async Task Open(IEnumerable<IndexedRecord> records, Dictionary<string, NormalizedRecord> open)
    {
        foreach (var record in records)
        {
            open[record.RecordKey] = await features.Open(record.RecordKey, record.Owner, record.Attributes);
        }
    }

    private static ImmutableArray<Edge> Edges(string recordKey, IReadOnlyList<IndexedRecord> candidates, Dictionary<string, NormalizedRecord> open)
    {
        var edges = ImmutableArray.CreateBuilder<Edge>();
        foreach (var other in candidates.Select(c => c.RecordKey).Where(key => key != recordKey))
        {
            var score = Scorer.Score(open[recordKey], open[other], Model.Suspects);
            if (score.Band == PairBand.Edge)
            {
                var (a, b) = string.CompareOrdinal(recordKey, other) < 0 ? (recordKey, other) : (other, recordKey);
                edges.Add(new(a, b, score.Bits, score.Grounds.ToString()));
            }
        }
        return edges.ToImmutable();
    }

    /// <summary>Follows the moves from the component that the record started to the one that stands.</summary>
    private async Task<ComponentRoot> RootOf(string recordKey)
    {
        var key = ComponentRoot.KeyOf(recordKey);
        var passed = ImmutableArray.CreateBuilder<SuspectComponent>();
        while (true)
        {
            var reply = await Component(key).Read();
            if (reply.State?.MovedInto is not { } into)
            {
                return new(key, reply.Version, reply.State, passed.ToImmutable());
            }
            passed.Add(reply.State);
            key = into;
        }
    }

    private ISuspectComponentGrain Component(string key) => GrainFactory.GetGrain<ISuspectComponentGrain>(key);

    private static CommandHeader Header(string component, int version, string what)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{component}|{version}|{what}")));
        return new(new Guid(seed.AsSpan(0, 16)), "resolver", Convert.ToHexString(seed, 16, 8), "resolver", JurisdictionCode.Ministry,
            ExpectedVersion: version);
    }
}
