using Coordination.Campaigns;
using Coordination.Cases;
using Coordination.Log;
using Xunit;

namespace Coordination.Groups;

/// <summary>How a case learns of its groups, and what follows.</summary>
public sealed class GroupCaseTests
{
    private static readonly DateTimeOffset Filed = new(2025, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CommandHeader Reaction = new(Guid.Empty, "reaction/group-case", "", "officer", JurisdictionCode.Ministry);
    private static readonly CaseFile Case = new CaseEvent[] { Sample.Reported("440000", Filed), Sample.Filed(Filed) }.Aggregate(new CaseFile(), CaseMachine.Apply);

    [Fact]
    public void A_case_tells_who_links_it_since_when_it_is_filed()
    {
        var decision = CaseMachine.Decide(Case, new NoteGroup(Reaction, "group-a", new("440000"), true), Filed);

        Assert.Equal([new GroupNoted("group-a", true, Filed)], decision.Events);
        Assert.Equal(["group-a"], decision.Events.Aggregate(Case, CaseMachine.Apply).Groups);
    }

    [Fact]
    public void A_group_of_those_who_may_not_know_of_the_case_learns_nothing()
    {
        var decision = CaseMachine.Decide(Case, new NoteGroup(Reaction, "group-a", new("310000"), true), Filed);

        Assert.Equal(Reason.ResourceNotFound, decision.Rejection?.Reason);
    }

    [Fact]
    public void A_withdrawn_case_is_no_longer_filed_to_its_groups()
    {
        var withdrawn = CaseMachine.Apply(Case, Sample.Withdrawn(Filed));

        Assert.Null(withdrawn.StandingSince());
        Assert.Equal(Filed, Case.StandingSince());
    }

    public static TheoryData<LogEntry, string[]> Entries
    {
        get
        {
            var log = new LogStream();
            return new()
            {
                { log.Write("group-a", new CaseLinked("case-1", new("440000"))), ["case-1"] },
                { log.Write("group-a", new CaseUnlinked("case-1")), ["case-1"] },
                { log.Write("case-1", new GroupNoted("group-a", true, Filed)), ["group-a"] },
                { log.Write("case-1", new GroupNoted("group-a", false, Filed)), [] },
                { log.Write("case-1", Sample.Filed(Filed)), ["case-1"] },
                { log.Write("case-1", Sample.Withdrawn(Filed)), ["case-1"] },
                { log.Write("case-1", Sample.Fact("F-1", 1)), [] },
                { log.Write("group-a", new StageAdded(ChainStage.Ad)), [] },
            };
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public void Each_entry_leads_to_the_commands_that_keep_both_sides_told(LogEntry entry, string[] targets) =>
        Assert.Equal(targets, new GroupCaseReaction().On(entry).Select(step => step.Target));
}
