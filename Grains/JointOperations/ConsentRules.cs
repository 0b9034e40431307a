using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.JointOperations;

/// <summary>Consent, refusal and silence. Source: O1, O2, J11.</summary>
internal static class ConsentRules
{
    private static readonly string Grounds = string.Join(", ", Enum.GetValues<RefusalGround>().Skip(1).Select(Wire.Name));

    public static Decision<JointOperationEvent> Respond(JointOperation operation, RespondToPlan respond, DateTimeOffset now)
    {
        var party = Standing.Find(operation, respond.Header.Jurisdiction);
        return respond.Answer switch
        {
            _ when party is null => Standing.NotParty(operation, respond.Header),
            _ when !Standing.IsOpen(operation) => Standing.WrongState(operation, "A plan is answered after it was proposed and before GO."),
            _ when respond.PlanHash != operation.PlanHash => Stale(operation, party),
            PlanAnswer.Refuse when respond.Ground is RefusalGround.Unspecified =>
                Refuse(Reason.GroundRequired, $"A party refuses only on a lawful ground: {Grounds}.").With("grounds", Grounds),
            PlanAnswer.Refuse when party.BoundByOrder => Standing.WrongState(operation, "The common superior has overruled this party's refusal."),
            PlanAnswer.Refuse => new PlanRefused(party.Code, operation.PlanHash, respond.Ground, respond.Details, now),
            PlanAnswer.AcceptWithReservation when respond.Details is null =>
                Refuse(Reason.FieldInvalid, "A reservation says what it is.", new Violation("details", "Give the reservation.")),
            PlanAnswer.AcceptWithReservation => new PlanAccepted(party.Code, operation.PlanHash, operation.Plan!.TZero, respond.Details),
            PlanAnswer.Accept => new PlanAccepted(party.Code, operation.PlanHash, operation.Plan!.TZero, null),
            _ => Refuse(Reason.FieldInvalid, "An answer is needed.", new Violation("answer", "Accept, accept with reservation, or refuse.")),
        };
    }

    public static Decision<JointOperationEvent> DecideRefusal(JointOperation operation, DecideRefusal decide, DateTimeOffset now)
    {
        var party = Standing.Find(operation, decide.Party);
        return decide.Decision switch
        {
            _ when !decide.Header.Jurisdiction.IsMinistry =>
                Standing.NotYours(decide.Header, JurisdictionCode.Ministry, "Only the common superior decides on a refusal."),
            _ when !Standing.IsOpen(operation) => Standing.WrongState(operation, "Refusals are decided before GO."),
            _ when party is null => Refuse(Reason.FieldInvalid, "It is no party.", new Violation("jurisdiction", $"{decide.Party} is no party of the plan.")),
            _ when party.Status is not (PartyStatus.Refused or PartyStatus.Silent or PartyStatus.Withdrawn) =>
                Standing.WrongState(operation, $"{party.Code} is {Wire.Name(party.Status)}: there is nothing to decide."),
            RefusalDecision.Confirm when party.Status is not PartyStatus.Refused =>
                Standing.WrongState(operation, "Only a refusal can be confirmed; overrule or drop the party."),
            RefusalDecision.Confirm or RefusalDecision.Overrule => new RefusalDecided(party.Code, operation.PlanHash, decide.Decision, decide.Reason),
            RefusalDecision.Drop when PlanRules.Without(operation, party.Code, now) is { } plan =>
                new JointOperationEvent[] { new RefusalDecided(party.Code, operation.PlanHash, decide.Decision, decide.Reason), plan },
            RefusalDecision.Drop => Standing.WrongState(operation, $"Without {party.Code} no plan with this quorum is left: propose another, or abort."),
            _ => Refuse(Reason.FieldInvalid, "A decision is needed.", new Violation("decision", "Confirm, overrule or drop.")),
        };
    }

    /// <summary>Silence is not consent: who has not answered in time is named, and the superior is told.</summary>
    public static Decision<JointOperationEvent> PassDeadline(JointOperation operation, DateTimeOffset now)
    {
        var silent = operation.Parties.Where(party => party.Status is PartyStatus.Invited).Select(party => party.Code).ToImmutableArray();
        return !Standing.IsOpen(operation) || now < operation.Plan!.ConsentDue || silent.IsEmpty
            ? Standing.WrongState(operation, "No answer is overdue.")
            : new PartiesFellSilent(silent);
    }

    private static Rejection Stale(JointOperation operation, Party party) =>
        Refuse(Reason.ConsentStale, $"The plan in force is version {operation.PlanVersion}, with another hash. Read it and answer that one.")
            .With("party", party.Code.Value).With("planHash", operation.PlanHash);
}
