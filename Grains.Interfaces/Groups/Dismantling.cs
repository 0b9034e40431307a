namespace Coordination.Groups;

/// <summary>When a group counts as dismantled. Source: domain rules B4.</summary>
public static class Dismantling
{
    /// <summary>How far the group has been struck.</summary>
    public static GroupStatus Status(Group group) => group switch
    {
        { DismantledAt: not null } => GroupStatus.Dismantled,
        { Actions.IsEmpty: true } => GroupStatus.Active,
        _ => Missing(group).IsEmpty ? GroupStatus.AwaitsConfirmation : GroupStatus.StruckPartial,
    };

    /// <summary>
    /// Everything that stands between the group and being dismantled, in a fixed order. A group of which no leader or no stage is
    /// known has something missing: what is unknown has not been dealt with.
    /// </summary>
    public static ImmutableArray<string> Missing(Group group) => [.. Leaders(group), .. Cases(group), .. Stages(group)];

    /// <summary>The jurisdictions that have a share in striking it: who acted, and the owner.</summary>
    public static ImmutableArray<JurisdictionCode> StruckBy(Group group) =>
        [.. group.Actions.Select(action => action.By).Append(group.Owner).Distinct().Order()];

    private static IEnumerable<string> Leaders(Group group)
    {
        var leaders = group.Members.Where(span => span.Leads).Select(span => span.Suspect).Distinct().Order(StringComparer.Ordinal).ToList();
        return leaders.Count == 0
            ? ["No organiser or leader is identified."]
            : leaders.Where(leader => !IsDealtWith(group, leader))
                .Select(leader => $"Leader {leader} is not under a coercive measure, indicted or dead.");
    }

    private static bool IsDealtWith(Group group, string suspect) => group.Standings.Any(standing => standing.Suspect == suspect
        && standing.Value is MemberStanding.CoerciveMeasure or MemberStanding.Indicted or MemberStanding.Dead);

    private static IEnumerable<string> Cases(Group group) =>
        group.Cases.Any(known => known.FiledAt is not null) ? [] : ["No case about it is filed."];

    private static IEnumerable<string> Stages(Group group) => group.Stages.IsEmpty
        ? ["No stage of the chain is known."]
        : group.Stages.Order().Where(stage => group.Actions.All(action => action.Stage != stage))
            .Select(stage => $"Stage {stage.ToString().ToUpperInvariant()} has no executed action.");
}
