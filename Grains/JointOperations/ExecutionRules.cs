using Coordination.Core;

namespace Coordination.JointOperations;

/// <summary>From T0 to the end: results, consolidation, closing. Source: O5, O6, O10.</summary>
internal static class ExecutionRules
{
    public static Decision<JointOperationEvent> ReachTZero(JointOperation operation, DateTimeOffset now) =>
        operation.Status is OperationStatus.Armed && now >= operation.Plan!.TZero
            ? new ExecutionStarted(operation.Plan.TZero)
            : Standing.WrongState(operation, "T0 is not reached, or no GO is in force.");

    public static Decision<JointOperationEvent> Report(JointOperation operation, ReportResults report, DateTimeOffset now)
    {
        if (Standing.Find(operation, report.Header.Jurisdiction) is not { } party)
        {
            return Standing.NotParty(operation, report.Header);
        }
        if (NotNow(operation, party, now) is { } early)
        {
            return early;
        }
        var plan = operation.Plan!;
        var foreign = report.Results.SelectMany(result => plan.Targets.Where(target => target.Id == result.TargetId && target.Party != party.Code)).ToArray();
        if (foreign.Length > 0)
        {
            return Standing.NotYours(report.Header, foreign[0].Party, $"Target {foreign[0].Id} is another party's.");
        }
        var intake = ReportIntake.Take(plan, operation.Reports, party.Code, report.Results, now);
        return intake.Rejection is { } rejection ? rejection : Taken(operation, party, report, intake, now);
    }

    public static Decision<JointOperationEvent> Close(JointOperation operation, CloseOperation close, DateTimeOffset now)
    {
        if (!Standing.Leads(operation, close.Header.Jurisdiction))
        {
            return Standing.NotLead(operation, close.Header);
        }
        var closed = new OperationClosed(operation.Lead, operation.CampaignId, operation.Plan?.TZero ?? default,
            OperationFigures.Count(OperationFigures.Results(operation, now)));
        return operation.Status switch
        {
            OperationStatus.Consolidating => closed,
            OperationStatus.Executing => new JointOperationEvent[] { new ConsolidationStarted(), closed },
            _ => Standing.WrongState(operation, "An operation is closed after T0."),
        };
    }

    // T0 is a fact of the clock: a report after it does not wait until the waker has said so.
    private static Decision<JointOperationEvent> Taken(
        JointOperation operation, Party party, ReportResults report, ReportIntake intake, DateTimeOffset now)
    {
        var results = OperationFigures.Results(operation with { Reports = operation.Reports.AddRange(intake.Reports) }, now);
        var complete = results.Where(result => result.Target.Party == party.Code).All(result => result.Outcome is not TargetOutcome.Unknown);
        var taken = new ResultsReported(party.Code, intake.Reports, intake.Repeated, party.StartedAt is null ? report.StartedAt : null, complete);
        var allKnown = results.All(result => result.Outcome is not TargetOutcome.Unknown);

        JointOperationEvent[] started = operation.Status is OperationStatus.Armed ? [new ExecutionStarted(operation.Plan!.TZero)] : [];
        JointOperationEvent[] consolidating =
            allKnown && operation.Status is OperationStatus.Armed or OperationStatus.Executing ? [new ConsolidationStarted()] : [];
        JointOperationEvent[] events = [.. started, taken, .. consolidating];
        return events;
    }

    private static Rejection? NotNow(JointOperation operation, Party party, DateTimeOffset now) => operation.Status switch
    {
        OperationStatus.Armed when now < operation.Plan!.TZero => Standing.WrongState(operation, "Results are reported from T0 on."),
        OperationStatus.Aborted when !AbortRules.WasArmed(operation) => Standing.WrongState(operation, "It was aborted before GO: nobody was to act."),
        OperationStatus.Armed or OperationStatus.Executing or OperationStatus.Consolidating or OperationStatus.Aborted =>
            Standing.TakesPart(party) ? null : Standing.WrongState(operation, $"{party.Code} is {Wire.Name(party.Status)}: it takes no part."),
        _ => Standing.WrongState(operation, "Results are reported from T0 until the operation is closed."),
    };
}
