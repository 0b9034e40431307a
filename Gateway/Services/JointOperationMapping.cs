using System.Globalization;
using Coordination.JointOperations;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Gateway.Services;

/// <summary>Operations as the wire shows them. Enums of both sides share their numbers; a test compares the names.</summary>
public static class JointOperationMapping
{
    public const string Operations = "jointOperations", KeyPrefix = "op", GrainType = "operation";

    public static V1.JointOperation ToProto(
        this JointOperation operation, string key, int version, JointOperationTexts texts, ImmutableArray<TargetResult> results, DateTimeOffset asOf)
    {
        var name = Require.NameOf(key, Operations);
        var proto = new V1.JointOperation
        {
            Name = name,
            Etag = Etags.Of(version),
            Lead = Jurisdiction(operation.Lead),
            Title = texts[operation.Title],
            Campaign = operation.CampaignId.Length == 0 ? "" : Require.NameOf(operation.CampaignId, "campaigns"),
            State = (V1.JointOperation.Types.State)operation.Status,
            Plan = operation.Plan?.ToProto(texts),
            PlanVersion = operation.PlanVersion,
            PlanHash = operation.PlanHash,
            Participants = { operation.Parties.OrderBy(party => party.Code).Select(party => party.ToProto(operation, name, texts)) },
            PostponedTargets = { operation.Postponed.Select(target => target.ToProto(texts)) },
            Approvals = { operation.Approvals.Select(ToProto) },
            Refusals = { operation.Refusals.Select(refusal => refusal.ToProto(texts)) },
            AbortTime = operation.AbortedAt?.ToTimestamp(),
            AsOfTime = asOf.ToTimestamp(),
        };
        if (operation.Status >= OperationStatus.Executing)
        {
            proto.Results.Add(results.Select(result => result.ToProto(name)));
            proto.Figures.Add(results.GroupBy(result => result.Outcome).OrderBy(figure => figure.Key).Select(figure => new V1.OutcomeFigure
            {
                Outcome = (V1.TargetOutcome)figure.Key,
                Count = figure.Count(),
                Targets = { figure.Select(result => result.Target.Id) },
            }));
        }
        return proto;
    }

    public static string Jurisdiction(JurisdictionCode code) => $"jurisdictions/{code}";

    private static V1.Plan ToProto(this Plan plan, JointOperationTexts texts) => new()
    {
        TZero = plan.TZero.ToTimestamp(),
        ConsentDueTime = plan.ConsentDue.ToTimestamp(),
        LeadTime = plan.LeadTime.ToDuration(),
        Quorum = new()
        {
            Rule = (V1.Quorum.Types.Rule)plan.Quorum.Rule, Core = { plan.Quorum.Core.Select(Jurisdiction) }, Count = plan.Quorum.Count,
        },
        DisconnectedPolicy = (V1.DisconnectedPolicy)plan.DisconnectedPolicy,
        Parties = { plan.Parties.Select(party => new V1.PlanParty { Jurisdiction = Jurisdiction(party.Code), Teams = { party.Teams } }) },
        Targets = { plan.Targets.Select(target => target.ToProto(texts)) },
    };

    private static V1.PlanTarget ToProto(this PlanTarget target, JointOperationTexts texts) => new()
    {
        Id = target.Id,
        Subject = target.Subject,
        Jurisdiction = Jurisdiction(target.Party),
        Measures = { target.Measures.Select(measure => (V1.TargetMeasure)measure) },
        Address = texts[target.Address],
        Notes = texts[target.Notes],
    };

    private static V1.Participant ToProto(this Party party, JointOperation operation, string name, JointOperationTexts texts) => new()
    {
        Name = ParticipantName(name, party.Code),
        State = (V1.Participant.Types.State)party.Status,
        ConsentHash = party.ConsentHash,
        ConsentVoided = party.ConsentVoided,
        BoundByOrder = party.BoundByOrder,
        Reservation = texts[party.Reservation],
        StartTime = party.StartedAt?.ToTimestamp(),
        StartSkew = OperationFigures.Skew(operation, party)?.ToDuration(),
    };

    private static V1.GoApproval ToProto(GoApproval approval) => new()
    {
        Person = approval.Actor, Jurisdiction = Jurisdiction(approval.Jurisdiction), ApproveTime = approval.At.ToTimestamp(),
    };

    private static V1.PlanRefusal ToProto(this Refusal refusal, JointOperationTexts texts) => new()
    {
        Jurisdiction = Jurisdiction(refusal.Party),
        PlanVersion = refusal.PlanVersion,
        Ground = (V1.RefusalGround)refusal.Ground,
        Details = texts[refusal.Details],
        RefuseTime = refusal.At.ToTimestamp(),
        Decision = (V1.RefusalDecision)refusal.Decision,
    };

    private static V1.TargetResult ToProto(this TargetResult result, string name) => new()
    {
        Target = result.Target.Id,
        Outcome = (V1.TargetOutcome)result.Outcome,
        Report = result.Report is { } report
            ? string.Create(CultureInfo.InvariantCulture, $"{ParticipantName(name, report.Party)}/reports/{report.Sequence}")
            : "",
        EventTime = result.Report?.EventTime.ToTimestamp(),
        ReceiveTime = result.Report?.ReceivedAt.ToTimestamp(),
    };

    private static string ParticipantName(string operation, JurisdictionCode party) => $"{operation}/participants/{party}";
}
