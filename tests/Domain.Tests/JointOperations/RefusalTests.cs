using Xunit;
using static Coordination.JointOperations.Takedown;
using static Coordination.JointOperations.TargetOutcome;

namespace Coordination.JointOperations;

/// <summary>A row for every refusal: what was before, what is asked, why it is refused. A refusal changes nothing.</summary>
public class RefusalTests
{
    private static readonly Plan Sample = Plan((31, 2), (33, 1), (44, 1));

    private sealed record Case(Func<Takedown> Before, Func<Takedown, JointOperationCommand> Asked, Reason Why);

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["create twice"] = new(Draft, op => new CreateOperation(op.By(Lead), Lead, Text("t"), ""), Reason.ResourceAlreadyExists),
        ["create for another lead"] = new(Nothing, op => new CreateOperation(op.By(33), Lead, Text("t"), ""), Reason.JurisdictionMismatch),
        ["anything before it is created"] = new(Nothing, op => new CloseOperation(op.By(Lead)), Reason.ResourceNotFound),
        ["a stranger"] = new(Proposed, op => new CloseOperation(op.By(51)), Reason.ResourceNotFound),

        ["record for another lead"] = new(Nothing, op => Concluded(op, 33, Sample), Reason.JurisdictionMismatch),
        ["record with T0 to come"] = new(Nothing, op => Concluded(op, 31, Sample), Reason.FieldInvalid),
        ["record a result of no target"] = new(Later, op => Concluded(op, 31, Sample, Result(1, 9, Arrested)), Reason.FieldInvalid),
        ["record two results of a target"] =
            new(Later, op => Concluded(op, 31, Sample, Result(1, 1, Arrested), Result(2, 1, NotFound)), Reason.StateTransitionInvalid),

        ["propose as a party"] = new(Proposed, op => new ProposePlan(op.By(33), Sample), Reason.JurisdictionMismatch),
        ["propose a T0 that is over"] = new(Draft, op => new ProposePlan(op.By(Lead), Sample with { TZero = op.Now }), Reason.TZeroInPast),
        ["propose without time for GO"] =
            new(Draft, op => new ProposePlan(op.By(Lead), Sample with { LeadTime = TimeSpan.FromDays(30) }), Reason.TZeroInPast),
        ["propose another T0 after GO"] =
            new(Armed, op => new ProposePlan(op.By(Lead), Sample with { TZero = TZero.AddDays(1) }), Reason.TZeroFixed),
        ["propose the same T0 after GO"] = new(Armed, op => new ProposePlan(op.By(Lead), Sample), Reason.StateTransitionInvalid),
        ["propose after the abort"] = new(Aborted, op => new ProposePlan(op.By(Lead), Sample), Reason.StateTransitionInvalid),
        ["propose a deadline that is over"] = Flawed(plan => plan with { ConsentDue = At("2025-09-26 09:00:00") }),
        ["propose a deadline after the last GO"] = Flawed(plan => plan with { ConsentDue = TZero }),
        ["propose no party"] = Flawed(plan => plan with { Parties = [], Targets = [] }),
        ["propose a party twice"] = Flawed(plan => plan with { Parties = plan.Parties.Add(plan.Parties[0]) }),
        ["propose a fraction of a second"] = Flawed(plan => plan with { TZero = TZero.AddMilliseconds(1) }),
        ["propose too many targets"] = Flawed(_ => Plan((31, JointOperations.Plan.TargetsMax + 1))),
        ["propose a target for nobody"] = Flawed(plan => plan with { Targets = plan.Targets.Add(new("9", "suspects/s-9", Code(51))) }),
        ["propose an id twice"] = Flawed(plan => plan with { Targets = plan.Targets.Add(new("1", "suspects/s-9", Code(31))) }),
        ["propose a subject twice"] = Flawed(plan => plan with { Targets = plan.Targets.Add(new("9", "suspects/s-1", Code(31))) }),
        ["propose a core of strangers"] = Flawed(plan => plan with { Quorum = AllCore(51) }),
        ["propose an empty core"] = Flawed(plan => plan with { Quorum = AllCore() }),
        ["propose a quorum of nobody"] = Flawed(plan => plan with { Quorum = new(QuorumRule.AtLeast) }),
        ["propose a quorum of more than all"] = Flawed(plan => plan with { Quorum = new(QuorumRule.AtLeast) { Count = 4 } }),
        ["give a postponed target's id to another"] = new(
            Dropped,
            op => new ProposePlan(op.By(Lead), op.Operation.Plan! with { Targets = [new("4", "suspects/s-9", Code(31))] }),
            Reason.FieldInvalid),

