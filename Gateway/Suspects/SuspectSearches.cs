using Coordination.Gateway.Services;
using Coordination.Inquiries;
using Coordination.Persistence.Matching;
using Coordination.Persistence.Reads;
using Coordination.Resolution;
using Coordination.Suspects;
using Coordination.V1;
using Grpc.Core;
using SearchHit = Coordination.Inquiries.SearchHit;

namespace Coordination.Gateway.Suspects;

/// <summary>
/// Carries out a search: look up, record, answer. Whether nothing, something, or something sealed is found, the same steps are taken:
/// one statement, one write of one grain, one answer. Source: domain rules B10, D1-D6.
/// </summary>
public sealed class SuspectSearches(
    IGrainFactory grains, IProtector protector, IMatchKeyHash matchHash, SearchIndex index, SearchReads reads, SearchBasis basis, HitTokens tokens,
    Ids ids, DecisionClock clock, TimeProvider time)
{
    /// <summary>Hits that one search tells. Source: A.8 of the gateway's contract.</summary>
    public const int HitsMax = 20;

    /// <summary>Answers leave at whole multiples of this after their request came [P]: what is found shows less in the time it takes. Source: D5.</summary>
    private static readonly TimeSpan AnswerStep = TimeSpan.FromMilliseconds(50);

    private sealed record Found(ImmutableArray<SearchHit> Hits, ImmutableArray<FoundRecord> Hidden, bool Truncated);

    /// <summary>A hit that is asked for again: the search that told it, and the records that it stands for.</summary>
    public sealed record KnownHit(string Search, ImmutableArray<FoundRecord> Records);

    public async Task<SearchSuspectsResponse> Search(SearchSuspectsRequest request, CommandHeader header, ServerCallContext context)
    {
        var began = time.GetTimestamp();
        var caller = CallerPrincipal.Of(context);
        var selector = SearchSelector.Read(request);
        var search = ids.Named("search", header.Principal, context.Method, header.RequestId);

        var stands = await basis.Stands(request.Basis, header.Jurisdiction);
        var found = await LookUp(selector, header.Jurisdiction, context.CancellationToken);
        var reply = await grains.GetGrain<IInquiryGrain>(ids.Owned("inquiry", header.Jurisdiction, header.Actor)).Execute(
            new MakeSearch(header, search, selector.Kind, selector.Hash(matchHash), request.Basis, stands, found.Hits, found.Hidden) { Truncated = found.Truncated });
        reply.OrThrow(context);

        // Other records may have come or gone since: a repeated search is answered from what it found the first time.
        var answer = reply.Replayed
            ? (await reads.Made(header.Principal, header.RequestId, context.CancellationToken))!.ToAnswer(caller, header.RequestId, tokens)
            : SearchMapping.ToAnswer(search, found.Hits, found.Truncated, caller, header.RequestId, tokens);
        var taken = time.GetElapsedTime(began);
        await Task.Delay(AnswerStep - new TimeSpan(taken.Ticks % AnswerStep.Ticks), time, context.CancellationToken);
        return answer;
    }

    /// <summary>The hit that a token stands for.</summary>
    /// <exception cref="RpcException">FIELD_INVALID: not a token of this caller, or older than <see cref="HitTokens.Lifetime"/>.</exception>
    public async Task<KnownHit> Hit(Caller caller, string token, CancellationToken cancel)
    {
        if (tokens.Read(caller, token) is var (requestId, place)
            && await reads.Made(caller.Principal, requestId, cancel) is { } made
            && place < made.Hits.Length && clock.GetUtcNow() < made.At + HitTokens.Lifetime)
        {
            return new(made.Search, made.Hits[place].Records);
        }
        throw Failure.InvalidField("hit", "Send a hit of a search of your own that is not older than 30 days, as it was given; or search again.");
    }

    private async Task<Found> LookUp(SearchSelector selector, JurisdictionCode asker, CancellationToken cancel)
    {
        var records = await index.Find(
            SearchSelector.Hashes(selector.Keys.First, matchHash), SearchSelector.Hashes(selector.Keys.Second, matchHash), cancel);
        var matched = await Matched(selector, [.. records.Where(record => record.Matched)], cancel);

        // A person is told of only if a record that the asker may know of has what was asked for: a seal hides that tie too.
        var persons = matched.Where(MayKnow).Select(record => record.Person).Distinct().Order(StringComparer.Ordinal).ToArray();
        var told = persons.Take(HitsMax).ToHashSet(StringComparer.Ordinal);
        var hidden = matched.Concat(records.Where(record => told.Contains(record.Person))).Where(record => !MayKnow(record));
        return new(
            [.. persons.Take(HitsMax).Select(person => new SearchHit(person, selector.Band, Told(records.Where(record => record.Person == person && MayKnow(record)))))],
            [.. hidden.Select(ToFound).Distinct()],
            persons.Length > HitsMax);

        bool MayKnow(SearchedRecord record) => !record.Sealed || record.Holder == asker || asker.IsMinistry;
    }

    private async Task<IReadOnlyList<SearchedRecord>> Matched(SearchSelector selector, IReadOnlyList<SearchedRecord> candidates, CancellationToken cancel)
    {
        if (!selector.NeedsContent)
        {
            return candidates;
        }
        var contents = await protector.Reveal([.. candidates.Select(record => record.Content)], cancel);
        return [.. candidates.Zip(contents)
            .Where(pair => pair.Second is { } json && SearchKeys.IsSamePerson(selector.Asked, SuspectFeatures.Read(pair.First.Record, pair.First.Holder, json)))
            .Select(pair => pair.First)];
    }

    private static ImmutableArray<FoundRecord> Told(IEnumerable<SearchedRecord> records) =>
        [.. records.GroupBy(record => record.Holder).OrderBy(held => held.Key)
            .SelectMany(held => held.OrderBy(record => record.Record, StringComparer.Ordinal).Take(SearchHit.RecordsMax)).Select(ToFound)];

    private static FoundRecord ToFound(SearchedRecord record) => new(record.Record, record.Holder);
}
