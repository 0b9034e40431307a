using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Coordination.V1;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>What people do with pairs: look, judge, and take apart what was joined.</summary>
public sealed partial class SuspectService
{
    public override async Task<Match> GetMatch(GetMatchRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadSuspect);

        return await matches.Get(request.Name, caller, context.CancellationToken);
    }

    public override async Task<ListMatchesResponse> ListMatches(ListMatchesRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadSuspect);

        return request.Record.Length > 0
            ? await matches.OfRecord(request, caller, context.CancellationToken)
            : await matches.Queue(request, caller, context.CancellationToken);
    }

    public override async Task<Match> DecideMatch(DecideMatchRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.DecideMatch, request);
        var caller = CallerPrincipal.Of(context);
        var pair = await matches.Visible(request.Name, caller, context.CancellationToken);

        // The etag is the match's, not its component's.
        var reply = await matches.Judge(new(header with { ExpectedVersion = null }, pair, [], (Verdict)request.Verdict, request.Reason, header.ExpectedVersion));

        reply.OrThrow(context);
        return await matches.Show(pair, caller, context.CancellationToken);
    }

    public override async Task<Match> SplitSuspect(SplitSuspectRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.SplitSuspect, request);
        var caller = CallerPrincipal.Of(context);
        // A repeated request finds the records where the first one took them.
        var (pair, part) = await matchReads.Judged(header, context.CancellationToken) is { } judged
            ? (judged, [])
            : Part(request, await Person(request.Name, caller, context.CancellationToken), caller);

        var reply = await matches.Judge(new(header, pair, part, Verdict.NotSame, request.Reason, SeenRevision: null));

        reply.OrThrow(context);
        return await matches.Show(pair, caller, context.CancellationToken);
    }

    private static (RecordPair Pair, ImmutableArray<string> Part) Part(SplitSuspectRequest request, SuspectPerson person, Caller caller)
    {
        ImmutableArray<string> part = caller.Jurisdiction.IsMinistry ? OfDesks(request, person) : OfNames(request, person, caller);
        return person.Records.Select(r => r.Record).Except(part).Min(StringComparer.Ordinal) is { } stays
            ? (RecordPair.Of(part.Min(StringComparer.Ordinal)!, stays), part)
            : throw Failure.Of(new Rejection(Reason.StateTransitionInvalid, "Nothing of this suspect would stay. Name a part of its records."), request.Name);
    }

    private static ImmutableArray<string> OfNames(SplitSuspectRequest request, SuspectPerson person, Caller caller)
    {
        if (request.Records.Count == 0 || request.Desks.Count > 0)
        {
            throw Failure.InvalidField(request.Desks.Count > 0 ? "desks" : "records", "Name the records of your own to take out; only the ministry names desks.");
        }
        var own = person.Records.Where(r => r.Owner == caller.Jurisdiction).Select(r => r.Record).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> part = [.. request.Records.Select((name, i) => Require.Name(name, SuspectMapping.Records, "record", $"records[{i}]")).Distinct()];
        var stranger = part.Select((record, i) => (record, i)).FirstOrDefault(r => !own.Contains(r.record));
        return stranger.record is null ? part
            : throw Failure.InvalidField($"records[{stranger.i}]", "It is no record of yours of this suspect. GetSuspect lists them.");
    }

    private static ImmutableArray<string> OfDesks(SplitSuspectRequest request, SuspectPerson person)
    {
        if (request.Desks.Count == 0 || request.Records.Count > 0)
        {
            throw Failure.InvalidField(request.Records.Count > 0 ? "records" : "desks", "The ministry names desks, whose records of the suspect are taken out.");
        }
        var desks = request.Desks.Select((code, i) => Require.Code(code, $"desks[{i}]")).ToHashSet();
        ImmutableArray<string> part = [.. person.Records.Where(r => desks.Contains(r.Owner)).Select(r => r.Record)];
        return part.IsEmpty ? throw Failure.InvalidField("desks", "None of these desks holds a record of this suspect. GetSuspect lists those that do.") : part;
    }
}
