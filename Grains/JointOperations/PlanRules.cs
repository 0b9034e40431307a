using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.JointOperations;

/// <summary>Plans and their changes. Source: O1.</summary>
internal static class PlanRules
{
    /// <summary>A T0 moved by no more than this voids no consent. Source: O1.</summary>
    public static readonly TimeSpan TZeroTolerance = TimeSpan.FromMinutes(5);

    public static Decision<JointOperationEvent> Propose(JointOperation operation, ProposePlan propose, DateTimeOffset now)
    {
        var plan = propose.Plan;
        return operation.Status switch
        {
            _ when !Standing.Leads(operation, propose.Header.Jurisdiction) => Standing.NotLead(operation, propose.Header),
            OperationStatus.Armed or OperationStatus.Executing or OperationStatus.Consolidating when plan.TZero != operation.Plan!.TZero =>
                Refuse(Reason.TZeroFixed, "T0 is fixed by GO; only an abort ends it.")
                    .With("serverTime", Wire.Time(now)).With("tZero", Wire.Time(operation.Plan.TZero)),
            not OperationStatus.Draft when !Standing.IsOpen(operation) => Standing.WrongState(operation, "The plan can no longer be changed."),
            _ when TooLate(plan, now) is { } late => late,
            _ when Flaws(operation, plan, now) is [_, ..] flaws => Refuse(Reason.FieldInvalid, "The plan is not whole.", flaws),
            _ => NewVersion(operation, plan, operation.Postponed, propose.Header.Actor),
        };
    }

    public static Decision<JointOperationEvent> Assign(JointOperation operation, AssignTargets assign, DateTimeOffset now)
    {
        if (!Standing.Leads(operation, assign.Header.Jurisdiction))
        {
            return Standing.NotLead(operation, assign.Header);
        }
        if (!Standing.IsOpen(operation))
        {
            return Standing.WrongState(operation, "Targets are assigned after a plan was proposed and before GO.");
        }
        var plan = operation.Plan!;
        var taken = assign.Targets
            .Where(target => plan.Targets.Any(known => known.Id == target.Id || known.Subject == target.Subject))
            .Select(target => new Violation(target.Id, "Its id or its subject is in the plan already."))
            .ToArray();
        if (taken.Length > 0)
        {
            return Refuse(Reason.TargetAlreadyAssigned, "No target was assigned. Propose a plan to move one to another party.", taken);
        }
        var grown = Answerable(plan with { Targets = plan.Targets.AddRange(assign.Targets) }, now);
        return TooLate(grown, now) is { } late ? late
            : Flaws(operation, grown, now) is [_, ..] flaws ? Refuse(Reason.FieldInvalid, "The targets do not fit the plan.", flaws)
            : NewVersion(operation, grown, operation.Postponed, assign.Header.Actor);
    }

    /// <summary>The plan without <paramref name="party"/>, whose targets are postponed; null if none would be left of it.</summary>
    public static PlanProposed? Without(JointOperation operation, JurisdictionCode party, DateTimeOffset now)
    {
        var plan = operation.Plan!;
        var rest = Answerable(plan, now) with
        {
            Parties = plan.Parties.RemoveAll(planned => planned.Code == party),
            Targets = plan.Targets.RemoveAll(target => target.Party == party),
            Quorum = plan.Quorum with { Core = plan.Quorum.Core.Remove(party) },
        };
        var postponed = operation.Postponed.AddRange(plan.Targets.Where(target => target.Party == party));
        return Flaws(rest).Any() ? null : NewVersion(operation, rest, postponed, proposer: "");
    }

