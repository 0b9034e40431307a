namespace Coordination.JointOperations;

/// <summary>
/// What is known of the targets: the one reading of reports that boards, after-action figures and the campaign share. Every target
/// has exactly one outcome, so that the counts add up to the targets.
/// </summary>
public static class OperationFigures
{
    /// <summary>Each target's outcome by what had been received until <paramref name="asOf"/>; in the plan's order, postponed ones last.</summary>
    public static ImmutableArray<TargetResult> Results(JointOperation operation, DateTimeOffset asOf)
    {
        var reports = operation.Reports.Where(report => report.ReceivedAt <= asOf).ToLookup(report => report.TargetId);
        var planned = (operation.Plan?.Targets ?? []).Select(target =>
            new TargetResult(target, Standing(reports[target.Id]), Unreported(operation, target)));
        return [.. planned, .. operation.Postponed.Select(target => new TargetResult(target, null, TargetOutcome.Postponed))];
    }

    /// <summary>
    /// Of the reports on one target, the one that stands: each later one corrects an earlier, so it is the party's last, in whatever
    /// order they arrived.
    /// </summary>
    public static TargetReport? Standing(IEnumerable<TargetReport> reports) => reports.MaxBy(report => report.Sequence);

    /// <summary>How many targets ended how.</summary>
    public static OutcomeCounts Count(ImmutableArray<TargetResult> results)
    {
        return new(Of(TargetOutcome.Arrested), Of(TargetOutcome.Surrendered), Of(TargetOutcome.NotFound), Of(TargetOutcome.Unknown),
            Of(TargetOutcome.Postponed), Of(TargetOutcome.Released), Of(TargetOutcome.PropertySeized));

        int Of(TargetOutcome outcome) => results.Count(result => result.Outcome == outcome);
    }

    /// <summary>How far from T0 <paramref name="party"/> started, by its own clock; null if it has not said.</summary>
    public static TimeSpan? Skew(JointOperation operation, Party party) => party.StartedAt - operation.Plan?.TZero;

    // A party that takes no part has put its targets off; one that takes part and is not heard of leaves them unknown, never failed.
    private static TargetOutcome Unreported(JointOperation operation, PlanTarget target) =>
        operation.Status >= OperationStatus.Armed
        && operation.Parties.Single(party => party.Code == target.Party).Status is PartyStatus.Refused or PartyStatus.Silent or PartyStatus.StoodDown
            ? TargetOutcome.Postponed
            : TargetOutcome.Unknown;
}

/// <summary>A target, the report that its outcome rests on, and what it is without one.</summary>
public sealed record TargetResult(PlanTarget Target, TargetReport? Report, TargetOutcome Unreported)
{
    public TargetOutcome Outcome => Report?.Outcome ?? Unreported;
}
