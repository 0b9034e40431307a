using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.JointOperations;

/// <summary>Decides about a joint operation. Source: domain rules B9.</summary>
public static partial class JointOperationMachine
{
    public static Decision<JointOperationEvent> Decide(JointOperation operation, JointOperationCommand command, DateTimeOffset now) =>
        WithReadiness(operation, Rule(operation, command, now));

    private static Decision<JointOperationEvent> Rule(JointOperation operation, JointOperationCommand command, DateTimeOffset now) =>
        (operation.Status, command) switch
        {
            (OperationStatus.Unspecified, CreateOperation create) => OpeningRules.Create(create),
            (OperationStatus.Unspecified, RecordConcluded record) => OpeningRules.Record(record, now),
            (OperationStatus.Unspecified, _) => NotFound(),
            (_, _) when !Standing.MayKnow(operation, command.Header.Jurisdiction) => NotFound(),
            (_, CreateOperation or RecordConcluded) => Refuse(Reason.ResourceAlreadyExists, "This operation exists already."),

            (_, ProposePlan propose) => PlanRules.Propose(operation, propose, now),
            (_, AssignTargets assign) => PlanRules.Assign(operation, assign, now),
            (_, RespondToPlan respond) => ConsentRules.Respond(operation, respond, now),
            (_, DecideRefusal decide) => ConsentRules.DecideRefusal(operation, decide, now),
            (_, PassConsentDeadline) => ConsentRules.PassDeadline(operation, now),
            (_, ReportReadiness report) => GoRules.ReportReadiness(operation, report, now),
            (_, DecideGo go) => GoRules.Decide(operation, go, now),
            (_, ReachTZero) => ExecutionRules.ReachTZero(operation, now),
            (_, ReportResults report) => ExecutionRules.Report(operation, report, now),
            (_, AbortOperation abort) => AbortRules.Abort(operation, abort, now),
            (_, CloseOperation close) => ExecutionRules.Close(operation, close, now),

            _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
        };

    // Whether the parties stand in the way of GO follows from their answers, so it is said in the same write as the answer.
    private static Decision<JointOperationEvent> WithReadiness(JointOperation operation, Decision<JointOperationEvent> decision)
    {
        var after = decision.Events.Aggregate(operation, Apply);
        return after.Status switch
        {
            _ when decision.Rejection is not null => decision,
            OperationStatus.Proposed or OperationStatus.Consenting when !GoRules.Obstacles(after).Any() =>
                decision with { Events = decision.Events.Add(new ReadinessReached()) },
            OperationStatus.Ready when GoRules.Obstacles(after).Any() =>
                decision with { Events = decision.Events.Add(new ReadinessLost()) },
            _ => decision,
        };
    }
}
