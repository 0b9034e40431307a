using Coordination.Log;

namespace Coordination.Cases;

/// <summary>Tells the main case what was merged into it or taken back, and the merged-away case if the main case could not take it in.</summary>
public sealed class JoinderReaction : IReaction
{
    public string Name => "case-joinder";

    public IEnumerable<Step> On(LogEntry entry)
    {
        if (entry.GrainType != CaseAggregate.Definition.GrainType)
        {
            return [];
        }
        return entry.EventType switch
        {
            "case.merged" or "case.unmerged" or "case.absorption_refused" => Follow(entry, CaseAggregate.EventOf(entry)),
            _ => [],
        };
    }

    private IEnumerable<Step> Follow(LogEntry entry, CaseEvent happened) => happened switch
    {
        CaseMerged e => [To(entry, e.Into, header => new AbsorbCase(header, entry.GrainId, e.Round, e.Owner, e.Facts, e.FirstFiledAt))],
        // Without approval it was undone because the main case had not taken it in: there is nothing to give back.
        CaseUnmerged { Approval: not null } e => [To(entry, e.Into, header => new ReleaseCase(header, entry.GrainId, e.Round, e.Owner))],
        AbsorptionRefused e => [To(entry, e.Case, header => new UndoMerge(header, e.Round, e.Why))],
        _ => [],
    };

    private Step To(LogEntry entry, string key, Func<CommandHeader, CaseCommand> command) => new(key, async grains =>
        (await grains.GetGrain<ICaseGrain>(key).Execute(command(entry.DerivedHeader(Name, key)))).Rejection);
}
