using Coordination.Cases;
using Coordination.Log;

namespace Coordination.Groups;

/// <summary>
/// Keeps groups and cases told of each other: a case learns which groups it is about, and those groups learn whether it is filed. A
/// group never asks a case, so it can decide in its own turn.
/// </summary>
public sealed class GroupCaseReaction : IReaction
{
    public string Name => "group-case";

    public IEnumerable<Step> On(LogEntry entry) => entry.EventType switch
    {
        "group.case-linked" or "group.case-unlinked" => GroupLog.EventOf(entry) switch
        {
            CaseLinked e => [Link(entry, e.CaseId, e.By, linked: true)],
            CaseUnlinked e => [Link(entry, e.CaseId, JurisdictionCode.Ministry, linked: false)],
            _ => [],
        },
        "case.group_noted" when CaseLog.EventOf(entry) is GroupNoted { Linked: true } e =>
            [new(e.GroupId, grains => Tell(grains, entry, e.GroupId, e.FiledAt))],
        "case.filed" or "case.withdrawn" or "case.handed_over" or "case.decision_revoked" => [new(entry.GrainId, grains => TellAll(grains, entry))],
        _ => [],
    };

    private Step Link(LogEntry entry, string caseId, JurisdictionCode by, bool linked) => new(caseId, async grains =>
        (await grains.GetGrain<ICaseGrain>(caseId).Execute(new NoteGroup(entry.DerivedHeader(Name, caseId), entry.GrainId, by, linked))).Rejection);

    /// <summary>The entry does not say which groups; the case does, and how it stands now, which later entries will only confirm.</summary>
    private async Task<Rejection?> TellAll(IGrainFactory grains, LogEntry entry)
    {
        var refused = default(Rejection);
        if ((await grains.GetGrain<ICaseGrain>(entry.GrainId).Read()).State is { } file)
        {
            foreach (var group in file.Groups)
            {
                refused = await Tell(grains, entry, group, file.StandingSince()) ?? refused;
            }
        }
        return refused;
    }

    private async Task<Rejection?> Tell(IGrainFactory grains, LogEntry entry, string group, DateTimeOffset? filedAt) =>
        (await grains.GetGrain<IGroupGrain>(group)
            .Execute(new NoteCaseFiling(entry.DerivedHeader(Name, group), entry.GrainId, filedAt))).Rejection;
}
