using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.JointOperations;

/// <summary>How an operation comes to be known here.</summary>
internal static class OpeningRules
{
    public static Decision<JointOperationEvent> Create(CreateOperation create) =>
        MayLead(create.Header, create.Lead) is { } refused ? refused : new OperationCreated(create.Lead, create.Title, create.CampaignId);

    public static Decision<JointOperationEvent> Record(RecordConcluded record, DateTimeOffset now)
    {
        var plan = record.Plan;
        if (MayLead(record.Header, record.Lead) is { } refused)
        {
            return refused;
        }
        var flaws = PlanRules.Flaws(plan).ToList();
        if (plan.TZero > now)
        {
            flaws.Add(new("t_zero", "A concluded operation has its T0 in the past."));
        }
        if (flaws.Count > 0)
        {
            return Refuse(Reason.FieldInvalid, "The record is not whole.", flaws);
        }
        var reports = ImmutableArray<TargetReport>.Empty;
        foreach (var party in plan.Parties)
        {
            var own = record.Results.Where(result => plan.Targets.Any(target => target.Id == result.TargetId && target.Party == party.Code));
            var intake = ReportIntake.Take(plan, reports, party.Code, [.. own], now);
            if (intake.Rejection is { } unfit)
            {
                return unfit;
            }
            reports = reports.AddRange(intake.Reports);
        }
        var known = plan.Targets.Select(target => target.Id).ToHashSet();
        return record.Results.FirstOrDefault(result => !known.Contains(result.TargetId)) is { } stray
            ? Refuse(Reason.FieldInvalid, "A result names no target.", new Violation("results", $"There is no target {stray.TargetId}."))
            : new OperationRecorded(record.Lead, record.CampaignId, plan.TZero, record.Title, plan, PlanHash.Of(plan), reports);
    }

    private static Rejection? MayLead(CommandHeader header, JurisdictionCode lead) => header.Jurisdiction == lead || header.Jurisdiction.IsMinistry
        ? null
        : Standing.NotYours(header, lead, "A jurisdiction opens operations that it leads itself.");
}
