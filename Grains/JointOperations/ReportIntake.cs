using static Coordination.Core.Refusals;

namespace Coordination.JointOperations;

/// <summary>Takes a party's results so that late, repeated and corrected ones count once, in whatever order they come. Source: O6.</summary>
internal sealed record ReportIntake(ImmutableArray<TargetReport> Reports, ImmutableArray<long> Repeated, Rejection? Rejection)
{
    /// <summary>How far a party's clock may be ahead. Wider than any clock in step, narrower than a wrong day or zone.</summary>
    public static readonly TimeSpan EventTimeAheadMax = TimeSpan.FromMinutes(5);

    /// <summary>Bounds the row: with the most targets, each may be corrected nine times.</summary>
    public const int ReportsMax = 10 * Plan.TargetsMax;

    public static ReportIntake Take(
        Plan plan, ImmutableArray<TargetReport> known, JurisdictionCode party, ImmutableArray<ReportedResult> results, DateTimeOffset now)
    {
        var flaws = results.SelectMany((result, i) => Flaws(plan, result, now).Select(flaw => new Violation($"results[{i}]", flaw))).ToArray();
        if (flaws.Length > 0)
        {
            return Refused(Refuse(Reason.FieldInvalid, "No result was taken.", flaws));
        }
        var bySequence = known.Where(report => report.Party == party).ToDictionary(report => report.Sequence);
        var fresh = ImmutableArray.CreateBuilder<TargetReport>();
        var repeated = ImmutableArray.CreateBuilder<long>();
        foreach (var result in results)
        {
            var report = new TargetReport(party, result.Sequence, result.TargetId, result.Outcome, result.EventTime, now) { Supersedes = result.Supersedes };
            if (!bySequence.TryGetValue(result.Sequence, out var earlier))
            {
                bySequence.Add(result.Sequence, report);
                fresh.Add(report);
            }
            else if (earlier == report with { ReceivedAt = earlier.ReceivedAt })
            {
                repeated.Add(result.Sequence);
            }
            else
            {
                return Refused(Refuse(Reason.FieldInvalid, "No result was taken.",
                    new Violation("results", $"Sequence {result.Sequence} was used for another report.")));
            }
        }
        return known.Length + fresh.Count > ReportsMax
            ? Refused(Refuse(Reason.BatchTooLarge, $"An operation holds at most {ReportsMax} reports.").With("limit", $"{ReportsMax}"))
            : Contradictions(bySequence) is [_, ..] contradictions
            ? Refused(Refuse(Reason.StateTransitionInvalid, "No result was taken. Correct a result by superseding the report that stands.", contradictions))
            : new(fresh.ToImmutable(), repeated.ToImmutable(), null);
    }

    private static IEnumerable<string> Flaws(Plan plan, ReportedResult result, DateTimeOffset now)
    {
        if (plan.Targets.All(target => target.Id != result.TargetId))
        {
            yield return $"There is no target {result.TargetId} in the plan.";
        }
        if (result.Outcome is TargetOutcome.Unspecified)
        {
            yield return "An outcome is needed.";
        }
        if (result.EventTime > now + EventTimeAheadMax)
        {
            yield return "Its event time is in the future.";
        }
        if (result.Supersedes >= result.Sequence)
        {
            yield return "A report supersedes one of a lower sequence.";
        }
    }

    // Of a target's reports only the first may stand by itself; every later one says which earlier one it corrects, and no two the
    // same. That holds for any part of them too, so the order of arrival does not matter.
    private static Violation[] Contradictions(Dictionary<long, TargetReport> bySequence) =>
    [
        .. from report in bySequence.Values
           group report by report.TargetId into target
           let unfounded = target.OrderBy(report => report.Sequence).Skip(1).FirstOrDefault(report => report.Supersedes is null)
           where unfounded is not null
           select new Violation(target.Key, $"It has a result: sequence {target.Min(report => report.Sequence)}."),
        .. from report in bySequence.Values
           where report.Supersedes is not null
           group report by report.Supersedes!.Value into corrected
           where corrected.Count() > 1
           select new Violation(corrected.First().TargetId, $"Sequence {corrected.Key} is superseded by {corrected.Max(report => report.Sequence)}."),
        .. from report in bySequence.Values
           where report.Supersedes is { } earlier && bySequence.TryGetValue(earlier, out var other) && other.TargetId != report.TargetId
           select new Violation(report.TargetId, $"Sequence {report.Supersedes} is about another target."),
    ];

    private static ReportIntake Refused(Rejection rejection) => new([], [], rejection);
}
