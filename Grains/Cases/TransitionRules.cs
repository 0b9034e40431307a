using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Cases;

/// <summary>
/// The table of B1: from where to where, on which grounds, approved by whom, under which article. Time limits that bind who asks for
/// something are guards; those that bind who must act are clocks, because refusing the late act would only prolong the breach.
/// </summary>
internal static class TransitionRules
{
    private sealed record Row(
        ImmutableArray<CaseStatus> From, CaseStatus To, ApproverRank Rank, ImmutableArray<string> Articles, Type Grounds,
        Func<Attempt, Grounds, IEnumerable<Violation>> Check, Func<Attempt, Grounds, ImmutableArray<CaseClock>, CaseEvent> Event);

    private static readonly ImmutableArray<Row> Table =
    [
        Rule<Acceptance>([CaseStatus.Reported], CaseStatus.Accepted, ApproverRank.Unit, ["P-171"],
            TransitionGuards.Accept, (a, g, clocks) => new CaseAccepted(a.From, a.At, a.Approval, g, clocks)),
        Rule<Filing>([CaseStatus.Accepted], CaseStatus.Filed, ApproverRank.County, ["P-178", "E17-17"],
            TransitionGuards.File, (a, g, clocks) => new CaseFiled(a.From, a.At, a.Approval, g, clocks)),
        Rule<Filing>([CaseStatus.NotFiled], CaseStatus.Filed, ApproverRank.County, ["P-178", "P-179", "P-181", "P-182", "R730-9"],
            TransitionGuards.File, (a, g, clocks) => new CaseFiled(a.From, a.At, a.Approval, g, clocks)),
        Rule<Filing>([CaseStatus.Withdrawn], CaseStatus.Filed, ApproverRank.County, ["P-190"],
            TransitionGuards.File, (a, g, clocks) => new CaseFiled(a.From, a.At, a.Approval, g, clocks)),
        Rule<FilingRefusal>([CaseStatus.Accepted], CaseStatus.NotFiled, ApproverRank.County, ["P-178"],
            TransitionGuards.RefuseFiling, (a, g, clocks) => new CaseNotFiled(a.From, a.At, a.Approval, g, clocks)),
        Rule<HandOver>([CaseStatus.Accepted], CaseStatus.Transferred, ApproverRank.County, ["P-175"],
            TransitionGuards.HandOver, (a, g, clocks) => new CaseHandedOver(a.From, a.At, a.Approval, g, clocks)),
        Rule<HandOver>([CaseStatus.Filed, CaseStatus.Investigating], CaseStatus.Transferred, ApproverRank.County, ["P-184", "P-185"],
            TransitionGuards.HandOver, (a, g, clocks) => new CaseHandedOver(a.From, a.At, a.Approval, g, clocks)),
        Rule<AdministrativeHandling>([CaseStatus.Accepted], CaseStatus.Admin, ApproverRank.County, ["P-177"],
            TransitionGuards.MakeAdministrative, (a, g, clocks) => new CaseMadeAdministrative(a.From, a.At, a.Approval, g, clocks)),
        Rule<Investigation>([CaseStatus.Filed], CaseStatus.Investigating, ApproverRank.Unit, ["P-191"],
            TransitionGuards.Investigate, (a, g, clocks) => new InvestigationStarted(a.From, a.At, a.Approval, g, clocks)),
        Rule<Withdrawal>([CaseStatus.Investigating], CaseStatus.Withdrawn, ApproverRank.County, ["P-186", "P-187", "P-188", "E17-25"],
            TransitionGuards.Withdraw, (a, g, clocks) => new CaseWithdrawn(a.From, a.At, a.Approval, g, clocks)),
        Rule<Conclusion>([CaseStatus.Investigating], CaseStatus.Concluded, ApproverRank.County, ["P-283"],
            TransitionGuards.Conclude, (a, g, clocks) => new CaseConcluded(a.From, a.At, a.Approval, g, clocks)),
        Rule<ProsecutionReferral>([CaseStatus.Concluded], CaseStatus.ProsecutionReview, ApproverRank.County, ["P-288", "P-289", "P-290", "P-291"],
            TransitionGuards.Refer, (a, g, clocks) => new CaseReferred(a.From, a.At, a.Approval, g, clocks)),
        Rule<ProsecutionReferral>([CaseStatus.Returned], CaseStatus.ProsecutionReview, ApproverRank.County, ["CPL-175", "P-295"],
            TransitionGuards.Refer, (a, g, clocks) => new CaseReferred(a.From, a.At, a.Approval, g, clocks)),
        Rule<ProcuratorDecision>([CaseStatus.ProsecutionReview], CaseStatus.Returned, ApproverRank.Unit, ["CPL-175", "P-295"],
            TransitionGuards.Return, (a, g, clocks) => new CaseReturned(a.From, a.At, a.Approval, g, clocks)),
        Rule<ProcuratorDecision>([CaseStatus.ProsecutionReview], CaseStatus.Indicted, ApproverRank.Unit, ["CPL-172", "CPL-176"],
            TransitionGuards.Decided, (a, g, clocks) => new CaseIndicted(a.From, a.At, a.Approval, g, clocks)),
        Rule<ProcuratorDecision>([CaseStatus.ProsecutionReview], CaseStatus.NotProsecuted, ApproverRank.Unit, ["CPL-177", "P-293"],
            TransitionGuards.Decided, (a, g, clocks) => new CaseNotProsecuted(a.From, a.At, a.Approval, g, clocks)),
    ];

