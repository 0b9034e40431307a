using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Cases;

/// <summary>What may happen to a case. Source: domain rules B1, B3, B6.</summary>
public static partial class CaseMachine
{
    /// <summary>How far a province's clock may be ahead.</summary>
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(5);

    public static Decision<CaseEvent> Decide(CaseFile file, CaseCommand command, DateTimeOffset now) => (file, command) switch
    {
        ({ Exists: false }, not CreateCase) => NotFound(),
        // From the log's readers, whoever owns the case and whatever waits.
        (_, AbsorbCase absorb) => JoinderRules.Absorb(file, absorb),
        (_, ReleaseCase release) => JoinderRules.Release(file, release),
        (_, UndoMerge undo) => JoinderRules.Undo(file, undo, now),
        (_, LapseClock lapse) => Lapse(file, lapse, now),
        (_, NoteGroup note) => Note(file, note),

        _ when file.Exists && !file.MayBeKnownTo(command.Header.Jurisdiction) => NotFound(),
        (_, { Header.EventTime: { } at }) when at > now => Refuse(Reason.FieldInvalid, "It cannot lie in the future.",
            new Violation("event_time", $"It is {now:u} now.")),
        (_, CreateCase create) => file.Exists ? Taken(file) : Report(create, now),
        (_, DecideTransfer answer) => TransferRules.Answer(file, answer, now),
        _ when Stranger(file, command) is { } refusal => refusal,
        ({ Transfer: { } pending }, _) => Refuse(Reason.TransferPending,
            $"The case waits until {pending.To} has answered, at the latest until {pending.ExpiresAt:u}."),

        (_, UnmergeCase unmerge) => JoinderRules.Unmerge(file, unmerge, now),
        (_, LiftMeasure lift) => MeasureRules.Lift(file, lift, now),
        ({ Merged: { } merged }, _) => MergedRefusal(merged, command.Header.Jurisdiction, file.Epoch),

        (_, UpdateCase update) => Describe(file, update),
        (_, TransitionCase transition) => TransitionRules.Decide(file, transition, now),
        (_, RecordFacts record) => FactRules.Record(file, record),
        (_, ImposeMeasure impose) => MeasureRules.Impose(file, impose, now),
        (_, ProposeTransfer propose) => TransferRules.Propose(file, propose, now),
        (_, MergeCase merge) => JoinderRules.Merge(file, merge, now),
        _ => Refuse(Reason.FieldInvalid, $"A case knows no {command.GetType().Name}."),
    };

    private static Decision<CaseEvent> Report(CreateCase create, DateTimeOffset now) => new CaseReported(create.Header.Jurisdiction,
        create.CaseNumber, create.Title, create.Summary, create.FocusArea, create.Offences, create.Source, create.ReferringAgency,
        create.Header.EventTime ?? now);

    // A repeated report is explained, not registered again (E17-14); the number's own jurisdiction alone can come here.
    private static Rejection Taken(CaseFile file) => Refuse(Reason.CaseNumberTaken, Closed(file.Status)
        ? $"This number has a case, which is {file.Status.Wire()}. New facts: file it again where that is open (P-190), or report them under a new number."
        : $"This number has a case, which is {file.Status.Wire()}. Record new facts in it with RecordCaseFact.").With("caseNumber", file.CaseNumber);

    /// <summary>The refusal of a caller who may know of the case but not do this; null if it may.</summary>
    private static Rejection? Stranger(CaseFile file, CaseCommand command)
    {
        var caller = command.Header.Jurisdiction;
        if (caller == file.Owner || (caller.IsMinistry && command is TransitionCase or MergeCase or UnmergeCase))
        {
            return null;
        }
        return file.KnownTo.Contains(caller) ? NotOwner(file.Epoch, file.Owner) : Refuse(Reason.JurisdictionMismatch, $"Only {file.Owner} acts on this case.")
            .With("caller", caller.Value).With("required", file.Owner.Value);
    }

    private static Rejection NotOwner(int epoch, JurisdictionCode owner) =>
        Refuse(Reason.NotOwner, $"{owner} owns the case now; send it what you have.")
            .With("epoch", epoch.ToString(System.Globalization.CultureInfo.InvariantCulture)).With("currentOwner", owner.Value);

    private static Rejection MergedRefusal(MergedAway merged, JurisdictionCode caller, int epoch) => (merged.IntoOwner == caller
        ? Refuse(Reason.CaseClosed, "The case was merged away. Act on the main case, or undo the merge first.")
        : NotOwner(epoch, merged.IntoOwner)).With("survivor", Name(merged.Into));

    private static Decision<CaseEvent> Describe(CaseFile file, UpdateCase update) => Closed(file.Status)
        ? ClosedRefusal(file)
        : new CaseDescribed(update.Title, update.Summary, update.FocusArea, update.Offences);

    private static Decision<CaseEvent> Note(CaseFile file, NoteGroup note) => file switch
    {
        _ when !file.MayBeKnownTo(note.By) => NotFound(),
        _ when file.Groups.Contains(note.GroupId) == note.Linked => Decision<CaseEvent>.Unchanged,
        _ => new GroupNoted(note.GroupId, note.Linked, file.StandingSince()),
    };

    private static Decision<CaseEvent> Lapse(CaseFile file, LapseClock lapse, DateTimeOffset now)
    {
        if (lapse.Kind == TransferRules.Expiry.Kind)
        {
            return TransferRules.Expire(file, now);
        }
        return file.Running.Any(clock => clock.Kind == lapse.Kind && clock.Lapses && clock.At <= now)
            ? new ClockLapsed(lapse.Kind)
            : Decision<CaseEvent>.Unchanged;
    }

    internal static bool Closed(CaseStatus status) => status is CaseStatus.NotFiled or CaseStatus.Transferred or CaseStatus.Admin
        or CaseStatus.Withdrawn or CaseStatus.Indicted or CaseStatus.NotProsecuted or CaseStatus.Merged;

    internal static Rejection ClosedRefusal(CaseFile file) => Refuse(Reason.CaseClosed, $"The case is {file.Status.Wire()}. Correct figures by adjustment lines.");

    /// <summary>What is wrong with an approval; empty if nothing is.</summary>
    internal static IEnumerable<Violation> Check(Approval approval, ApproverRank least, ImmutableArray<string> articles, DateTimeOffset at)
    {
        if (approval.Rank < least)
        {
            yield return new("approval.approver_rank", $"{string.Join(", ", articles)}: approval at {least.Wire()} level or above is needed.");
        }
        if (!articles.Contains(approval.Article))
        {
            yield return new("approval.article", $"This rests on {string.Join(" or ", articles)}.");
        }
        if (approval.DocumentNumber.Length == 0 || approval.Approver.Length == 0)
        {
            yield return new("approval", "Approver and document number are needed.");
        }
        if (approval.ApprovedAt > at + SkewMax)
        {
            yield return new("approval.approve_time", $"The approval comes after the act of {at:u}.");
        }
    }

    internal static string Name(string key) => "cases/" + key["case-".Length..];
}
