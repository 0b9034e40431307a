using Coordination.Log;

namespace Coordination.Cases;

/// <summary>Tells the main case what was merged into it or taken back, and the merged-away case if the main case could not take it in.</summary>
public sealed class JoinderReaction : IReaction
{
    public string Name => "case-joinder";

    public IEnumerable<Step> On(LogEntry entry) => Commands(entry).Select(command => new Step(command.Key,
        async grains => (await grains.GetGrain<ICaseGrain>(command.Key).Execute(command.Command)).Rejection));

    /// <summary>What follows from an entry, and for which case.</summary>
    public IEnumerable<(string Key, CaseCommand Command)> Commands(LogEntry entry)
    {
        if (entry.EventType is not ("case.merged" or "case.unmerged" or "case.absorption_refused"))
        {
            return [];
        }
        return CaseLog.EventOf(entry) switch
        {
            CaseMerged e => [(e.Into, new AbsorbCase(Header(e.Into), entry.GrainId, e.Round, e.Owner, e.Facts, e.FirstFiledAt))],
            // Without approval it was undone because the main case had not taken it in: there is nothing to give back.
            CaseUnmerged { Approval: not null } e => [(e.Into, new ReleaseCase(Header(e.Into), entry.GrainId, e.Round, e.Owner))],
            AbsorptionRefused e => [(e.Case, new UndoMerge(Header(e.Case), e.Round, e.Why))],
            _ => [],
        };

        CommandHeader Header(string target) => entry.DerivedHeader(Name, target);
    }
}
