using Coordination.Clocks;
using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Cases;

/// <summary>How a case changes hands between jurisdictions: offered, then taken or not; it has one owner at every instant (I2).</summary>
internal static class TransferRules
{
    public static readonly ClockRule Expiry = ClockRules.HandOver;

    private static readonly ImmutableArray<string> BeforeFiling = ["P-175"];
    private static readonly ImmutableArray<string> AfterFiling = ["P-21", "P-22", "P-184", "P-185"];

    public static Decision<CaseEvent> Propose(CaseFile file, ProposeTransfer propose, DateTimeOffset now)
    {
        if (file.Status is not (CaseStatus.Accepted or CaseStatus.Filed or CaseStatus.Investigating))
        {
            return Refuse(Reason.StateTransitionInvalid, $"A case that is {file.Status.Wire()} is not handed on; ACCEPTED, FILED or INVESTIGATING ones are.")
                .With("fromState", file.Status.Wire()).With("allowed", "ACCEPTED, FILED, INVESTIGATING");
        }
        var violations = CaseMachine.Check(propose.Approval, ApproverRank.County,
            file.Status == CaseStatus.Accepted ? BeforeFiling : AfterFiling, now).ToList();
        if (propose.To == file.Owner || propose.To.IsMinistry)
        {
            violations.Add(new("jurisdiction", "The receiver is another jurisdiction that owns cases."));
        }
        if (propose.NoticeNumber.Length == 0)
        {
            violations.Add(new("notice_number", "P-184: a written notice is needed."));
        }
        if (file.Status == CaseStatus.Accepted && now >= Expiry.DueAfter(propose.Approval.ApprovedAt, BusinessCalendar.Official))
        {
            violations.Add(new("approval.approve_time", "P-175: the case is handed on within 24 hours of approval. Have it approved again."));
        }
        return violations.Count > 0
            ? Refuse(Reason.StateTransitionInvalid, "The case cannot be offered like this.", violations)
            : new TransferProposed(file.Owner, propose.To, now, Expiry.DueAfter(now, BusinessCalendar.Official),
                LegalTexts.Cite(propose.Approval), propose.NoticeNumber);
    }

    public static Decision<CaseEvent> Answer(CaseFile file, DecideTransfer answer, DateTimeOffset now) => (file.Transfer, answer) switch
    {
        (null, _) => Refuse(Reason.StateTransitionInvalid, "No transfer is pending."),
        ({ To: var to }, _) when answer.Header.Jurisdiction != to => Refuse(Reason.JurisdictionMismatch, $"Only {to} answers this transfer.")
            .With("caller", answer.Header.Jurisdiction.Value).With("required", to.Value),
        ({ ExpiresAt: var end }, _) when now >= end => Refuse(Reason.StateTransitionInvalid,
            $"The offer ended at {end:u}. {file.Owner} may offer the case again."),
        (_, { Accept: true, ReceiptNumber.Length: 0 }) => Refuse(Reason.StateTransitionInvalid, "P-185: the handover is checked and signed by both.",
            new Violation("accept.receipt_number", "The number of that receipt is needed.")),
        (_, { Accept: false, Why.Length: 0 }) => Refuse(Reason.GroundRequired, "Say why the case is declined."),
        ({ To: var to }, { Accept: true }) => new TransferAccepted(file.Owner, to, file.Epoch + 1, answer.ReceiptNumber, now),
        ({ To: var to }, _) => new TransferDeclined(to, answer.Why),
    };

    public static Decision<CaseEvent> Expire(CaseFile file, DateTimeOffset now) => file.Transfer is { } pending && now >= pending.ExpiresAt
        ? new TransferExpired(pending.To)
        : Decision<CaseEvent>.Unchanged;
}
