using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Disclosures;

/// <summary>Data leave a province only by its own release. Source: domain rules B10, D3, D7; J11.</summary>
public static class DisclosureMachine
{
    public static Decision<DisclosureEvent> Decide(Disclosure disclosure, DisclosureCommand command, DateTimeOffset now) => (disclosure.Status, command) switch
    {
        (DisclosureStatus.Unspecified, RequestDisclosure request) => Request(request, now),
        (DisclosureStatus.Unspecified, _) => NotFound(),
        _ when !MayKnow(disclosure, command.Header.Jurisdiction) => NotFound(),
        (_, RequestDisclosure) => Refuse(Reason.ResourceAlreadyExists, "This disclosure was asked for already."),

        (_, ReleaseDisclosure or RefuseDisclosure) when command.Header.Jurisdiction != disclosure.Desk =>
            Refuse(Reason.JurisdictionMismatch, $"Only {disclosure.Desk} decides about its data.").With("required", disclosure.Desk.Value),
        (not DisclosureStatus.Requested, ReleaseDisclosure or RefuseDisclosure) => WrongState(disclosure, "It was decided already."),
        (_, ReleaseDisclosure { VerifiedAt: { } verified }) when verified > now =>
            Refuse(Reason.FieldInvalid, "Data are verified before they are said to be.", new Violation("verified_time", "A time that has passed, or none.")),
        (_, ReleaseDisclosure release) => new DisclosureReleased(release.Header.Actor, now, release.VerifiedAt),
        (_, RefuseDisclosure { Ground: DisclosureGround.Unspecified }) =>
            Refuse(Reason.GroundRequired, "Assistance is refused on a lawful ground only.").With("grounds", WireNames.All<DisclosureGround>()),
        (_, RefuseDisclosure refuse) => new DisclosureRefused(refuse.Header.Actor, now, refuse.Ground, refuse.Explanation),

        // The clock may look twice, or too late: what was decided or escalated meanwhile stays as it is.
        (DisclosureStatus.Requested, PassDisclosureDeadline) when !disclosure.Escalated && now >= disclosure.DueAt => new DisclosureEscalated(now),
        (_, PassDisclosureDeadline) => Decision<DisclosureEvent>.Unchanged,

        (_, NoteDisclosureRead) when command.Header.Jurisdiction != disclosure.Asker =>
            Refuse(Reason.JurisdictionMismatch, $"It is released to {disclosure.Asker} only.").With("required", disclosure.Asker.Value),
        (DisclosureStatus.Released, NoteDisclosureRead) => new DisclosureRead(),
        (_, NoteDisclosureRead) => WrongState(disclosure, "Nothing is released."),

        _ => Refuse(Reason.StateTransitionInvalid, $"A disclosure does not take {command.GetType().Name}."),
    };

    public static Disclosure Apply(Disclosure disclosure, DisclosureEvent happened) => happened switch
    {
        DisclosureRequested e => new()
        {
            Status = DisclosureStatus.Requested, Asker = e.Asker, AskedBy = e.AskedBy, Desk = e.Desk, Records = e.Records, Search = e.Search,
            Purpose = e.Purpose, Basis = e.Basis, Urgent = e.Urgent, RequestedAt = e.At, DueAt = e.DueAt,
        },
        DisclosureReleased e => disclosure with
        {
            Status = DisclosureStatus.Released,
            DecidedBy = e.By,
            DecidedAt = e.At,
            VerifiedAt = e.VerifiedAt,
        },
        DisclosureRefused e => disclosure with
        {
            Status = DisclosureStatus.Refused,
            DecidedBy = e.By,
            DecidedAt = e.At,
            Ground = e.Ground,
            Explanation = e.Explanation,
        },
        DisclosureEscalated => disclosure with { Escalated = true },
        _ => disclosure,   // a reading changes nothing: it is the log's to remember
    };

    private static Decision<DisclosureEvent> Request(RequestDisclosure request, DateTimeOffset now)
    {
        var header = request.Header;
        var clock = request.Urgent ? DisclosureClocks.UrgentAnswer : DisclosureClocks.Answer;
        return request switch
        {
            { BasisStands: false } => Refuse(
                Reason.PurposeRequired, "Name in `basis` a case or operation that is open and in which you take part.").With("required", "basis"),
            _ when request.Desk == header.Jurisdiction || request.Records.IsEmpty => Refuse(
                Reason.FieldInvalid, "That desk has nothing to release to you.", new Violation("desk", "One of the hit's desks other than your own.")),
            _ => new DisclosureRequested(
                header.Jurisdiction, header.Actor, request.Desk, request.Records, request.Search, header.Purpose, request.Basis, request.Urgent,
                now, clock.DueAfter(now, Clocks.BusinessCalendar.Official)),
        };
    }

    private static bool MayKnow(Disclosure disclosure, JurisdictionCode who) =>
        who == disclosure.Asker || who == disclosure.Desk || who.IsMinistry;

    private static Rejection WrongState(Disclosure disclosure, string why) =>
        Refuse(Reason.StateTransitionInvalid, $"{why} It is {disclosure.Status.Wire()}.").With("fromState", disclosure.Status.Wire());
}
