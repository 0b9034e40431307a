using Coordination.Core;

namespace Coordination.JointOperations;

/// <summary>Calling off. No check of version, time or readiness stands before it: it dominates GO in any order. Source: O5.</summary>
internal static class AbortRules
{
    public static Decision<JointOperationEvent> Abort(JointOperation operation, AbortOperation abort, DateTimeOffset now) => operation.Status switch
    {
        OperationStatus.Aborted => Standing.WrongState(operation, "It is aborted already."),
        OperationStatus.Consolidating or OperationStatus.Closed => Standing.WrongState(operation, "All targets have a result: there is nothing to call off."),
        _ when Standing.Leads(operation, abort.Header.Jurisdiction) => new OperationAborted(abort.Header.Jurisdiction, abort.Reason, now,
            [.. operation.Parties.Where(party => HasActed(operation, party)).Select(party => party.Code)]),
        _ => Withdraw(operation, Standing.Find(operation, abort.Header.Jurisdiction)!, abort),
    };

    public static Decision<JointOperationEvent> StandDown(JointOperation operation, Party party, DateTimeOffset now) => party.Status switch
    {
        _ when operation.Status is not OperationStatus.Aborted => Standing.WrongState(operation, "There is no abort to acknowledge."),
        PartyStatus.StoodDown or PartyStatus.ExecutedBeforeAbort =>
            Standing.WrongState(operation, $"{party.Code} is {Wire.Name(party.Status)}: there is nothing left to acknowledge."),
        _ => new PartyStoodDown(party.Code, now),
    };

    /// <summary>GO was in force when it was aborted.</summary>
    public static bool WasArmed(JointOperation operation) => operation.Approvals.Length > 1;

    /// <summary>An order to act was out, and it has neither said that it acted nor that it stands down.</summary>
    public static bool OwesStandDown(JointOperation operation, Party party) =>
        operation.Status is OperationStatus.Aborted && WasArmed(operation) && party.Status is PartyStatus.Ready or PartyStatus.Executing;

    private static Decision<JointOperationEvent> Withdraw(JointOperation operation, Party party, AbortOperation abort) => party.Status switch
    {
        _ when !Standing.IsOpen(operation) => Standing.WrongState(operation, "GO is in force: only the lead or the ministry ends it."),
        PartyStatus.Withdrawn => Standing.WrongState(operation, "This party has withdrawn already."),
        _ => new PartyWithdrew(party.Code, abort.Reason),
    };

    private static bool HasActed(JointOperation operation, Party party) =>
        party.StartedAt is not null || operation.Reports.Any(report => report.Party == party.Code);
}
