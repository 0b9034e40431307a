using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using MatchVote = Coordination.Suspects.MatchVote;

namespace Coordination.Gateway.Services;

/// <summary>Pairs as one jurisdiction may see them: its own records by name, of the others only which desks hold them.</summary>
public static class MatchMapping
{
    /// <summary>The state as it is stored; null for none.</summary>
    public static string? ToState(this MatchState state) => state switch
    {
        MatchState.Open => MatchStates.Open,
        MatchState.Decided => MatchStates.Decided,
        MatchState.Conflict => MatchStates.Conflict,
        MatchState.Candidate => MatchStates.Candidate,
        _ => null,
    };

    /// <summary>A line of a list.</summary>
    public static Match ToProto(this SuspectMatch match, Caller caller, MatchNames names)
    {
        Member[] both = [new(match.RecordA, 0, match.OwnerA), new(match.RecordB, 0, match.OwnerB)];
        return new()
        {
            Name = names.Of(new(match.RecordA, match.RecordB)),
            OwnRecords = { Own(both, caller) },
            Desks = { Desks(both) },
            Reasons = { match.Reasons.Split(", ", StringSplitOptions.RemoveEmptyEntries) },
            Weight = match.Millibits / 1000.0,
            State = match.State switch
            {
                MatchStates.Open => MatchState.Open,
                MatchStates.Decided => MatchState.Decided,
                MatchStates.Conflict => MatchState.Conflict,
                _ => MatchState.Candidate,
            },
        };
    }

    /// <summary>All that can be said of a pair.</summary>
    public static Match ToProto(this MatchExplanation seen, Caller caller, MatchNames names)
    {
        var pair = new RecordPair(seen.A.Record, seen.B.Record);
        var match = new Match
        {
            Name = names.Of(pair),
            OwnRecords = { Own([seen.A, seen.B], caller) },
            Desks = { Desks([seen.A, seen.B]) },
            Reasons = { seen.Reasons },
            Weight = seen.Bits,
            State = State(seen, pair),
            SamePerson = seen.IsOnePerson,
            MeanWeight = seen.MeanBits,
            Waterfall = { seen.Waterfall.Select(line => new MatchEvidence { Comparison = line.Comparison, Level = line.Level, Bits = line.Bits }) },
            Grounds = { seen.Grounds },
            RunnerUp = seen.RunnerUp is { } third ? new() { Desk = third.Owner.Value, Weight = seen.RunnerUpBits } : null,
            Judgement = (MatchVerdict)seen.InForce,
            WaitsFor = { seen.WaitsFor.Select(code => code.Value) },
            Conflicts = { seen.Conflicts.Select(conflict => ToProto(conflict, seen, names)) },
            ModelVersion = seen.ModelVersion,
            LinkMin = seen.LinkMinBits,
            ReviewMin = seen.ReviewMinBits,
            Etag = Etags.Of(seen.Revision),
        };
        if (seen.Decision is { } decision)
        {
            match.DecidedBy.Add(decision.DecidedBy.Select(ToProto));
            match.OpenVotes.Add(decision.Open.Select(ToProto));
        }
        foreach (var side in new[] { seen.SideA, seen.SideB }.Where(side => !side.IsEmpty))
        {
            match.Sides.Add(new MatchSide { OwnRecords = { Own(side, caller) }, Desks = { Desks(side) } });
        }
        return match;
    }

    private static MatchState State(MatchExplanation seen, RecordPair pair) => seen switch
    {
        _ when seen.Conflicts.Any(conflict => conflict.Pairs.Contains(pair)) => MatchState.Conflict,
        { IsQueued: true } or { Decision.Open.IsEmpty: false } => MatchState.Open,
        { Decision: not null } => MatchState.Decided,
        _ => MatchState.Candidate,
    };

    private static V1.MatchVote ToProto(MatchVote vote) => new()
    {
        Desk = vote.Jurisdiction.Value, Verdict = (MatchVerdict)vote.Verdict, Reason = vote.Reason, VoteTime = vote.At.ToTimestamp(),
    };

    private static MatchConflict ToProto(JudgementConflict conflict, MatchExplanation seen, MatchNames names)
    {
        var records = conflict.Pairs.SelectMany(pair => new[] { pair.RecordA, pair.RecordB }).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            NotSame = names.Of(conflict.NotSame),
            Same = { conflict.Same.Select(names.Of) },
            Evidence = conflict.Evidence is { } evidence ? names.Of(evidence) : "",
            Desks = { Desks(seen.Mentioned.Where(m => records.Contains(m.Record))) },
        };
    }

    private static IEnumerable<string> Own(IEnumerable<Member> members, Caller caller) =>
        members.Where(m => m.Owner == caller.Jurisdiction).Select(m => Require.NameOf(m.Record, SuspectMapping.Records));

    private static IEnumerable<string> Desks(IEnumerable<Member> members) =>
        members.Select(m => m.Owner.Value).Distinct().Order(StringComparer.Ordinal);
}
