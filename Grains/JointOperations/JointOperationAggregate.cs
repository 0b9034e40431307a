using Coordination.Log;

namespace Coordination.JointOperations;

public static class JointOperationAggregate
{
    /// <summary>Kinds of due work; the last three are shown to people, the others wake the grain.</summary>
    public const string ConsentDue = "consent-due", TZero = "t-zero", Refusal = "refusal-decision", Papers = "papers", StandDown = "stand-down";

    public static readonly Aggregate<JointOperation, JointOperationEvent> Definition =
        new("operation", JointOperationJson.Default, JointOperationMachine.Apply, Index);

    private static ResourceIndex Index(JointOperation operation) => new(
        operation.Lead,
        operation.Status.ToString(),
        [.. operation.Parties.Select(party => party.Code).Prepend(operation.Lead).Distinct()])
    {
        Parent = operation.CampaignId,
        Due = [.. Due(operation)],
    };

    private static IEnumerable<DueItem> Due(JointOperation operation)
    {
        if (operation.Status is OperationStatus.Armed)
        {
            yield return new(TZero, operation.Plan!.TZero, operation.Lead, Wakes: true);
        }
        if (operation.Parties.Any(party => AbortRules.OwesStandDown(operation, party)))
        {
            yield return new(StandDown, operation.AbortedAt!.Value, operation.Lead, Wakes: false);
        }
        if (!Standing.IsOpen(operation))
        {
            yield break;
        }
        var answerBy = operation.Plan!.ConsentDue;
        if (operation.Parties.Any(party => party.Status is PartyStatus.Invited))
        {
            yield return new(ConsentDue, answerBy, operation.Lead, Wakes: true);
        }
        var undecided = operation.Parties.Where(party => party.Status is PartyStatus.Refused)
            .Select(party => operation.Refusals.Last(refusal => refusal.Party == party.Code))
            .Where(refusal => refusal.Decision is RefusalDecision.Unspecified)
            .ToArray();
        if (undecided.Any(refusal => refusal.Ground is RefusalGround.PapersIncomplete))
        {
            yield return new(Papers, answerBy, operation.Lead, Wakes: false);
        }
        // Silence and withdrawal are escalated like a refusal: each needs the superior's word, or another plan.
        if (undecided.Any(refusal => refusal.Ground is not RefusalGround.PapersIncomplete)
            || operation.Parties.Any(party => party.Status is PartyStatus.Silent or PartyStatus.Withdrawn))
        {
            yield return new(Refusal, answerBy, JurisdictionCode.Ministry, Wakes: false);
        }
    }
}
