using static Coordination.Core.Refusals;

namespace Coordination.JointOperations;

/// <summary>Who stands how to an operation, and the refusals that all its rules share.</summary>
internal static class Standing
{
    public static bool MayKnow(JointOperation operation, JurisdictionCode who) =>
        Leads(operation, who) || Find(operation, who) is not null;

    /// <summary>The lead, and above it the ministry.</summary>
    public static bool Leads(JointOperation operation, JurisdictionCode who) => who == operation.Lead || who.IsMinistry;

    public static Party? Find(JointOperation operation, JurisdictionCode who) => operation.Parties.FirstOrDefault(party => party.Code == who);

    /// <summary>A plan is out and GO is not yet given: the time of answers and changes.</summary>
    public static bool IsOpen(JointOperation operation) =>
        operation.Status is OperationStatus.Proposed or OperationStatus.Consenting or OperationStatus.Ready;

    /// <summary>Its consent to the plan in force stands.</summary>
    public static bool Consents(Party party) =>
        party.Status is PartyStatus.Accepted or PartyStatus.AcceptedWithReservation or PartyStatus.Holding or PartyStatus.Ready;

    /// <summary>It went, or was to go, at T0.</summary>
    public static bool TakesPart(Party party) =>
        party.Status is PartyStatus.Ready or PartyStatus.Executing or PartyStatus.Reported or PartyStatus.ExecutedBeforeAbort;

    public static Rejection NotLead(JointOperation operation, CommandHeader header) =>
        NotYours(header, operation.Lead, "Only the lead or the ministry does this.");

    public static Rejection NotParty(JointOperation operation, CommandHeader header) =>
        NotYours(header, operation.Lead, "Only a party of the plan does this, and for itself.");

    public static Rejection NotYours(CommandHeader header, JurisdictionCode required, string message) =>
        Refuse(Reason.JurisdictionMismatch, message).With("caller", header.Jurisdiction.Value).With("required", required.Value);

    public static Rejection WrongState(JointOperation operation, string message) =>
        Refuse(Reason.StateTransitionInvalid, message).With("fromState", Wire.Name(operation.Status));
}