        ["assign as a party"] = new(Proposed, op => Assign(op, 33, "9"), Reason.JurisdictionMismatch),
        ["assign without a plan"] = new(Draft, op => Assign(op, 31, "9"), Reason.StateTransitionInvalid),
        ["assign after GO"] = new(Armed, op => Assign(op, 31, "9"), Reason.StateTransitionInvalid),
        ["assign what is assigned"] = new(Proposed, op => Assign(op, 31, "1"), Reason.TargetAlreadyAssigned),
        ["assign to a stranger"] =
            new(Proposed, op => new AssignTargets(op.By(Lead), [new("9", "suspects/s-9", Code(51))]), Reason.FieldInvalid),
        ["assign without time for GO"] = new(AtLastMoment, op => Assign(op, 31, "9"), Reason.TZeroInPast),

        ["answer as the lead's superior"] = new(Proposed, op => new RespondToPlan(op.By(Ministry), op.Hash, PlanAnswer.Accept), Reason.JurisdictionMismatch),
        ["answer after GO"] = new(Armed, op => new RespondToPlan(op.By(33), op.Hash, PlanAnswer.Accept), Reason.StateTransitionInvalid),
        ["answer another plan"] = new(Proposed, op => new RespondToPlan(op.By(33), "0", PlanAnswer.Accept), Reason.ConsentStale),
        ["refuse without a ground"] = new(Proposed, op => op.Refusal(33, RefusalGround.Unspecified), Reason.GroundRequired),
        ["refuse what the superior ordered"] = new(Overruled, op => op.Refusal(44, RefusalGround.NotPoliceMatter), Reason.StateTransitionInvalid),
        ["a reservation without text"] =
            new(Proposed, op => new RespondToPlan(op.By(33), op.Hash, PlanAnswer.AcceptWithReservation), Reason.FieldInvalid),
        ["no answer"] = new(Proposed, op => new RespondToPlan(op.By(33), op.Hash, PlanAnswer.Unspecified), Reason.FieldInvalid),

        ["decide a refusal as the lead"] = new(Refused, op => Decide(op, 44, RefusalDecision.Drop, Lead), Reason.JurisdictionMismatch),
        ["decide a refusal after GO"] = new(Armed, op => Decide(op, 44, RefusalDecision.Drop), Reason.StateTransitionInvalid),
        ["decide on a stranger"] = new(Refused, op => Decide(op, 51, RefusalDecision.Drop), Reason.FieldInvalid),
        ["decide where nothing was refused"] = new(Refused, op => Decide(op, 33, RefusalDecision.Drop), Reason.StateTransitionInvalid),
        ["confirm silence"] = new(Silent, op => Decide(op, 44, RefusalDecision.Confirm), Reason.StateTransitionInvalid),
        ["no decision"] = new(Refused, op => Decide(op, 44, RefusalDecision.Unspecified), Reason.FieldInvalid),
        ["drop the only party"] = new(
            () => { var op = Nothing().Draft().Propose(Plan((31, 1))); return op.Must(op.Refusal(31, RefusalGround.NotPoliceMatter)); },
            op => Decide(op, 31, RefusalDecision.Drop), Reason.StateTransitionInvalid),

        ["deadline not reached"] = new(Proposed, op => new PassConsentDeadline(op.By(Ministry)), Reason.StateTransitionInvalid),
        ["deadline passed and told"] = new(Silent, op => new PassConsentDeadline(op.By(Ministry)), Reason.StateTransitionInvalid),

        ["ready as the superior"] = new(Proposed, op => new ReportReadiness(op.By(Ministry), Readiness.Ready), Reason.JurisdictionMismatch),
        ["ready without consent"] = new(Proposed, op => new ReportReadiness(op.By(33), Readiness.Ready), Reason.StateTransitionInvalid),
        ["ready on a voided consent"] = new(Dropped, op => new ReportReadiness(op.By(33), Readiness.Ready), Reason.ConsentStale),
        ["ready after GO"] = new(Armed, op => new ReportReadiness(op.By(33), Readiness.Back), Reason.StateTransitionInvalid),
        ["no readiness"] = new(Consented, op => new ReportReadiness(op.By(33), Readiness.Unspecified), Reason.FieldInvalid),
        ["stand down without an abort"] = new(Armed, op => new ReportReadiness(op.By(33), Readiness.StoodDown), Reason.StateTransitionInvalid),
        ["stand down twice"] = new(
            () => { var op = Aborted(); return op.Must(new ReportReadiness(op.By(33), Readiness.StoodDown)); },
            op => new ReportReadiness(op.By(33), Readiness.StoodDown), Reason.StateTransitionInvalid),

