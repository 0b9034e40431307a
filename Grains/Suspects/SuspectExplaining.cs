using Coordination.Resolution;

namespace Coordination.Suspects;

/// <summary>Says why records are one person or not, from what is stored. Writes nothing.</summary>
public sealed class SuspectExplaining(SuspectFiling filing, IMatchIndex index, SuspectFeatures features)
{
    private const int AttemptsMax = 10;

    public async Task<MatchExplanation?> Explain(RecordPair pair)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await filing.Together(pair.RecordA, pair.RecordB) is var (union, open))
            {
                return Explained(pair, union, open);
            }
            if ((await index.Load([pair.RecordA, pair.RecordB])).Count < 2)
            {
                return null;
            }
        }
        throw new TimeoutException("The two records' components kept moving; ask again.");
    }

    public async Task<ImmutableArray<PendingReview>> Candidates(string recordKey)
    {
        var candidates = await index.Candidates([recordKey]);
        var records = await index.Load([recordKey, .. candidates.Pairs.Select(p => p.Other).Distinct()]);
        var open = new Dictionary<string, NormalizedRecord>(StringComparer.Ordinal);
        await features.Open(records, open);
        if (!open.TryGetValue(recordKey, out var own))
        {
            return [];
        }
        var same = await filing.Together(recordKey) is var (union, _)
            ? union.TargetState.EntityOf(recordKey)?.Records ?? [recordKey]
            : [recordKey];
        return [.. records.Where(r => !same.Contains(r.RecordKey))
            .Select(r => (r.RecordKey, Score: Scorer.Compare(own, open[r.RecordKey], Model.Suspects)))
            .Where(r => r.Score.Band is PairBand.Candidate or PairBand.Edge)
            .OrderByDescending(r => r.Score.Bits).ThenBy(r => r.RecordKey, StringComparer.Ordinal)
            .Select(r =>
            {
                var pair = RecordPair.Of(recordKey, r.RecordKey);
                var reasons = GroundsForLink.AreEnough(r.Score.Grounds) ? ReviewReasons.MeanTooLow : ReviewReasons.GroundsTooFew;
                return new PendingReview(pair.RecordA, pair.RecordB, r.Score.Bits, reasons.ToString(), r.Score.Bits);
            })];
    }

    private static MatchExplanation Explained(RecordPair pair, Union union, IReadOnlyDictionary<string, NormalizedRecord> open)
    {
        var gathered = union.Gathered();
        var whole = union.TargetState.With(gathered);
        var (recordsA, recordsB) = (PersonOf(whole, pair.RecordA), PersonOf(whole, pair.RecordB));
        var score = Scorer.Score(open[pair.RecordA], open[pair.RecordB], Model.Suspects);
        var isOne = recordsA.Contains(pair.RecordB);
        var runnerUp = RunnerUp(whole, gathered, pair, recordsA, recordsB);
        return new()
        {
            A = gathered.Members.Single(m => m.Record == pair.RecordA),
            B = gathered.Members.Single(m => m.Record == pair.RecordB),
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
            Decision = whole.Decisions.FirstOrDefault(d => d.Pair == pair),
            InForce = JudgementRules.InForce(whole.Decisions).GetValueOrDefault(pair),
            RunnerUp = runnerUp is null ? null : gathered.Members.Single(m => m.Record == (recordsA.Contains(runnerUp.RecordA) ? runnerUp.RecordB : runnerUp.RecordA)),
            RunnerUpBits = runnerUp?.Bits ?? 0,
            Conflicts = [.. whole.Conflicts.Where(c => Concerns(c, pair.RecordA) || Concerns(c, pair.RecordB))],
            ModelVersion = score.ModelVersion,
            Revision = MatchRevision.Of(whole, pair),
            Members = [.. gathered.Members.Where(m => recordsA.Contains(m.Record) || recordsB.Contains(m.Record))],
        };
    }

    private static Review? Between(
        Settlement gathered, ImmutableArray<MatchDecision> decisions, IReadOnlyDictionary<string, NormalizedRecord> open, ImmutableArray<string> a, ImmutableArray<string> b) =>
        Union.Outcome(gathered, decisions, open).Reviews.FirstOrDefault(r =>
            (a.Contains(r.RecordA) && b.Contains(r.RecordB)) || (a.Contains(r.RecordB) && b.Contains(r.RecordA)));

    /// <summary>The strongest evidence between A's person and a third one.</summary>
    private static Edge? RunnerUp(SuspectComponent whole, Settlement gathered, RecordPair pair, ImmutableArray<string> a, ImmutableArray<string> b) =>
        gathered.Edges.Where(e => a.Contains(e.RecordA) != a.Contains(e.RecordB) && !b.Contains(e.RecordA) && !b.Contains(e.RecordB) && whole.MemberOf(pair.RecordA) is not null)
            .OrderByDescending(e => e.Bits).ThenBy(e => e.RecordA, StringComparer.Ordinal).ThenBy(e => e.RecordB, StringComparer.Ordinal).FirstOrDefault();

    private static NormalizedRecord[] Others(ImmutableArray<string> records, string but, IReadOnlyDictionary<string, NormalizedRecord> open) =>
        [.. records.Where(r => r != but).Select(r => open[r])];

    private static ImmutableArray<string> PersonOf(SuspectComponent whole, string record) => whole.EntityOf(record)?.Records ?? [record];

    private static string IdOf(SuspectComponent whole, string record) => whole.EntityOf(record)?.Id ?? EntityNaming.IdOf(record);

    private static bool Concerns(JudgementConflict conflict, string record) =>
        conflict.NotSame.Touches(record) || conflict.Evidence?.Touches(record) == true || conflict.Same.Any(p => p.Touches(record));

    private static IEnumerable<string> Names(string flags, string none) => flags.Split(", ").Where(name => name.Length > 0 && name != none);
}
