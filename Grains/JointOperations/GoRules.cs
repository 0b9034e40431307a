using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.JointOperations;

/// <summary>Readiness and the GO of two persons. Source: O4, I7.</summary>
internal static class GoRules
{
    // Which of several reasons names the refusal; all of them are told.
    private static readonly ImmutableArray<Reason> Order =
        [Reason.TZeroInPast, Reason.ConsentStale, Reason.OpenConflict, Reason.ParticipantsNotReady, Reason.SamePerson];

    public static Decision<JointOperationEvent> ReportReadiness(JointOperation operation, ReportReadiness report, DateTimeOffset now)
    {
        var party = Standing.Find(operation, report.Header.Jurisdiction);
        return report.Readiness switch
        {
            _ when party is null => Standing.NotParty(operation, report.Header),
            Readiness.Unspecified => Refuse(Reason.FieldInvalid, "Readiness is needed.", new Violation("readiness", "READY, HOLDING, BACK or STOOD_DOWN.")),
            Readiness.StoodDown => AbortRules.StandDown(operation, party, now),
            _ when !Standing.IsOpen(operation) => Standing.WrongState(operation, "Readiness is reported after a plan was proposed and before GO."),
            _ when party.ConsentVoided => Refuse(Reason.ConsentStale, "The plan has changed: consent to it first.").With("party", party.Code.Value),
            _ when !Standing.Consents(party) => Standing.WrongState(operation, $"{party.Code} is {Wire.Name(party.Status)}: it consents first."),
            _ => new ReadinessReported(party.Code, report.Readiness),
        };
    }

    public static Decision<JointOperationEvent> Decide(JointOperation operation, DecideGo go, DateTimeOffset now)
    {
        if (!Standing.Leads(operation, go.Header.Jurisdiction))
        {
            return Standing.NotLead(operation, go.Header);
        }
        if (!Standing.IsOpen(operation))
        {
            return Standing.WrongState(operation, "GO is given after a plan was proposed, once, and never after an abort.");
        }
        Violation[] obstacles = [.. Timeliness(operation, now), .. Consent(operation, go), .. Obstacles(operation), .. Persons(operation, go)];
        if (obstacles.Length > 0)
        {
            return NoGo(operation, obstacles, now);
        }
        var given = new GoGiven(go.Header.Actor, go.Header.Jurisdiction, operation.PlanHash, now);
        return operation.Approvals.IsEmpty ? given : new JointOperationEvent[] { given, new ArmingStarted(), Armed(operation) };
    }

    /// <summary>What stands in the way of GO on the parties' side.</summary>
    public static IEnumerable<Violation> Obstacles(JointOperation operation)
    {
        var quorum = operation.Plan!.Quorum;
        foreach (var party in operation.Parties.OrderBy(party => party.Code))
        {
            if (party.Status is PartyStatus.Invited && party.ConsentVoided)
            {
                yield return Obstacle(Reason.ConsentStale, party.Code.Value, "Its consent was to an earlier plan.");
            }
            else if (party.Status is not PartyStatus.Ready && !MayStayOut(operation, party))
            {
                yield return Obstacle(Reason.ParticipantsNotReady, party.Code.Value, Wire.Name(party.Status));
            }
        }
        var ready = operation.Parties.Count(party => party.Status is PartyStatus.Ready);
        if (quorum.Rule is QuorumRule.AtLeast && ready < quorum.Count)
        {
            yield return Obstacle(Reason.ParticipantsNotReady, "quorum", $"{ready} of at least {quorum.Count} parties are ready.");
        }
    }

    // Silence and a confirmed refusal are answers that a quorum can do without. A party that consents, withdrew, or whose refusal is
    // undecided is waited for under every quorum: it may be on its way, or its targets may still be somebody's to act on.
    private static bool MayStayOut(JointOperation operation, Party party)
    {
        var quorum = operation.Plan!.Quorum;
        var needed = quorum.Rule is QuorumRule.All || (quorum.Rule is QuorumRule.AllCore && quorum.Core.Contains(party.Code));
        return !needed && (party.Status is PartyStatus.Silent || (party.Status is PartyStatus.Refused && operation.Refusals
            .Last(refusal => refusal.Party == party.Code).Decision is RefusalDecision.Confirm));
    }

    private static IEnumerable<Violation> Timeliness(JointOperation operation, DateTimeOffset now)
    {
        var plan = operation.Plan!;
        if (now >= plan.TZero - plan.LeadTime)
        {
            yield return Obstacle(Reason.TZeroInPast, "t_zero", $"GO is given at least {plan.LeadTime.TotalMinutes:0} min before {Wire.Time(plan.TZero)}.");
        }
    }

    private static IEnumerable<Violation> Consent(JointOperation operation, DecideGo go)
    {
        if (go.PlanHash != operation.PlanHash)
        {
            yield return Obstacle(Reason.ConsentStale, "plan_hash", $"The plan in force is version {operation.PlanVersion}, with another hash.");
        }
    }

    private static IEnumerable<Violation> Persons(JointOperation operation, DecideGo go)
    {
        if (operation.Approvals.Any(approval => approval.Actor == go.Header.Actor))
        {
            yield return Obstacle(Reason.SamePerson, "person", "This person has given GO: the second is another's.");
        }
        if (operation.Proposers.Contains(go.Header.Actor))
        {
            yield return Obstacle(Reason.SamePerson, "person", "Who wrote the plan does not give GO to it.");
        }
    }

    private static Rejection NoGo(JointOperation operation, Violation[] obstacles, DateTimeOffset now)
    {
        var notReady = Subjects(Reason.ParticipantsNotReady).Where(subject => Standing.Find(operation, new(subject)) is not null).ToArray();
        var refused = Refuse(Order.First(reason => obstacles.Any(obstacle => obstacle.Reason == reason)),
            $"No GO: {string.Join("; ", obstacles.Select(obstacle => $"{obstacle.Subject}: {obstacle.Description}"))}", obstacles);
        return refused
            .With("notReady", string.Join(',', notReady))
            .With("party", string.Join(',', Subjects(Reason.ConsentStale)))
            .With("serverTime", Wire.Time(now))
            .With("tZero", Wire.Time(operation.Plan!.TZero));

        IEnumerable<string> Subjects(Reason reason) => obstacles.Where(obstacle => obstacle.Reason == reason).Select(obstacle => obstacle.Subject);
    }

    private static OperationArmed Armed(JointOperation operation) => new(
        operation.PlanHash, operation.Plan!.TZero,
        [.. operation.Parties.Where(party => party.Status is PartyStatus.Ready).Select(party => party.Code).Order()]);

    private static Violation Obstacle(Reason reason, string subject, string description) => new(subject, description) { Reason = reason };
}
