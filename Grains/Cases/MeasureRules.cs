using Coordination.Clocks;
using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Cases;

/// <summary>Measures against persons and property, which no case may see before it is filed (I1; P-174).</summary>
internal static class MeasureRules
{
    /// <summary>In force in one case. Cause: they are one stored row.</summary>
    private const int InForceMax = 200;

    private sealed record MeasureRule(MeasureKind Kind, ApproverRank Rank, ClockRule? Clock, params ImmutableArray<string> Articles);

    private static readonly ImmutableArray<MeasureRule> Rules =
    [
        new(MeasureKind.Summons, ApproverRank.County, ClockRules.Summons, "CPL-66", "CPL-119"),
        new(MeasureKind.Detention, ApproverRank.County, ClockRules.ArrestRequest, "CPL-82"),
        new(MeasureKind.Arrest, ApproverRank.County, ClockRules.PostArrestInvestigation, "CPL-80", "CPL-81"),
        new(MeasureKind.Bail, ApproverRank.County, ClockRules.Bail, "CPL-67"),
        new(MeasureKind.ResidentialSurveillance, ApproverRank.County, ClockRules.ResidentialSurveillance, "CPL-74"),
        new(MeasureKind.Seizure, ApproverRank.County, null, "P-227"),
        new(MeasureKind.Freeze, ApproverRank.County, ClockRules.Freeze, "P-237", "P-238"),
        new(MeasureKind.EquityFreeze, ApproverRank.City, ClockRules.Freeze, "P-239"),
        new(MeasureKind.ListedEquityFreeze, ApproverRank.Province, ClockRules.SecuritiesFreeze, "P-239"),
        new(MeasureKind.Technical, ApproverRank.City, null, "P-263", "P-265"),
    ];

    /// <summary>强制措施: binds a person.</summary>
    public static bool IsCoercive(MeasureKind kind) => kind is MeasureKind.Summons or MeasureKind.Detention or MeasureKind.Arrest
        or MeasureKind.Bail or MeasureKind.ResidentialSurveillance;

    /// <summary>The two limits of E17-25, each of which counts only while nobody is under coercion.</summary>
    public static bool EndsWithCoercion(string clockKind) => clockKind == ClockRules.WithoutMeasure.Kind || clockKind == ClockRules.AfterMeasure.Kind;

    private static bool IsFreeze(MeasureKind kind) => kind is MeasureKind.Freeze or MeasureKind.EquityFreeze or MeasureKind.ListedEquityFreeze;

    public static Decision<CaseEvent> Impose(CaseFile file, ImposeMeasure impose, DateTimeOffset now)
    {
        if (file.Status is CaseStatus.Reported or CaseStatus.Accepted or CaseStatus.NotFiled or CaseStatus.Admin)
        {
            return Refuse(Reason.StateTransitionInvalid, $"P-174: before filing no measure restricts persons or property. The case is {file.Status.Wire()}; file it first.")
                .With("fromState", file.Status.Wire()).With("allowed", CaseStatus.Filed.Wire());
        }
        if (CaseMachine.Closed(file.Status))
        {
            return CaseMachine.ClosedRefusal(file);
        }
        if (Rules.FirstOrDefault(row => row.Kind == impose.Kind) is not { } rule)
        {
            return Refuse(Reason.FieldInvalid, "Name the measure.", new Violation("start.kind", "This is needed."));
        }
        var at = impose.Header.EventTime ?? now;
        var violations = CaseMachine.Check(impose.Approval, rule.Rank, rule.Articles, at).Concat(Check(file, impose, at)).ToList();
        return violations.Count > 0
            ? Refuse(Reason.StateTransitionInvalid, "The measure cannot be recorded.", violations)
            : new MeasureImposed(new(impose.MeasureId, impose.Kind, impose.Suspect, at, Clocks(rule, impose, at)), LegalTexts.Cite(impose.Approval));
    }

    public static Decision<CaseEvent> Lift(CaseFile file, LiftMeasure lift, DateTimeOffset now)
    {
        if (file.Measures.FirstOrDefault(m => m.Id == lift.MeasureId) is not { } measure)
        {
            return Refuse(Reason.StateTransitionInvalid, $"No measure {lift.MeasureId} is in force.");
        }
        var at = lift.Header.EventTime ?? now;
        var rule = Rules.First(row => row.Kind == measure.Kind);
        var violations = CaseMachine.Check(lift.Approval, ApproverRank.County, [.. rule.Articles, "CPL-96", "CPL-97", "P-247"], at).ToList();
        if (at < measure.Since)
        {
            violations.Add(new("event_time", $"The measure began at {measure.Since:u}."));
        }
        return violations.Count > 0
            ? Refuse(Reason.StateTransitionInvalid, "The end of the measure cannot be recorded.", violations)
            : new MeasureLifted(measure.Id, at, LegalTexts.Cite(lift.Approval), AfterLift(file, measure, at));
    }

    private static ImmutableArray<CaseClock> AfterLift(CaseFile file, Measure lifted, DateTimeOffset at)
    {
        var last = IsCoercive(lifted.Kind) && file.Measures.Count(m => IsCoercive(m.Kind)) == 1 && file.UnderInvestigation;
        return last ? [new(ClockRules.AfterMeasure.Kind, ClockRules.AfterMeasure.DueAfter(at, BusinessCalendar.Official))] : [];
    }

    private static IEnumerable<Violation> Check(CaseFile file, ImposeMeasure impose, DateTimeOffset at)
    {
        if (at < file.FiledAt)
        {
            yield return new("event_time", $"P-174: the case was filed at {file.FiledAt:u}; nothing may be taken before.");
        }
        if (IsCoercive(impose.Kind) != impose.Suspect.Length > 0 && impose.Kind != MeasureKind.Technical)
        {
            yield return new("start.suspect", "A measure against a person names the suspect record; one against property none.");
        }
        if (IsCoercive(impose.Kind) && file.TerminatedSuspects.Contains(impose.Suspect))
        {
            yield return new("start.suspect", "P-186: the investigation against this suspect was terminated.");
        }
        if (impose.Kind == MeasureKind.Detention && impose.ExtendedGround == DetentionGround.Unspecified)
        {
            yield return new("start.detention_ground", "CPL-91: the ground decides by when arrest is asked for; ORDINARY if there is none.");
        }
        if (file.Measures.Any(m => m.Id == impose.MeasureId))
        {
            yield return new("measure_id", "A measure of this id is in force. Lift it first, or use another id.");
        }
        if (file.Measures.Length >= InForceMax)
        {
            yield return new("start", $"A case has at most {InForceMax} measures in force.");
        }
    }

    private static ImmutableArray<CaseClock> Clocks(MeasureRule rule, ImposeMeasure impose, DateTimeOffset at)
    {
        var clock = (impose.Kind, impose.ExtendedGround) switch
        {
            (MeasureKind.Detention, DetentionGround.Special) => ClockRules.SpecialArrestRequest,
            (MeasureKind.Detention, DetentionGround.Roaming or DetentionGround.Repeated or DetentionGround.Gang) => ClockRules.ExtendedArrestRequest,
            _ => rule.Clock,
        };
        // Each measure has its own clock, named after it; a freeze that is not renewed lapses by itself (P-245).
        return clock is null ? [] : [new($"{clock.Kind}/{impose.MeasureId}", clock.DueAfter(at, BusinessCalendar.Official), IsFreeze(impose.Kind))];
    }
}
