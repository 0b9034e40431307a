using Coordination.Suspects;
using Xunit;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>A component takes records in, never loses one, and moves at most once (ADR 5).</summary>
public sealed class SuspectComponentMachineTests
{
    private static readonly Member A = new("record-a", 1, new("440000")), B = new("record-b", 1, new("310000"));

    [Fact]
    public void Filing_keeps_every_record_in_exactly_one_person()
    {
        var component = After(Settle([A, B], [["record-a", "record-b"]]));

        Assert.Equal(["record-a", "record-b"], component.EntityOf("record-a")!.Records);
        Assert.Equal(2, component.Members.Length);
    }

    [Fact]
    public void Refuses_to_lose_a_record_that_the_sender_had_not_seen()
    {
        var component = After(Settle([A, B], [["record-a"], ["record-b"]]));

        var decision = SuspectComponentMachine.Decide(component, Settle([A], [["record-a"]]));

        Assert.Equal(Reason.EtagMismatch, decision.Rejection?.Reason);
    }

    [Fact]
    public void Refuses_evidence_of_an_older_version_of_a_record()
    {
        var component = After(Settle([A with { Version = 2 }], [["record-a"]]));

        var decision = SuspectComponentMachine.Decide(component, Settle([A], [["record-a"]]));

        Assert.Equal(Reason.EtagMismatch, decision.Rejection?.Reason);
    }

    [Fact]
    public void A_component_that_moved_says_where_to_and_takes_nothing_more()
    {
        var component = After(Settle([B], [["record-b"]]), new MoveComponent(By("m"), "component-a", B));

        var late = SuspectComponentMachine.Decide(component, Settle([B], [["record-b"]]));
        var again = SuspectComponentMachine.Decide(component, new MoveComponent(By("m2"), "component-a", B));
        var elsewhere = SuspectComponentMachine.Decide(component, new MoveComponent(By("m3"), "component-0", B));

        Assert.Equal((Reason.SuspectMerged, "component-a"), (late.Rejection!.Reason, late.Rejection.Metadata[SuspectComponentMachine.Survivor]));
        Assert.Equal((null, 0), (again.Rejection, again.Events.Length));
        Assert.Equal(Reason.SuspectMerged, elsewhere.Rejection?.Reason);
    }

    [Fact]
    public void One_that_was_never_filed_moves_with_its_founder()
    {
        var component = After(new MoveComponent(By("m"), "component-a", B));

        Assert.Equal("component-a", component.MovedInto);
        Assert.Equal([B], component.Members);
    }

    [Fact]
    public void Ids_of_what_moved_in_answer_for_ever()
    {
        var moved = After(Settle([B], [["record-b"]]), new MoveComponent(By("m"), "component-a", B));

        var component = After(Settle([A], [["record-a"]]), Settle([A, B], [["record-a", "record-b"]]) with { Absorbed = [moved] });

        Assert.Equal("a", Assert.Single(component.Entities).Id);
        Assert.Equal([new Redirect("b", "a")], component.Redirects);
    }

    private static SuspectComponent After(params SuspectComponentCommand[] commands) => commands.Aggregate(new SuspectComponent(), (state, command) =>
        SuspectComponentMachine.Decide(state, command).Events.Aggregate(state, SuspectComponentMachine.Apply));

    private static SettleComponent Settle(ImmutableArray<Member> members, ImmutableArray<ImmutableArray<string>> clusters) =>
        new(By("s"), members, [], clusters, [], [], "test");

    private static CommandHeader By(string fingerprint) => new(Guid.Empty, "resolver", fingerprint, "resolver", JurisdictionCode.Ministry);
}