    public static Decision<CaseEvent> Decide(CaseFile file, TransitionCase command, DateTimeOffset now)
    {
        var attempt = new Attempt(file, command, now);
        return command.Grounds switch
        {
            Revocation => Revoke(attempt),
            SuspectTermination termination => Terminate(attempt, termination),
            Withdrawal { Ground: WithdrawalGround.Unspecified } => Refuse(Reason.GroundRequired, "P-186, E17-25: withdrawal needs a ground.")
                .With("grounds", WireNames.All<WithdrawalGround>()),
            _ => Move(attempt),
        };
    }

    /// <summary>An act does not come before the last change of status.</summary>
    public static IEnumerable<Violation> CheckTime(CaseFile file, DateTimeOffset at)
    {
        if (at < file.Since)
        {
            yield return new("event_time", $"The last change of status was at {file.Since:u}; this cannot come before.");
        }
    }

    private static Decision<CaseEvent> Move(Attempt attempt)
    {
        if (Table.FirstOrDefault(row => row.To == attempt.To && row.From.Contains(attempt.From)) is not { } rule)
        {
            return Invalid(attempt, attempt.To switch
            {
                CaseStatus.Merged => "A case is joined into another by MergeCase.",
                _ => $"A case that is {attempt.From.Wire()} does not become {attempt.To.Wire()}.",
            });
        }
        if (attempt.Grounds.GetType() != rule.Grounds)
        {
            return Invalid(attempt, $"To become {rule.To.Wire()} a case shows the grounds {rule.Grounds.Name}.");
        }
        var violations = Check(attempt, rule.Rank, rule.Articles).Concat(rule.Check(attempt, attempt.Grounds)).ToList();
        return violations.Count > 0
            ? Invalid(attempt, $"The case cannot become {rule.To.Wire()} like this.", violations)
            : rule.Event(attempt.Cited(), attempt.Grounds, StatusClocks.For(attempt.File, rule.To, attempt.At, attempt.Grounds));
    }

