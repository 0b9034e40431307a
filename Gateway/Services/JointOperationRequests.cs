using Coordination.JointOperations;

namespace Coordination.Gateway.Services;

/// <summary>Requests as commands' content; personal text is sealed on the way in.</summary>
public static class JointOperationRequests
{
    public static Plan ToPlan(this V1.Plan plan, ISealer sealer) => new()
    {
        TZero = plan.TZero.ToDateTimeOffset(),
        ConsentDue = plan.ConsentDueTime.ToDateTimeOffset(),
        LeadTime = plan.LeadTime.ToTimeSpan(),
        Quorum = new((QuorumRule)plan.Quorum.Rule)
        {
            Core = [.. plan.Quorum.Core.Select((code, i) => Require.Code(code, $"plan.quorum.core[{i}]"))],
            Count = plan.Quorum.Count,
        },
        DisconnectedPolicy = (DisconnectedPolicy)plan.DisconnectedPolicy,
        Parties = ToParties(plan.Parties, "plan.parties"),
        Targets = ToTargets(plan.Targets, sealer, "plan.targets"),
    };

    /// <summary>What is known of a plan that was carried out elsewhere: its terms of procedure are not.</summary>
    public static Plan ToPlan(this V1.RecordConcludedOperationRequest request, ISealer sealer)
    {
        var tZero = request.TZero.ToDateTimeOffset();
        return new()
        {
            TZero = tZero,
            ConsentDue = tZero,
            Parties = ToParties(request.Parties, "parties"),
            Targets = ToTargets(request.Targets, sealer, "targets"),
        };
    }

    public static ImmutableArray<PlanTarget> ToTargets(IEnumerable<V1.PlanTarget> targets, ISealer sealer, string field) =>
    [
        .. targets.Select((target, i) => new PlanTarget(target.Id, target.Subject, Require.Code(target.Jurisdiction, $"{field}[{i}].jurisdiction"))
        {
            Measures = [.. target.Measures.Select(measure => (Measure)measure)],
            Address = sealer.SealText(target.Address),
            Notes = sealer.SealText(target.Notes),
        }),
    ];

    public static ImmutableArray<ReportedResult> ToResults(IEnumerable<V1.ReportedResult> results) =>
    [
        .. results.Select(result => new ReportedResult(
            result.Sequence, result.Target, (TargetOutcome)result.Outcome, result.EventTime.ToDateTimeOffset())
        {
            Supersedes = result.Supersedes == 0 ? null : result.Supersedes,
        }),
    ];

    /// <summary>Null for no text.</summary>
    public static Protected? SealText(this ISealer sealer, string text) => text.Length == 0 ? null : sealer.Seal(text);

    private static ImmutableArray<PlanParty> ToParties(IEnumerable<V1.PlanParty> parties, string field) =>
        [.. parties.Select((party, i) => new PlanParty(Require.Code(party.Jurisdiction, $"{field}[{i}].jurisdiction")) { Teams = [.. party.Teams] })];
}
