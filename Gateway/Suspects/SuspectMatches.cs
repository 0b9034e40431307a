using Coordination.Gateway.Services;
using Coordination.Persistence.Matching;
using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Coordination.V1;
using Grpc.Core;

namespace Coordination.Gateway.Suspects;

/// <summary>Pairs of records as one caller may see them: as if other jurisdictions' sealed records did not exist. Source: D4.</summary>
public sealed class SuspectMatches(IGrainFactory grains, MatchReads reads, SearchIndex index, MatchNames names, PageTokens pages, SuspectReads persons)
{
    /// <summary>Pairs of one record that are shown at once.</summary>
    public const int OfRecordMax = 1_000;

    // The first of these is told of a pair that is in several states.
    private static readonly ImmutableArray<string> StateOrder = [MatchStates.Conflict, MatchStates.Open, MatchStates.Decided, MatchStates.Candidate];

    private ISuspectResolver Resolver => grains.GetGrain<ISuspectResolver>("resolver");

    /// <summary>The pair that <paramref name="name"/> stands for, as one who may know of it may see it.</summary>
    /// <exception cref="RpcException">FIELD_INVALID: no name of a match; RESOURCE_NOT_FOUND.</exception>
    public async Task<Match> Get(string name, Caller caller, CancellationToken cancel)
    {
        _ = Require.Name(name, MatchNames.Collection, "match", "name");
        return names.Read(name) is { } pair && await Explain(pair, caller, cancel) is { } seen && caller.MayKnow(seen.Voters)
            ? seen.ToProto(caller, names)
            : throw Failure.NotFound(name);
    }

    /// <summary>The records of a pair that the caller may know of.</summary>
    /// <inheritdoc cref="Get"/>
    public async Task<RecordPair> Visible(string name, Caller caller, CancellationToken cancel) =>
        names.Read((await Get(name, caller, cancel)).Name)!.Value;

    /// <summary>The pair as it is now, for one who has just judged it.</summary>
    public async Task<Match> Show(RecordPair pair, Caller caller, CancellationToken cancel) =>
        await Explain(pair, caller, cancel) is { } seen ? seen.ToProto(caller, names) : throw Failure.NotFound(names.Of(pair));

    public Task<Reply<SuspectComponent>> Judge(JudgeMatch vote) => Resolver.Judge(vote);

    /// <summary>A page of a queue.</summary>
    public async Task<ListMatchesResponse> Queue(ListMatchesRequest request, Caller caller, CancellationToken cancel)
    {
        var size = PageTokens.Size(request.PageSize);
        var state = request.State.ToState() ?? MatchStates.Open;
        var question = $"{MatchNames.Collection}|{state}";
        var after = pages.Read(caller, question, request.PageToken);

        var matches = await reads.List(new(caller.Jurisdiction, state, after, size + 1), cancel);
        var page = new ListMatchesResponse { Matches = { matches.Take(size).Select(m => m.ToProto(caller, names)) } };
        page.NextPageToken = matches.Count > size ? pages.Make(caller, question, matches[size - 1].Cursor) : "";
        return page;
    }

    /// <summary>The pairs of one record, candidates among them.</summary>
    public async Task<ListMatchesResponse> OfRecord(ListMatchesRequest request, Caller caller, CancellationToken cancel)
    {
        var record = await OwnRecord(request.Record, caller, cancel);
        if (request.Other.Length > 0)
        {
            return new() { Matches = { await OfTwo(record, request.Other, caller, cancel) } };
        }
        var state = request.State.ToState();
        List<SuspectMatch> pairs = [.. (await reads.Of(record, cancel)).Where(m => state is null || m.State == state)];
        if (state is null or MatchStates.Candidate)
        {
            var told = pairs.Select(m => (m.RecordA, m.RecordB)).ToHashSet();
            pairs.AddRange((await Resolver.Candidates(record)).Select(ToMatch).Where(m => told.Add((m.RecordA, m.RecordB))));
        }
        var hidden = await Hidden(pairs.SelectMany(m => new[] { (m.RecordA, m.OwnerA), (m.RecordB, m.OwnerB) }), caller, cancel);
        return new()
        {
            Matches =
            {
                pairs.Where(m => !hidden.Contains(m.RecordA) && !hidden.Contains(m.RecordB))
                    .OrderBy(m => StateOrder.IndexOf(m.State)).DistinctBy(m => (m.RecordA, m.RecordB))
                    .OrderByDescending(m => m.Millibits).ThenBy(m => m.RecordA, StringComparer.Ordinal).ThenBy(m => m.RecordB, StringComparer.Ordinal)
                    .Take(OfRecordMax).Select(m => m.ToProto(caller, names)),
            },
        };
    }

    private async Task<Match> OfTwo(string record, string otherName, Caller caller, CancellationToken cancel)
    {
        var other = Require.Name(otherName, SuspectMapping.Records, "record", "other");
        return other != record && await persons.Find(other, cancel) is not null && await Explain(RecordPair.Of(record, other), caller, cancel) is { } seen
            ? seen.ToProto(caller, names)
            : throw Failure.NotFound(otherName);
    }

    private async Task<string> OwnRecord(string name, Caller caller, CancellationToken cancel)
    {
        var record = Require.Name(name, SuspectMapping.Records, "record", "record");
        return await persons.Find(record, cancel) is { } held && (held.Owner == caller.Jurisdiction || caller.Jurisdiction.IsMinistry) ? record : throw Failure.NotFound(name);
    }

    /// <summary>Null if one of the two is not stored, or is another's sealed record.</summary>
    private async Task<MatchExplanation?> Explain(RecordPair pair, Caller caller, CancellationToken cancel)
    {
        var hidden = ImmutableArray<string>.Empty;
        while (await Resolver.Explain(pair, hidden) is { } seen)
        {
            var found = await Hidden(seen.Mentioned.Select(m => (m.Record, m.Owner)), caller, cancel);
            if (found.Count == 0)
            {
                return seen;
            }
            if (found.Contains(pair.RecordA) || found.Contains(pair.RecordB))
            {
                return null;
            }
            hidden = hidden.AddRange(found);   // without them another may be the runner-up
        }
        return null;
    }

    private async Task<IReadOnlySet<string>> Hidden(IEnumerable<(string Record, JurisdictionCode Owner)> records, Caller caller, CancellationToken cancel) =>
        await index.Sealed(caller.Jurisdiction.IsMinistry ? [] : [.. records.Where(r => r.Owner != caller.Jurisdiction).Select(r => r.Record).Distinct()], cancel);

    private static SuspectMatch ToMatch(MatchCandidate c) => new(
        c.Review.RecordA, c.OwnerA, c.Review.RecordB, c.OwnerB, MatchStates.Candidate, (long)Math.Round(c.Review.Bits * 1000), c.Review.Reasons);
}
