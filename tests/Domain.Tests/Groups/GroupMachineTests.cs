using Coordination.Core;
using Xunit;

namespace Coordination.Groups;

public sealed class GroupMachineTests
{
    private const string Self = "group-a";
    private static readonly JurisdictionCode Guangdong = new("440000"), Shanghai = new("310000"), Fujian = new("350000");
    private static readonly DateTimeOffset T0 = new(2025, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Protected Text = new("key", "text");

    private static readonly Group Registered = Do(new(), new CreateGroup(By(Guangdong), Text, "职业化犯罪团伙", LegalTier.CrimeGroup, FocusArea.CounterCollection));

    /// <summary>A leader in custody, a filed case, one stage with an action: nothing is missing but the confirmation.</summary>
    private static readonly Group Struck = Do(
        Change(Registered,
            new AddMember(Span("suspects/s1", MemberRole.Leader, 0, null)), new SetStanding("suspects/s1", MemberStanding.CoerciveMeasure),
            new AddParticipant(Shanghai), new AddStage(ChainStage.Forge), new AddAction(new("a1", ChainStage.Forge, Shanghai, T0)),
            new AddCase("case-1")),
        new NoteCaseFiling(By(JurisdictionCode.Ministry), "case-1", T0));

    public static TheoryData<string, GroupChange> Contradictions => new()
    {
        { "Overlaps another span of the same person.", new AddMember(Span("suspects/s1", MemberRole.Launderer, 5, 6)) },
        { "Ends before it starts.", new AddMember(Span("suspects/s2", MemberRole.Member, 6, 5)) },
        { "Has no role.", new AddMember(Span("suspects/s2", MemberRole.Unspecified, 5, 6)) },
        { "The person has no open span.", new EndMember("suspects/s2", T0) },
        { "Ends before it starts.", new EndMember("suspects/s1", T0) },
        { "There is no such span.", new RemoveMember("suspects/s1", null) },
        { "The person is no member.", new SetStanding("suspects/s2", MemberStanding.Dead) },
        { "The stage is known already.", new AddStage(ChainStage.Forge) },
        { "The stage is not known.", new RemoveStage(ChainStage.Ad) },
        { "The action id is used already.", new AddAction(new("a1", ChainStage.Ad, Shanghai, T0)) },
        { "350000 takes no part; add it as a participant first.", new AddAction(new("a2", ChainStage.Ad, Fujian, T0)) },
        { "The case is linked already.", new AddCase("case-1") },
        { "The case is not linked.", new RemoveCase("case-2") },
        { "The group is not linked.", new RemoveUpstream("group-b") },
        { "The jurisdiction takes part already.", new AddParticipant(Guangdong) },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public void A_change_that_contradicts_what_is_known_is_refused_and_nothing_is_made(string problem, GroupChange change)
    {
        var decision = Decide(Struck, new ModifyGroupRelations(By(Guangdong), [new AddStage(ChainStage.Settle), change], []));

        Assert.Equal(Reason.FieldInvalid, decision.Rejection?.Reason);
        Assert.Equal([new("changes[1]", problem)], decision.Rejection!.Violations);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void All_contradictions_are_told_at_once()
    {
        var decision = Decide(Struck, new ModifyGroupRelations(By(Guangdong), [.. Contradictions.Select(row => row.Data.Item2)], []));

        Assert.Equal(Contradictions.Count, decision.Rejection!.Violations.Length);
    }

    public static TheoryData<GroupCommand, JurisdictionCode, Reason> Strangers => new()
    {
        { new UpdateGroup(By(Fujian), null, "x", default, default), Fujian, Reason.ResourceNotFound },
        { new ConfirmGroupDismantled(By(Fujian), Text, "D-1"), Fujian, Reason.ResourceNotFound },
        { new ModifyGroupRelations(By(Fujian), [new AddStage(ChainStage.Ad)], []), Fujian, Reason.ResourceNotFound },
        { new UpdateGroup(By(Shanghai), null, "x", default, default), Shanghai, Reason.NotOwner },
        { new ConfirmGroupDismantled(By(Shanghai), Text, "D-1"), Shanghai, Reason.NotOwner },
        { new ModifyGroupRelations(By(Shanghai), [new AddStage(ChainStage.Ad)], []), Shanghai, Reason.NotOwner },
        { new ModifyGroupRelations(By(Shanghai), [new AddAction(new("a2", ChainStage.Ad, Guangdong, T0))], []), Shanghai, Reason.JurisdictionMismatch },
        { new CreateGroup(By(Guangdong), Text, "", default, FocusArea.Other), Guangdong, Reason.ResourceAlreadyExists },
    };

    [Theory, MemberData(nameof(Strangers))]
    public void Who_does_not_lead_is_refused(GroupCommand command, JurisdictionCode caller, Reason expected)
    {
        Assert.Equal(caller, command.Header.Jurisdiction);
        Assert.Equal(expected, Decide(Struck, command).Rejection?.Reason);
    }

    [Fact]
    public void A_participant_reports_its_own_action()
    {
        var decision = Decide(Struck, new ModifyGroupRelations(By(Shanghai), [new AddAction(new("a2", ChainStage.Ad, Shanghai, T0))], []));

        Assert.Equal([new ActionExecuted(new("a2", ChainStage.Ad, Shanghai, T0))], decision.Events);
    }

    [Fact]
    public void Spans_that_touch_do_not_overlap()
    {
        var group = Change(Registered,
            new AddMember(Span("suspects/s1", MemberRole.Member, null, 3)), new AddMember(Span("suspects/s1", MemberRole.Leader, 3, null)),
            new EndMember("suspects/s1", T0.AddDays(7)), new AddMember(Span("suspects/s1", MemberRole.Launderer, 7, 9)));

        Assert.Equal([MemberRole.Member, MemberRole.Leader, MemberRole.Launderer], group.Members.Select(span => span.Role));
    }

    public static TheoryData<GroupChange, string> Missing => new()
    {
        { new RemoveMember("suspects/s1", T0), "No organiser or leader is identified." },
        { new SetStanding("suspects/s1", MemberStanding.AtLarge), "Leader suspects/s1 is not under a coercive measure, indicted or dead." },
        { new AddMember(Span("suspects/s2", MemberRole.Organiser, 0, 1)), "Leader suspects/s2 is not under a coercive measure, indicted or dead." },
        { new AddStage(ChainStage.Settle), "Stage SETTLE has no executed action." },
        { new RemoveStage(ChainStage.Forge), "No stage of the chain is known." },
        { new RemoveCase("case-1"), "No case about it is filed." },
    };

    [Theory, MemberData(nameof(Missing))]
    public void While_something_is_missing_the_group_is_struck_partially_and_not_confirmed(GroupChange change, string missing)
    {
        var group = Change(Struck, change);

        var decision = Decide(group, new ConfirmGroupDismantled(By(Guangdong), Text, "D-1"));

        Assert.Equal(GroupStatus.StruckPartial, Dismantling.Status(group));
        Assert.Equal(Reason.StateTransitionInvalid, decision.Rejection?.Reason);
        Assert.Equal([missing], decision.Rejection!.Violations.Select(violation => violation.Description));
    }

    [Theory]
    [InlineData(MemberStanding.CoerciveMeasure)]
    [InlineData(MemberStanding.Indicted)]
    [InlineData(MemberStanding.Dead)]
    public void Nothing_missing_and_an_officers_word_make_it_dismantled_once_with_a_share_for_each_who_struck(MemberStanding standing)
    {
        var group = Change(Struck, new SetStanding("suspects/s1", standing));
        Assert.Equal(GroupStatus.AwaitsConfirmation, Dismantling.Status(group));

        var decision = Decide(group, new ConfirmGroupDismantled(By(JurisdictionCode.Ministry), Text, "D-1"));

        var happened = Assert.IsType<GroupDismantled>(Assert.Single(decision.Events));
        Assert.Equal([Shanghai, Guangdong], happened.StruckBy);
        Assert.Equal(GroupStatus.Dismantled, Dismantling.Status(GroupMachine.Apply(group, happened)));
    }

    [Theory, MemberData(nameof(Missing))]
    public void What_comes_to_light_later_ends_it_in_the_same_write(GroupChange change, string missing)
    {
        var dismantled = Do(Struck, new ConfirmGroupDismantled(By(Guangdong), Text, "D-1"));

        var decision = Decide(dismantled, new ModifyGroupRelations(By(Guangdong), [change], []));

        var lapsed = Assert.IsType<DismantlingLapsed>(decision.Events[^1]);
        Assert.Equal([missing], lapsed.Missing);
        Assert.Equal(GroupStatus.StruckPartial, Dismantling.Status(decision.Events.Aggregate(dismantled, GroupMachine.Apply)));
    }

    [Fact]
    public void It_ends_too_when_the_only_filed_case_is_withdrawn()
    {
        var dismantled = Do(Struck, new ConfirmGroupDismantled(By(Guangdong), Text, "D-1"));

        var decision = Decide(dismantled, new NoteCaseFiling(By(JurisdictionCode.Ministry), "case-1", null));

        Assert.Equal([typeof(CaseFilingNoted), typeof(DismantlingLapsed)], decision.Events.Select(happened => happened.GetType()));
    }

    [Fact]
    public void It_is_not_confirmed_twice_nor_ahead_of_time()
    {
        var dismantled = Do(Struck, new ConfirmGroupDismantled(By(Guangdong), Text, "D-1"));
        var ahead = new ConfirmGroupDismantled(By(Guangdong) with { EventTime = T0.AddDays(1) }, Text, "D-1");

        Assert.Equal(Reason.StateTransitionInvalid, Decide(dismantled, new ConfirmGroupDismantled(By(Guangdong), Text, "D-2")).Rejection?.Reason);
        Assert.Equal(Reason.FieldInvalid, Decide(Struck, ahead).Rejection?.Reason);
    }

    [Fact]
    public void Word_that_is_heard_again_or_too_late_changes_nothing()
    {
        Assert.Equal(Decision<GroupEvent>.Unchanged, Decide(Struck, new NoteCaseFiling(By(JurisdictionCode.Ministry), "case-1", T0)));
        Assert.Equal(Decision<GroupEvent>.Unchanged, Decide(Struck, new NoteCaseFiling(By(JurisdictionCode.Ministry), "case-unlinked", T0)));
        Assert.Equal(Decision<GroupEvent>.Unchanged, Decide(Struck, new NoteDownstream(By(JurisdictionCode.Ministry), "group-b", false)));
    }

    [Fact]
    public void A_group_cannot_come_to_supply_itself_however_long_the_way()
    {
        SupplyLink[] known = [new("group-c", "group-b"), new("group-d", "group-c"), new(Self, "group-d")];

        var decision = Decide(Registered, new ModifyGroupRelations(By(Guangdong), [new AddUpstream("group-b")], [.. known]));

        Assert.Equal(Reason.GroupCycle, decision.Rejection?.Reason);
        Assert.Equal("group-a > group-b > group-c > group-d > group-a", decision.Rejection!.Metadata["path"]);
        Assert.Equal(Reason.GroupCycle, Decide(Registered, new ModifyGroupRelations(By(Guangdong), [new AddUpstream(Self)], [])).Rejection?.Reason);
        Assert.Null(Decide(Registered, new ModifyGroupRelations(By(Guangdong), [new AddUpstream("group-b")], [.. known[..2]])).Rejection);
    }

    [Fact]
    public void Of_two_opposite_links_made_at_once_exactly_one_gives_way()
    {
        var (a, b) = (Registered with { Upstream = ["group-b"] }, Registered with { Upstream = ["group-a"] });

        var atA = GroupMachine.Decide(a, new NoteDownstream(By(JurisdictionCode.Ministry), "group-b", true), "group-a", T0);
        var atB = GroupMachine.Decide(b, new NoteDownstream(By(JurisdictionCode.Ministry), "group-a", true), "group-b", T0);

        Assert.Equal([new DownstreamNoted("group-b", true)], atA.Events);
        Assert.Equal([new DownstreamNoted("group-a", true), new UpstreamUnlinked("group-a")], atB.Events);
    }

    private static Membership Span(string suspect, MemberRole role, int? start, int? end) =>
        new(suspect, role, start is { } from ? T0.AddDays(from) : null, end is { } until ? T0.AddDays(until) : null);

    private static CommandHeader By(JurisdictionCode jurisdiction) => new(Guid.Empty, "test", "", "officer", jurisdiction);

    private static Decision<GroupEvent> Decide(Group group, GroupCommand command) => GroupMachine.Decide(group, command, Self, T0);

    private static Group Change(Group group, params ImmutableArray<GroupChange> changes) => Do(group, new ModifyGroupRelations(By(Guangdong), changes, []));

    private static Group Do(Group group, GroupCommand command)
    {
        var decision = Decide(group, command);
        Assert.Null(decision.Rejection);
        return decision.Events.Aggregate(group, GroupMachine.Apply);
    }
}
