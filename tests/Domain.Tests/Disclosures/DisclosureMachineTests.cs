using Xunit;

namespace Coordination.Disclosures;

/// <summary>Data leave a province only by its own release: domain rules B10, D3 and D7; J11.</summary>
public sealed class DisclosureMachineTests
{
    private static readonly DateTimeOffset T0 = new(2025, 9, 30, 22, 0, 0, TimeSpan.Zero);   // the holiday begins two hours later

    public static TheoryData<DisclosureEvent[], DisclosureCommand, Reason> Refusals => new()
    {
        { [], Ask() with { BasisStands = false }, Reason.PurposeRequired },
        { [], Ask() with { Desk = new("500000") }, Reason.FieldInvalid },
        { [], Ask() with { Records = [] }, Reason.FieldInvalid },
        { [], new ReleaseDisclosure(By("440000"), null), Reason.ResourceNotFound },
        { [], new PassDisclosureDeadline(By("000000")), Reason.ResourceNotFound },
        { [Asked()], Ask(), Reason.ResourceAlreadyExists },
        { [Asked()], new ReleaseDisclosure(By("310000"), null), Reason.ResourceNotFound },
        { [Asked()], new NoteDisclosureRead(By("310000")), Reason.ResourceNotFound },
        { [Asked()], new ReleaseDisclosure(By("500000"), null), Reason.JurisdictionMismatch },
        { [Asked()], new RefuseDisclosure(By("000000"), DisclosureGround.NotPoliceMatter, null), Reason.JurisdictionMismatch },
        { [Asked()], new ReleaseDisclosure(By("440000"), T0.AddSeconds(1)), Reason.FieldInvalid },
        { [Asked()], new RefuseDisclosure(By("440000"), DisclosureGround.Unspecified, null), Reason.GroundRequired },
        { [Asked()], new NoteDisclosureRead(By("500000")), Reason.StateTransitionInvalid },
        { [Asked(), Refused()], new NoteDisclosureRead(By("500000")), Reason.StateTransitionInvalid },
        { [Asked(), Released()], new NoteDisclosureRead(By("440000")), Reason.JurisdictionMismatch },
        { [Asked(), Released()], new NoteDisclosureRead(By("000000")), Reason.JurisdictionMismatch },
        { [Asked(), Released()], new ReleaseDisclosure(By("440000"), null), Reason.StateTransitionInvalid },
        { [Asked(), Refused()], new ReleaseDisclosure(By("440000"), null), Reason.StateTransitionInvalid },
        { [Asked(), Released()], new RefuseDisclosure(By("440000"), DisclosureGround.NotPoliceMatter, null), Reason.StateTransitionInvalid },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Refuses(DisclosureEvent[] history, DisclosureCommand command, Reason expected)
    {
        var decision = DisclosureMachine.Decide(Fold(history), command, T0);

        Assert.Equal(expected, decision.Rejection?.Reason);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void A_refusal_without_a_ground_is_told_the_lawful_ones()
    {
        var refused = DisclosureMachine.Decide(Fold(Asked()), new RefuseDisclosure(By("440000"), DisclosureGround.Unspecified, null), T0).Rejection;

        Assert.Equal("PAPERS_INCOMPLETE, NOT_POLICE_MATTER, JURISDICTION_DISPUTE, MANIFESTLY_UNLAWFUL", refused?.Metadata["grounds"]);
    }

    [Theory]
    [InlineData(false, 48)]
    [InlineData(true, 8)]
    public void The_desk_answers_within_48_hours_or_8_if_urgent_on_holidays_too(bool urgent, int hours)
    {
        var asked = Assert.IsType<DisclosureRequested>(Assert.Single(DisclosureMachine.Decide(new(), Ask() with { Urgent = urgent }, T0).Events));

        Assert.Equal(T0.AddHours(hours), asked.DueAt);
        Assert.Equal(("500000", "officer-1", "440000", "lead"), (asked.Asker.Value, asked.AskedBy, asked.Desk.Value, asked.Purpose));
    }

    [Fact]
    public void A_release_says_whether_the_data_were_verified()
    {
        var verified = DisclosureMachine.Decide(Fold(Asked()), new ReleaseDisclosure(By("440000"), T0), T0);
        var unverified = DisclosureMachine.Decide(Fold(Asked()), new ReleaseDisclosure(By("440000"), null), T0);

        Assert.Equal(T0, Fold(Asked(), verified.Events[0]).VerifiedAt);
        Assert.Equal((DisclosureStatus.Released, "officer-1", (DateTimeOffset?)null), Told(Fold(Asked(), unverified.Events[0])));

        static (DisclosureStatus, string, DateTimeOffset?) Told(Disclosure d) => (d.Status, d.DecidedBy, d.VerifiedAt);
    }

    [Fact]
    public void A_late_answer_is_escalated_to_the_ministry_once_and_can_still_be_given()
    {
        var asked = Fold(Asked());
        var due = new PassDisclosureDeadline(By("000000"));

        var early = DisclosureMachine.Decide(asked, due, asked.DueAt.AddTicks(-1));
        var late = DisclosureMachine.Decide(asked, due, asked.DueAt);
        var escalated = Fold(Asked(), late.Events[0]);
        var again = DisclosureMachine.Decide(escalated, due, asked.DueAt.AddDays(1));
        var answer = DisclosureMachine.Decide(escalated, new ReleaseDisclosure(By("440000"), null), asked.DueAt.AddDays(1));

        Assert.True(early.Events.IsEmpty && early.Rejection is null);
        Assert.Equal(["000000", "440000", "500000"], Concerned(asked, Assert.IsType<DisclosureEscalated>(late.Events[0])).Order());
        Assert.True(again.Events.IsEmpty && again.Rejection is null);
        Assert.IsType<DisclosureReleased>(Assert.Single(answer.Events));
    }

    [Fact]
    public void The_clock_wakes_until_it_is_escalated_then_the_ministry_is_shown_it_until_the_answer()
    {
        var asked = Fold(Asked());
        var escalated = Fold(Asked(), new DisclosureEscalated(asked.DueAt));

        Assert.Equal(new("disclosure-answer", asked.DueAt, new("440000"), Wakes: true), Assert.Single(Due(asked)));
        Assert.Equal(new("disclosure-overdue", asked.DueAt, JurisdictionCode.Ministry, Wakes: false), Assert.Single(Due(escalated)));
        Assert.Empty(Due(Fold(Asked(), Released())));
        Assert.Empty(Due(Fold(Asked(), Refused())));

        static ImmutableArray<Log.DueItem> Due(Disclosure disclosure) => DisclosureAggregate.Definition.Index(disclosure).Due;
    }

    [Fact]
    public void A_reading_is_told_to_the_desk_and_leaves_the_disclosure_as_it_is()
    {
        var released = Fold(Asked(), Released());

        var read = Assert.IsType<DisclosureRead>(Assert.Single(DisclosureMachine.Decide(released, new NoteDisclosureRead(By("500000")), T0).Events));

        Assert.Equal(["440000"], Concerned(released, read));
        Assert.Same(released, DisclosureMachine.Apply(released, read));
    }

    private static IEnumerable<string> Concerned(Disclosure disclosure, DisclosureEvent happened) =>
        DisclosureAggregate.Concerned(disclosure, happened).Select(code => code.Value);

    private static Disclosure Fold(params DisclosureEvent[] history) => history.Aggregate(new Disclosure(), DisclosureMachine.Apply);

    private static DisclosureEvent Asked() => DisclosureMachine.Decide(new(), Ask(), T0).Events[0];

    private static DisclosureReleased Released() => new("officer-2", T0, null);

    private static DisclosureRefused Refused() => new("officer-2", T0, DisclosureGround.PapersIncomplete, null);

    private static RequestDisclosure Ask() => new(By("500000"), new("440000"), ["record-1"], "search-1", "cases/1", BasisStands: true, Urgent: false);

    private static CommandHeader By(string code) => new(Guid.Empty, $"{code}/rms", "f", "officer-1", new(code), "lead");
}
