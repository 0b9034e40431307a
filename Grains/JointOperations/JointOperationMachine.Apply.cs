namespace Coordination.JointOperations;

public static partial class JointOperationMachine
{
    /// <summary>Copies what happened into the state; decides nothing, so that an old event keeps its meaning.</summary>
    public static JointOperation Apply(JointOperation operation, JointOperationEvent happened) => happened switch
    {
        OperationCreated e => operation with { Status = OperationStatus.Draft, Lead = e.Lead, Title = e.Title, CampaignId = e.CampaignId },
        OperationRecorded e => operation with
        {
            Status = OperationStatus.Closed,
            Lead = e.Lead,
            Title = e.Title,
            CampaignId = e.CampaignId,
            Plan = e.Plan,
            PlanVersion = 1,
            PlanHash = e.PlanHash,
            Reports = e.Reports,
            Parties = [.. e.Plan.Parties.Select(party => new Party(party.Code, PartyStatus.Reported))],
        },

        PlanProposed e => Proposed(operation, e),
        PlanAccepted e => Answered(operation, e.Party, party => party with
        {
            Status = e.Reservation is null ? PartyStatus.Accepted : PartyStatus.AcceptedWithReservation,
            ConsentHash = e.PlanHash,
            ConsentTZero = e.TZero,
            ConsentVoided = false,
            Reservation = e.Reservation,
        }),
        PlanRefused e => Answered(operation, e.Party, party => Unbound(party) with { Status = PartyStatus.Refused }) with
        {
            Refusals = operation.Refusals.RemoveAll(refusal => refusal.Party == e.Party && refusal.PlanVersion == operation.PlanVersion)
                .Add(new(e.Party, operation.PlanVersion, e.Ground, e.At) { Details = e.Details }),
        },
        RefusalDecided e => Decided(operation, e),
        PartiesFellSilent e => With(operation, e.Parties, party => party with { Status = PartyStatus.Silent }),
        PartyWithdrew e => With(operation, [e.Party], party => Unbound(party) with { Status = PartyStatus.Withdrawn }),

        ReadinessReported e => With(operation, [e.Party], party => party with { Status = Reported(party, e.Readiness) }),
        ReadinessReached => operation with { Status = OperationStatus.Ready },
        ReadinessLost => operation with { Status = OperationStatus.Consenting },
        GoGiven e => operation with { Approvals = operation.Approvals.Add(new(e.Actor, e.Jurisdiction, e.At)) },
        ArmingStarted => operation with { Status = OperationStatus.Arming },
        OperationArmed => operation with { Status = OperationStatus.Armed },

        ExecutionStarted => With(
            operation with { Status = OperationStatus.Executing },
            [.. operation.Parties.Where(party => party.Status is PartyStatus.Ready).Select(party => party.Code)],
            party => party with { Status = PartyStatus.Executing }),
        ResultsReported e => With(operation with { Reports = operation.Reports.AddRange(e.Reports) }, [e.Party], party => party with
        {
            StartedAt = e.StartedAt ?? party.StartedAt,
            Status = operation.Status is OperationStatus.Aborted ? PartyStatus.ExecutedBeforeAbort
                : e.Complete ? PartyStatus.Reported
                : PartyStatus.Executing,
        }),
        ConsolidationStarted => operation with { Status = OperationStatus.Consolidating },
        OperationClosed => operation with { Status = OperationStatus.Closed },
        OperationAborted e => With(
            operation with { Status = OperationStatus.Aborted, AbortedAt = e.At },
            e.AlreadyActed,
            party => party with { Status = PartyStatus.ExecutedBeforeAbort }),
        PartyStoodDown e => With(operation, [e.Party], party => party with { Status = PartyStatus.StoodDown }),

        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    private static JointOperation Proposed(JointOperation operation, PlanProposed e)
    {
        var parties = e.Plan.Parties.Select(planned =>
            operation.Parties.FirstOrDefault(party => party.Code == planned.Code) is { } known && !e.Invited.Contains(planned.Code)
                ? known
                : new Party(planned.Code, PartyStatus.Invited) { ConsentVoided = e.Voided.Contains(planned.Code) });
        return operation with
        {
            Plan = e.Plan,
            PlanVersion = e.Version,
            PlanHash = e.Hash,
            Postponed = e.Postponed,
            Approvals = [],
            Parties = [.. parties],
            Proposers = e.Proposer.Length == 0 || operation.Proposers.Contains(e.Proposer) ? operation.Proposers : operation.Proposers.Add(e.Proposer),
            Status = e.Invited.Length == e.Plan.Parties.Length ? OperationStatus.Proposed : OperationStatus.Consenting,
        };
    }

    private static JointOperation Decided(JointOperation operation, RefusalDecided e)
    {
        var decided = operation with
        {
            Refusals = [.. operation.Refusals.Select(refusal =>
                refusal.Party == e.Party && refusal.PlanVersion == operation.PlanVersion ? refusal with { Decision = e.Decision } : refusal)],
        };
        return e.Decision is not RefusalDecision.Overrule ? decided : With(decided, [e.Party], party => party with
        {
            Status = PartyStatus.Accepted,
            BoundByOrder = true,
            ConsentHash = e.PlanHash,
            ConsentTZero = operation.Plan!.TZero,
            ConsentVoided = false,
        });
    }

    private static PartyStatus Reported(Party party, Readiness readiness) => readiness switch
    {
        Readiness.Ready => PartyStatus.Ready,
        Readiness.Holding => PartyStatus.Holding,
        _ => party.Reservation is null ? PartyStatus.Accepted : PartyStatus.AcceptedWithReservation,
    };

    private static Party Unbound(Party party) =>
        party with { ConsentHash = "", ConsentTZero = null, ConsentVoided = false, BoundByOrder = false, Reservation = null };

    private static JointOperation Answered(JointOperation operation, JurisdictionCode code, Func<Party, Party> change) =>
        With(operation with { Status = operation.Status is OperationStatus.Proposed ? OperationStatus.Consenting : operation.Status }, [code], change);

    private static JointOperation With(JointOperation operation, ImmutableArray<JurisdictionCode> codes, Func<Party, Party> change) =>
        operation with { Parties = [.. operation.Parties.Select(party => codes.Contains(party.Code) ? change(party) : party)] };
}
