using Coordination.Suspects;
using Xunit;

namespace Coordination.Domain.Tests.Suspects;

/// <summary>A component takes records in, never loses one, and moves at most once (ADR 8).</summary>
public sealed class SuspectComponentMachineTests
{
    private static readonly DateTimeOffset Now = new(2025, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Member A = new("record-a", 1, new("440000")), B = new("record-b", 1, new("310000")), C = new("record-c", 1, new("330000"));

    [Fact]
    public void Filing_keeps_every_record_in_exactly_one_person()
    {
        var component = After(Settle([A, B], [["record-a", "record-b"]]));

        Assert.Equal(["record-a", "record-b"], component.EntityOf("record-a")!.Records);
        Assert.Equal(2, component.Members.Length);
    }

    [Fact]
    public void Filing_the_same_again_writes_nothing()
    {
        var component = After(Settle([A, B], [["record-a", "record-b"]]));

        var decision = Decide(component, Settle([A, B], [["record-a", "record-b"]]));

        Assert.Equal((null, 0), (decision.Rejection, decision.Events.Length));
    }

    [Fact]
    public void Refuses_to_lose_a_record_that_the_sender_had_not_seen()
    {
        var component = After(Settle([A, B], [["record-a"], ["record-b"]]));

        var decision = Decide(component, Settle([A], [["record-a"]]));

        Assert.Equal(Reason.EtagMismatch, decision.Rejection?.Reason);
    }

    [Fact]
    public void Refuses_evidence_of_an_older_version_of_a_record()
    {
        var component = After(Settle([A with { Version = 2 }], [["record-a"]]));

        var decision = Decide(component, Settle([A], [["record-a"]]));

        Assert.Equal(Reason.EtagMismatch, decision.Rejection?.Reason);
    }

    [Fact]
    public void A_component_that_moved_says_where_to_and_takes_nothing_more()
    {
        var component = After(Settle([B], [["record-b"]]), new MoveComponent(By("m"), "component-a"));

        var late = Decide(component, Settle([B], [["record-b"]]));
        var again = Decide(component, new MoveComponent(By("m2"), "component-a"));
        var elsewhere = Decide(component, new MoveComponent(By("m3"), "component-0"));

        Assert.Equal((Reason.SuspectMerged, "component-a"), (late.Rejection!.Reason, late.Rejection.Metadata[SuspectComponentMachine.Survivor]));
        Assert.Equal((null, 0), (again.Rejection, again.Events.Length));
        Assert.Equal(Reason.SuspectMerged, elsewhere.Rejection?.Reason);
    }

    [Fact]
    public void One_in_which_nothing_was_ever_filed_does_not_move()
    {
        var decision = Decide(new(), new MoveComponent(By("m"), "component-a"));

        Assert.Equal(Reason.ResourceNotFound, decision.Rejection?.Reason);
    }

    [Fact]
    public void Ids_and_decisions_of_what_moved_in_hold_on()
    {
        var moved = After(
            Settle([B, C], [["record-b"], ["record-c"]]),
            Judge("330000", "officer-33", Verdict.Unsure, new("record-b", "record-c"), Settlement([B, C], [["record-b"], ["record-c"]])),
            Settle([B, C], [["record-b", "record-c"]]),
            new MoveComponent(By("m"), "component-a"));

        var component = After(
            Settle([A], [["record-a"]]), new SettleComponent(By("s2"), Settlement([A, B, C], [["record-a", "record-b", "record-c"]]) with { Absorbed = [moved] }));

        Assert.Equal("b", Assert.Single(component.Entities).Id);
        Assert.Equal([new Redirect("a", "b")], component.Redirects.Where(r => r.From == "a"));
        Assert.Equal(Verdict.Unsure, Assert.Single(component.Decisions).Standing);
    }

    [Fact]
    public void All_who_hold_a_record_of_a_person_that_changed_are_told_and_nobody_else()
    {
        var before = After(Settle([A, C], [["record-a"], ["record-c"]]));
        var decision = Decide(before, Settle([A, B, C], [["record-a", "record-b"], ["record-c"]]));
        var after = SuspectComponentMachine.Apply(before, decision.Events.Single());

        var told = ComponentNotices.Concerned(before, after, decision.Events.Single());

        Assert.Equal(["000000", "310000", "440000"], told.Select(c => c.Value).Distinct().Order());
    }

    [Fact]
    public void A_decision_tells_each_desk_once_though_two_events_come_of_it()
    {
        var one = After(Settle([A, B, C], [["record-a", "record-b"], ["record-c"]]));
        var vote = Judge("000000", "commander-1", Verdict.Same, new("record-b", "record-c"), Settlement([A, B, C], [["record-a", "record-b", "record-c"]]));

        var told = Told(one, Decide(one, vote).Events);

        Assert.Equal(["310000", "330000", "440000"], told.Where(code => code != "000000").Order());
    }

    [Fact]
    public void An_arrest_is_told_to_all_who_hold_a_record_of_the_person_and_noted_once()
    {
        var component = After(Settle([A, B, C], [["record-a", "record-b"], ["record-c"]]));
        var note = Note("record-a", Settlement([A, B, C], [["record-a", "record-b"], ["record-c"]]));

        var decision = Decide(component, note);
        var noted = decision.Events.Aggregate(component, SuspectComponentMachine.Apply);

        Assert.Equal(["310000", "440000"], Told(component, decision.Events).Where(code => code != "000000").Order());
        Assert.Equal([note.Arrest], noted.Arrests);
        Assert.Empty(Decide(noted, note).Events);
    }

    [Fact]
    public void An_arrest_files_a_record_that_had_no_component()
    {
        var component = After(Note("record-a", Settlement([A], [["record-a"]])));

        Assert.Equal(("record-a", "record-a"), (component.EntityOf("record-a")!.Records.Single(), component.Arrests.Single().Record));
    }

    [Fact]
    public void Refuses_an_arrest_on_a_record_that_is_not_there() =>
        Assert.Equal(Reason.ResourceNotFound, Decide(After(Settle([A], [["record-a"]])), Note("record-x", Settlement([A], [["record-a"]]))).Rejection?.Reason);

    [Fact]
    public void Arrests_of_what_moved_in_stay_with_their_records()
    {
        var moved = After(Note("record-b", Settlement([B], [["record-b"]])), new MoveComponent(By("m"), "component-a"));

        var component = After(Settle([A], [["record-a"]]), new SettleComponent(By("s2"), Settlement([A, B], [["record-a"], ["record-b"]]) with { Absorbed = [moved] }));

        Assert.Equal(["record-b"], component.Arrests.Select(a => a.Record));
    }

    private static NoteArrest Note(string record, Settlement settlement) => new(By("n"), new(record, "case-1", "m-1", Now)) { Settlement = settlement };

    private static List<string> Told(SuspectComponent before, IEnumerable<SuspectComponentEvent> events)
    {
        List<string> told = [];
        foreach (var happened in events)
        {
            var after = SuspectComponentMachine.Apply(before, happened);
            told.AddRange(ComponentNotices.Concerned(before, after, happened).Select(c => c.Value).Distinct());
            before = after;
        }
        return told;
    }

    private static SuspectComponent After(params SuspectComponentCommand[] commands) => commands.Aggregate(new SuspectComponent(), (state, command) =>
        Decide(state, command).Events.Aggregate(state, SuspectComponentMachine.Apply));

    private static Core.Decision<SuspectComponentEvent> Decide(SuspectComponent component, SuspectComponentCommand command) =>
        SuspectComponentMachine.Decide(component, command, Now);

    private static SettleComponent Settle(ImmutableArray<Member> members, ImmutableArray<ImmutableArray<string>> clusters) =>
        new(By("s"), Settlement(members, clusters));

    private static Settlement Settlement(ImmutableArray<Member> members, ImmutableArray<ImmutableArray<string>> clusters) =>
        new() { Members = members, Clusters = clusters, ModelVersion = "test" };

    private static JudgeMatch Judge(string by, string person, Verdict verdict, RecordPair pair, Settlement settlement) =>
        new(new(Guid.Empty, $"{by}/rms", "f", person, new(by)), pair, [], verdict, "looked at the files", null) { Settlement = settlement };

    private static CommandHeader By(string fingerprint) => new(Guid.Empty, "resolver", fingerprint, "resolver", JurisdictionCode.Ministry);
}
