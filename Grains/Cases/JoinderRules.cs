using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Cases;

/// <summary>
/// Joinder and its exact undo (J5; P-21). The case that ends decides, alone and at once; the main case hears of it, and if it cannot
/// take the other in it says so and that merge is undone. So two opposed merges undo each other, and no case waits for another.
/// </summary>
internal static class JoinderRules
{
    /// <summary>Cases joined into one. Cause: their facts are kept in its row.</summary>
    private const int JoinedMax = 50;

    private static readonly ImmutableArray<string> Articles = ["P-21", "P-184", "P-185"];
    private static readonly ImmutableArray<string> UndoArticles = ["P-7", "P-21"];

    public static Decision<CaseEvent> Merge(CaseFile file, MergeCase merge, DateTimeOffset now)
    {
        if (!file.UnderInvestigation)
        {
            return Refuse(Reason.StateTransitionInvalid, $"Only a case that is FILED or INVESTIGATING is joined into another; this one is {file.Status.Wire()}.")
                .With("fromState", file.Status.Wire()).With("toState", CaseStatus.Merged.Wire()).With("allowed", "FILED, INVESTIGATING");
        }
        if (merge.Ground == JoinderGround.Unspecified)
        {
            return Refuse(Reason.GroundRequired, "P-21: joinder needs one of its four grounds.")
                .With("grounds", WireNames.All<JoinderGround>());
        }
        var at = merge.Header.EventTime ?? now;
        var violations = CaseMachine.Check(merge.Approval, ApproverRank.County, Articles, at).Concat(TransitionRules.CheckTime(file, at)).ToList();
        if (file.Joined.Any(j => j.Active))
        {
            violations.Add(new("name", "Other cases are joined into this one. Undo those merges, and merge each into the main case."));
        }
        return violations.Count > 0
            ? Refuse(Reason.StateTransitionInvalid, "The case cannot be merged like this.", violations)
            : new CaseMerged(merge.Into, merge.IntoOwner, merge.Ground, file.Status, at, LegalTexts.Cite(merge.Approval), file.Owner, file.Facts,
                file.FirstFiledAt, file.Merges + 1);
    }

    public static Decision<CaseEvent> Unmerge(CaseFile file, UnmergeCase unmerge, DateTimeOffset now)
    {
        if (file.Merged is not { } merged)
        {
            return Refuse(Reason.StateTransitionInvalid, "The case is not merged away.").With("fromState", file.Status.Wire());
        }
        var at = unmerge.Header.EventTime ?? now;
        var violations = CaseMachine.Check(unmerge.Approval, ApproverRank.County, UndoArticles, at).ToList();
        if (at < merged.At)
        {
            violations.Add(new("event_time", $"It was merged at {merged.At:u}; the undo comes later."));
        }
        return violations.Count > 0
            ? Refuse(Reason.StateTransitionInvalid, "The merge cannot be undone like this.", violations)
            : new CaseUnmerged(merged.Into, merged.From, at, LegalTexts.Cite(unmerge.Approval), "", file.Owner, merged.Round);
    }

    public static Decision<CaseEvent> Undo(CaseFile file, UndoMerge undo, DateTimeOffset now) => file.Merged is { } merged && merged.Round == undo.Round
        ? new CaseUnmerged(merged.Into, merged.From, now, null, undo.Why, file.Owner, merged.Round)
        : Superseded();

    public static Decision<CaseEvent> Absorb(CaseFile file, AbsorbCase absorb)
    {
        if (file.Joined.Any(j => j.Case == absorb.Case && j.Round >= absorb.Round))
        {
            return Superseded();
        }
        return WhyNot(file, absorb) is { } why
            ? new AbsorptionRefused(absorb.Case, absorb.Round, why)
            : new CaseAbsorbed(new(absorb.Case, absorb.Round, true, absorb.CaseOwner, absorb.Facts, absorb.FirstFiledAt));
    }

    // Also where it was not absorbed yet: the mark then keeps the late word of that merge out.
    public static Decision<CaseEvent> Release(CaseFile file, ReleaseCase release) =>
        file.Joined.Any(j => j.Case == release.Case && (j.Round > release.Round || (j.Round == release.Round && !j.Active)))
            ? Superseded()
            : new CaseReleased(release.Case, release.Round, release.CaseOwner);

    private static string? WhyNot(CaseFile file, AbsorbCase absorb)
    {
        if (file.Merged is { } merged)
        {
            return $"The main case was itself merged into {CaseMachine.Name(merged.Into)}.";
        }
        if (!file.UnderInvestigation)
        {
            return $"The main case is {file.Status.Wire()}.";
        }
        if (file.Joined.Count(j => j.Active) >= JoinedMax)
        {
            return $"The main case has {JoinedMax} joined cases.";
        }
        return CaseAmounts.Fits([.. CaseAmounts.Lines(file).Concat(absorb.Facts).DistinctBy(line => line.FactId)]) ? null
            : "The sum would pass a trillion yuan.";
    }

    // Word of a merge that has been undone, or was heard before.
    private static Decision<CaseEvent> Superseded() => Decision<CaseEvent>.Unchanged;
}