        ["GO as a party"] = new(Ready, op => new DecideGo(op.By(33), op.Hash), Reason.JurisdictionMismatch),
        ["GO without a plan"] = new(Draft, op => op.Go(CommanderA), Reason.StateTransitionInvalid),
        ["GO twice"] = new(Armed, op => op.Go("person-c"), Reason.StateTransitionInvalid),
        ["GO after the abort"] = new(Aborted, op => op.Go("person-c"), Reason.StateTransitionInvalid),
        ["GO to another plan"] = new(Ready, op => op.Go(CommanderA) with { PlanHash = "0" }, Reason.ConsentStale),
        ["GO on voided consents"] = new(Dropped, op => op.Go(CommanderA), Reason.ConsentStale),
        ["GO while parties are not ready"] = new(Consented, op => op.Go(CommanderA), Reason.ParticipantsNotReady),
        ["GO too late"] = new(AtLastMoment, op => op.Go(CommanderA), Reason.TZeroInPast),
        ["GO by who wrote the plan"] = new(Ready, op => op.Go(Planner), Reason.SamePerson),
        ["GO by the same person"] = new(() => { var op = Ready(); return op.Must(op.Go(CommanderA)); }, op => op.Go(CommanderA), Reason.SamePerson),

        ["T0 not reached"] = new(Armed, op => new ReachTZero(op.By(Ministry)), Reason.StateTransitionInvalid),
        ["T0 without GO"] = new(() => { var op = Ready(); op.Now = TZero; return op; }, op => new ReachTZero(op.By(Ministry)), Reason.StateTransitionInvalid),

        ["report as the superior"] = new(Executing, op => new ReportResults(op.By(Ministry), []), Reason.JurisdictionMismatch),
        ["report before T0"] = new(Armed, op => op.Report(33, Result(1, 3, Arrested)), Reason.StateTransitionInvalid),
        ["report without GO"] = new(Ready, op => op.Report(33, Result(1, 3, Arrested)), Reason.StateTransitionInvalid),
        ["report after an abort without GO"] =
            new(() => { var op = Ready(); return op.Must(op.Abort()); }, op => op.Report(33, Result(1, 3, Arrested)), Reason.StateTransitionInvalid),
        ["report after standing down"] = new(
            () => { var op = Aborted(); return op.Must(new ReportReadiness(op.By(33), Readiness.StoodDown)); },
            op => op.Report(33, Result(1, 3, Arrested)), Reason.StateTransitionInvalid),
        ["report after the close"] = new(
            () => { var op = Executing(); return op.Must(new CloseOperation(op.By(Lead))); },
            op => op.Report(33, Result(1, 3, Arrested)), Reason.StateTransitionInvalid),
        ["report another party's target"] = new(Executing, op => op.Report(33, Result(1, 1, Arrested)), Reason.JurisdictionMismatch),
        ["report no target"] = new(Executing, op => op.Report(33, Result(1, 9, Arrested)), Reason.FieldInvalid),
        ["report no outcome"] = new(Executing, op => op.Report(33, Result(1, 3, Unspecified)), Reason.FieldInvalid),
        ["report the future"] = new(Executing, op => op.Report(33, Result(1, 3, Arrested, "2025-09-30 06:05:01")), Reason.FieldInvalid),
        ["supersede a later report"] = new(Executing, op => op.Report(33, Result(1, 3, Arrested, supersedes: 1)), Reason.FieldInvalid),
        ["use a sequence for another report"] = new(Reported, op => op.Report(33, Result(1, 3, NotFound)), Reason.FieldInvalid),
        ["report a target twice"] = new(Reported, op => op.Report(33, Result(2, 3, NotFound)), Reason.StateTransitionInvalid),
        ["correct a report twice"] = new(
            () => { var op = Reported(); return op.Must(op.Report(33, Result(2, 3, Released, supersedes: 1))); },
            op => op.Report(33, Result(3, 3, NotFound, supersedes: 1)), Reason.StateTransitionInvalid),
        ["correct another target's report"] =
            new(Executing, op => op.Report(31, Result(1, 1, Arrested), Result(2, 2, NotFound, supersedes: 1)), Reason.StateTransitionInvalid),

