using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Says why records are one person or not, from what is stored. Writes nothing.</summary>
public sealed class SuspectExplaining(SuspectFiling filing, IMatchIndex index, OpenedRecords opened)
{
    private const int AttemptsMax = 10;

    public async Task<MatchExplanation?> Explain(RecordPair pair, ImmutableArray<string> hidden)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await filing.Together(pair.RecordA, pair.RecordB) is var (union, open))
            {
                return Explained(pair, union, hidden, open);
            }
            if ((await index.Load([new(pair.RecordA, 0), new(pair.RecordB, 0)])).Count < 2)
            {
                return null;
            }
        }
        throw new TimeoutException("The two records' components kept moving; ask again.");
    }

    public async Task<ImmutableArray<MatchCandidate>> Candidates(string recordKey)
    {
        var candidates = await index.Candidates([recordKey]);
        var open = new Dictionary<string, NormalizedRecord>(StringComparer.Ordinal);
        var records = await opened.Load([recordKey, .. candidates.Pairs.Select(p => p.Other).Distinct()], open);
        if (!open.TryGetValue(recordKey, out var own))
        {
            return [];
        }
        var same = await filing.Together(recordKey) is var (union, _)
            ? union.TargetState.EntityOf(recordKey)?.Records ?? [recordKey]
            : [recordKey];
        return [.. records.Where(r => !same.Contains(r.RecordKey))
            .Select(r => (Record: r, Score: Scorer.Compare(own, open[r.RecordKey], Model.Suspects)))
            .Where(r => r.Score.Band is PairBand.Candidate or PairBand.Edge)
            .OrderByDescending(r => r.Score.Bits).ThenBy(r => r.Record.RecordKey, StringComparer.Ordinal)
            .Select(r => Candidate(records.Single(o => o.RecordKey == recordKey), r.Record, r.Score.Bits, r.Score.Grounds))];
    }

    private static MatchCandidate Candidate(IndexedRecord own, IndexedRecord other, double bits, LinkGrounds grounds)
    {
        var (a, b) = string.CompareOrdinal(own.RecordKey, other.RecordKey) < 0 ? (own, other) : (other, own);
        var reasons = GroundsForLink.AreEnough(grounds) ? ReviewReasons.MeanTooLow : ReviewReasons.GroundsTooFew;
        return new(new(a.RecordKey, b.RecordKey, bits, reasons.ToString(), bits), a.Owner, b.Owner);
    }

    private static MatchExplanation Explained(RecordPair pair, Union union, ImmutableArray<string> hidden, IReadOnlyDictionary<string, NormalizedRecord> open)
    {
        var all = union.Gathered();
        var everything = union.TargetState.With(all);
        var (gathered, whole) = (all.Without(hidden), everything.Without(hidden));
        var (recordsA, recordsB) = (MatchSides.PersonOf(whole, pair.RecordA), MatchSides.PersonOf(whole, pair.RecordB));
        var score = Scorer.Score(open[pair.RecordA], open[pair.RecordB], Model.Suspects);
        var isOne = recordsA.Contains(pair.RecordB);
        var runnerUp = RunnerUp(gathered, recordsA, recordsB);
        var decision = whole.Decisions.LastOrDefault(d => d.Pair == pair);
        var pending = decision?.Open.LastOrDefault();
        var sides = MatchSides.Of(whole, decision ?? new(pair.RecordA, pair.RecordB), pending?.Verdict ?? Verdict.Unspecified);
        var voters = Voters.Of(whole, pair, pending is null ? new([], []) : sides, pending?.Verdict ?? Verdict.Same);
        ImmutableArray<JudgementConflict> conflicts = [.. whole.Conflicts.Where(c => c.Pairs.Any(p => Concern(p, recordsA, recordsB)))];
        return new()
        {
            A = Member(pair.RecordA),
            B = Member(pair.RecordB),
            EntityA = IdOf(whole, pair.RecordA),
            EntityB = IdOf(whole, pair.RecordB),
            Bits = score.Bits,
            Waterfall = [.. score.Waterfall.Select(e => new WaterfallLine(e.Comparison, e.Level, e.Bits))],
            Grounds = [.. Names(score.Grounds.ToString(), nameof(LinkGrounds.None))],
            Band = score.Band.ToString().ToUpperInvariant(),
            MeanBits = isOne
                ? Clusterer.MeanBits([open[pair.RecordA]], Others(recordsA, pair.RecordA, open), Model.Suspects)
                : Clusterer.MeanBits(Others(recordsA, "", open), Others(recordsB, "", open), Model.Suspects),
            Reasons = isOne ? [] : [.. Names(Between(gathered, whole.Decisions, open, recordsA, recordsB)?.Reasons.ToString() ?? "", nameof(ReviewReasons.None))],
            Decision = decision,
            InForce = JudgementRules.InForce(whole.Decisions).GetValueOrDefault(pair),
            RunnerUp = runnerUp is null ? null : Member(recordsA.Contains(runnerUp.RecordA) ? runnerUp.RecordB : runnerUp.RecordA),
            RunnerUpBits = runnerUp?.Bits ?? 0,
            Conflicts = conflicts,
            ModelVersion = score.ModelVersion,
            Revision = MatchRevision.Of(everything, pair),
            SideA = Members(sides.A),
            SideB = Members(sides.B),
            Voters = [.. voters.All.Concat((decision?.DecidedBy ?? []).Concat(decision?.Open ?? []).Select(v => v.Jurisdiction)).Distinct().Order()],
            WaitsFor = pending is null ? [] : voters.Missing([.. decision!.Open.Where(v => v.AgreesWith(pending))]),
            Mentioned = Members([.. recordsA, .. recordsB, .. sides.A, .. sides.B, .. runnerUp is null ? [] : new[] { runnerUp.RecordA, runnerUp.RecordB },
                .. conflicts.SelectMany(c => c.Pairs).SelectMany(p => new[] { p.RecordA, p.RecordB })]),
            IsQueued = whole.Reviews.Any(r => r.Pair == pair),
            LinkMinBits = Model.Suspects.File.Thresholds.LinkBits,
            ReviewMinBits = Model.Suspects.File.Thresholds.ReviewBits,
        };

        Member Member(string record) => gathered.Members.Single(m => m.Record == record);

        ImmutableArray<Member> Members(IReadOnlyCollection<string> records) => [.. gathered.Members.Where(m => records.Contains(m.Record))];
    }

    private static Review? Between(
        Settlement gathered, ImmutableArray<MatchDecision> decisions, IReadOnlyDictionary<string, NormalizedRecord> open, ImmutableArray<string> a, ImmutableArray<string> b) =>
        Union.Outcome(gathered, decisions, open).Reviews.FirstOrDefault(r =>
            (a.Contains(r.RecordA) && b.Contains(r.RecordB)) || (a.Contains(r.RecordB) && b.Contains(r.RecordA)));

    /// <summary>The strongest evidence between A's person and a third one.</summary>
    private static Edge? RunnerUp(Settlement gathered, ImmutableArray<string> a, ImmutableArray<string> b) =>
        gathered.Edges.Where(e => a.Contains(e.RecordA) != a.Contains(e.RecordB) && (a.Contains(e.RecordA) || !b.Contains(e.RecordA)) && (a.Contains(e.RecordB) || !b.Contains(e.RecordB)))
            .OrderByDescending(e => e.Bits).ThenBy(e => e.RecordA, StringComparer.Ordinal).ThenBy(e => e.RecordB, StringComparer.Ordinal).FirstOrDefault();

    private static NormalizedRecord[] Others(ImmutableArray<string> records, string but, IReadOnlyDictionary<string, NormalizedRecord> open) =>
        [.. records.Where(r => r != but).Select(r => open[r])];

    private static string IdOf(SuspectComponent whole, string record) => whole.EntityOf(record)?.Id ?? EntityNaming.IdOf(record);

    private static bool Concern(RecordPair pair, ImmutableArray<string> a, ImmutableArray<string> b) =>
        (a.Contains(pair.RecordA) && b.Contains(pair.RecordB)) || (a.Contains(pair.RecordB) && b.Contains(pair.RecordA));

    private static IEnumerable<string> Names(string flags, string none) => flags.Split(", ").Where(name => name.Length > 0 && name != none);
}