    /// <summary>A superior revokes the subordinate's last decision; the subordinate executes it and may object beside (P-7).</summary>
    private static Decision<CaseEvent> Revoke(Attempt attempt)
    {
        if (!attempt.Command.Header.Jurisdiction.IsMinistry)
        {
            return Refuse(Reason.JurisdictionMismatch, "P-7: a superior revokes a decision, not who took it.")
                .With("caller", attempt.Command.Header.Jurisdiction.Value).With("required", JurisdictionCode.Ministry.Value);
        }
        if (attempt.File.Before == CaseStatus.Unspecified || attempt.To != attempt.File.Before)
        {
            return Invalid(attempt, attempt.File.Before == CaseStatus.Unspecified
                ? "There is no decision of the police to revoke."
                : $"Revoking the last decision makes the case {attempt.File.Before.Wire()} again.");
        }
        var violations = Check(attempt, ApproverRank.Ministry, ["P-7"]).ToList();
        return violations.Count > 0
            ? Invalid(attempt, "The decision cannot be revoked like this.", violations)
            : new DecisionRevoked(attempt.From, attempt.To, attempt.At, attempt.Cited().Approval, (Revocation)attempt.Grounds,
                StatusClocks.For(attempt.File, attempt.To, attempt.At, attempt.Grounds));
    }

    private static Decision<CaseEvent> Terminate(Attempt attempt, SuspectTermination termination)
    {
        if (!attempt.File.UnderInvestigation || attempt.To != attempt.From)
        {
            return Invalid(attempt, "P-186: the investigation against one suspect ends while the case goes on, FILED or INVESTIGATING as it is.");
        }
        var violations = Check(attempt, ApproverRank.County, ["P-186"]).ToList();
        if (attempt.File.TerminatedSuspects.Contains(termination.Suspect))
        {
            violations.Add(new("suspect_termination.suspect", "The investigation against this suspect was terminated before."));
        }
        if (attempt.File.Measures.Any(m => MeasureRules.IsCoercive(m.Kind) && m.Suspect == termination.Suspect))
        {
            violations.Add(new("suspect_termination.suspect", "P-187: a measure still binds this suspect. Record its end first."));
        }
        return violations.Count > 0
            ? Invalid(attempt, "The investigation against the suspect cannot be terminated like this.", violations)
            : new SuspectTerminated(attempt.At, attempt.Cited().Approval, termination);
    }

    private static IEnumerable<Violation> Check(Attempt attempt, ApproverRank least, ImmutableArray<string> articles)
    {
        // Who acts as a superior signs as one.
        var rank = attempt.Command.Header.Jurisdiction.IsMinistry ? ApproverRank.Ministry : least;
        return CaseMachine.Check(attempt.Approval, rank, articles, attempt.At).Concat(CheckTime(attempt.File, attempt.At));
    }

    private static Rejection Invalid(Attempt attempt, string message, params IEnumerable<Violation> violations)
    {
        var allowed = Table.Where(row => row.From.Contains(attempt.From)).Select(row => row.To).Distinct().Wire();
        return Refuse(Reason.StateTransitionInvalid, $"{message} From {attempt.From.Wire()} open: {(allowed.Length == 0 ? "nothing" : allowed)}.", violations)
            .With("fromState", attempt.From.Wire()).With("toState", attempt.To.Wire()).With("allowed", allowed);
    }

    private static Row Rule<TGrounds>(
        ImmutableArray<CaseStatus> from, CaseStatus to, ApproverRank rank, ImmutableArray<string> articles,
        Func<Attempt, TGrounds, IEnumerable<Violation>> check, Func<Attempt, TGrounds, ImmutableArray<CaseClock>, CaseEvent> happened)
        where TGrounds : Grounds =>
        new(from, to, rank, articles, typeof(TGrounds), (a, g) => check(a, (TGrounds)g), (a, g, clocks) => happened(a, (TGrounds)g, clocks));
}

/// <summary>A transition as asked for.</summary>
internal sealed record Attempt(CaseFile File, TransitionCase Command, DateTimeOffset Now)
{
    public CaseStatus From => File.Status;
    public CaseStatus To => Command.To;
    public Grounds Grounds => Command.Grounds;
    public Approval Approval => Command.Approval;
    public DateTimeOffset At => Command.Header.EventTime ?? Now;

    /// <summary>With the version of the legal text that the approval cites.</summary>
    public Attempt Cited() => this with { Command = Command with { Approval = LegalTexts.Cite(Approval) } };
}