    /// <summary>What does not fit together within <paramref name="plan"/>.</summary>
    public static IEnumerable<Violation> Flaws(Plan plan)
    {
        var parties = plan.Parties.Select(party => party.Code).ToHashSet();
        if (parties.Count == 0 || parties.Count != plan.Parties.Length)
        {
            yield return new("plan.parties", "Name at least one party, and each once.");
        }
        if (plan.TZero.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            yield return new("plan.t_zero", "T0 is a whole second.");
        }
        if (plan.Targets.Length > Plan.TargetsMax)
        {
            yield return new("plan.targets", $"An operation has at most {Plan.TargetsMax} targets; make several of one campaign.");
        }
        foreach (var target in plan.Targets.Where(target => !parties.Contains(target.Party)))
        {
            yield return new("plan.targets", $"Target {target.Id} is for {target.Party}, which is no party.");
        }
        foreach (var id in Repeated(plan.Targets.Select(target => target.Id)).Concat(Repeated(plan.Targets.Select(target => target.Subject))))
        {
            yield return new("plan.targets", $"{id} is there more than once.");
        }
        var quorum = plan.Quorum;
        if (quorum.Rule is QuorumRule.AllCore && (quorum.Core.Length == 0 || !quorum.Core.All(parties.Contains)))
        {
            yield return new("plan.quorum.core", "Name core parties of the plan, at least one.");
        }
        if (quorum.Rule is QuorumRule.AtLeast && (quorum.Count < 1 || quorum.Count > parties.Count))
        {
            yield return new("plan.quorum.count", "It is from 1 to the number of parties.");
        }
    }

    private static List<Violation> Flaws(JointOperation operation, Plan plan, DateTimeOffset now)
    {
        var flaws = Flaws(plan).ToList();
        flaws.AddRange(plan.Targets
            .Where(target => operation.Postponed.Any(known => known.Id == target.Id && known.Subject != target.Subject))
            .Select(target => new Violation("plan.targets", $"{target.Id} is the id of a postponed target.")));
        if (plan.ConsentDue <= now || plan.ConsentDue > plan.TZero - plan.LeadTime)
        {
            flaws.Add(new("plan.consent_due_time", "It is after now and not after T0 less the lead time."));
        }
        return flaws;
    }

    private static Rejection? TooLate(Plan plan, DateTimeOffset now) => now < plan.TZero - plan.LeadTime
        ? null
        : Refuse(Reason.TZeroInPast, "T0 less the lead time is over: nobody could give GO to this plan.")
            .With("serverTime", Wire.Time(now)).With("tZero", Wire.Time(plan.TZero));

    // Who is asked anew after the deadline has until GO is no longer possible.
    private static Plan Answerable(Plan plan, DateTimeOffset now) =>
        plan.ConsentDue > now ? plan : plan with { ConsentDue = plan.TZero - plan.LeadTime };

    private static PlanProposed NewVersion(JointOperation operation, Plan plan, ImmutableArray<PlanTarget> postponed, string proposer)
    {
        var affected = operation.Parties.Where(party => Affects(operation.Plan!, plan, party)).ToImmutableArray();
        var kept = operation.Parties.Except(affected).Where(party => party.Status is not PartyStatus.Silent).Select(party => party.Code).ToHashSet();
        return new(
            operation.PlanVersion + 1,
            PlanHash.Of(plan),
            plan,
            Invited: [.. plan.Parties.Select(party => party.Code).Where(code => !kept.Contains(code))],
            Voided: [.. affected.Where(party => Standing.Consents(party) || party.ConsentVoided).Select(party => party.Code)],
            Postponed: postponed.RemoveAll(target => plan.Targets.Any(planned => planned.Subject == target.Subject)),
            proposer);
    }

    private static bool Affects(Plan before, Plan after, Party party) =>
        !PlanHash.SharedTerms(before).AsSpan().SequenceEqual(PlanHash.SharedTerms(after))
        || (after.TZero - (party.ConsentTZero ?? before.TZero)).Duration() > TZeroTolerance
        || !PlanHash.OwnTerms(before, party.Code).AsSpan().SequenceEqual(PlanHash.OwnTerms(after, party.Code));

    private static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}