        ["abort twice"] = new(Aborted, op => op.Abort(), Reason.StateTransitionInvalid),
        ["abort when all is known"] = new(Consolidating, op => op.Abort(), Reason.StateTransitionInvalid),
        ["withdraw after GO"] = new(Armed, op => new AbortOperation(op.By(33), Text("r")), Reason.StateTransitionInvalid),
        ["withdraw twice"] = new(
            () => { var op = Ready(); return op.Must(new AbortOperation(op.By(33), Text("r"))); },
            op => new AbortOperation(op.By(33), Text("r")), Reason.StateTransitionInvalid),

        ["close as a party"] = new(Executing, op => new CloseOperation(op.By(33)), Reason.JurisdictionMismatch),
        ["close before T0"] = new(Armed, op => new CloseOperation(op.By(Lead)), Reason.StateTransitionInvalid),
        ["close a draft"] = new(Draft, op => new CloseOperation(op.By(Lead)), Reason.StateTransitionInvalid),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Refuses(string name)
    {
        var (before, asked, why) = Cases[name];
        var op = before();
        var untouched = op.Operation;

        op.Refused(why, asked(op));

        Assert.Same(untouched, op.Operation);
    }

    [Fact]
    public void A_GO_is_refused_with_every_reason_at_once()
    {
        var op = Dropped().Accept(31).Ready(31);
        op.Must(new AbortOperation(op.By(33), Text("reason")));
        op.Propose(op.Operation.Plan! with { Parties = op.Operation.Plan.Parties.Add(new(Code(51))) }).Accept(33, 51);
        op.Must(new ReportReadiness(op.By(51), Readiness.Holding));
        op.Now = TZero;

        var refused = op.Refused(Reason.TZeroInPast, op.Go(Planner));

        Assert.Equal(
            [(Reason.TZeroInPast, "t_zero"), (Reason.ConsentStale, "310000"), (Reason.ParticipantsNotReady, "330000"),
                (Reason.ParticipantsNotReady, "510000"), (Reason.SamePerson, "person")],
            refused.Violations.Select(violation => (violation.Reason!.Value, violation.Subject)));
        Assert.Equal("330000,510000", refused.Metadata["notReady"]);
    }

    private static Takedown Nothing() => new();
    private static Takedown Later() => new() { Now = TZero.AddDays(1) };
    private static Takedown Draft() => new Takedown().Draft();
    private static Takedown Proposed() => Draft().Propose(Sample);
    private static Takedown Consented() => Proposed().Accept(31, 33, 44);
    private static Takedown Ready() => Consented().Ready(31, 33, 44);
    private static Takedown Armed() => Ready().Armed();
    private static Takedown Executing() => Ready().Executing();

    private static Takedown AtLastMoment()
    {
        var op = Ready();
        op.Now = TZero - Sample.LeadTime;
        return op;
    }

    private static Takedown Refused()
    {
        var op = Proposed().Accept(31, 33);
        return op.Must(op.Refusal(44, RefusalGround.OwnOperationConflict));
    }

    private static Takedown Overruled() => Refused().Decide(44, RefusalDecision.Overrule);
    private static Takedown Dropped() => Refused().Decide(44, RefusalDecision.Drop);

    private static Takedown Silent()
    {
        var op = Proposed().Accept(31, 33);
        op.Now = Sample.ConsentDue;
        return op.Must(new PassConsentDeadline(op.By(Ministry)));
    }

    private static Takedown Reported()
    {
        var op = Executing();
        return op.Must(op.Report(33, Result(1, 3, Arrested)));
    }

    private static Takedown Consolidating()
    {
        var op = Reported();
        op.Must(op.Report(31, Result(1, 1, Arrested), Result(2, 2, Arrested)));
        return op.Must(op.Report(44, Result(1, 4, Arrested)));
    }

    private static Takedown Aborted()
    {
        var op = Armed();
        return op.Must(op.Abort());
    }

    private static Case Flawed(Func<Plan, Plan> flaw) =>
        new(Draft, op => new ProposePlan(op.By(Lead), flaw(Sample)), Reason.FieldInvalid);

    private static AssignTargets Assign(Takedown op, int by, string id) =>
        new(op.By(by), [new(id, $"suspects/s-{id}", Code(31))]);

    private static DecideRefusal Decide(Takedown op, int party, RefusalDecision decision, JurisdictionCode? by = null) =>
        new(op.By(by ?? Ministry), Code(party), decision, Text("reason"));

    private static RecordConcluded Concluded(Takedown op, int by, Plan plan, params ReportedResult[] results) =>
        new(op.By(by), Lead, Text("title"), "campaign-1", plan, [.. results]);
}
