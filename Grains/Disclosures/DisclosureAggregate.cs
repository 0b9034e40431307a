using Coordination.Log;

namespace Coordination.Disclosures;

/// <summary>The disclosure as grain and readers of the log share it.</summary>
public static class DisclosureAggregate
{
    public static readonly Aggregate<Disclosure, DisclosureEvent> Definition =
        new("disclosure", DisclosureJson.Default, DisclosureMachine.Apply, Index);

    /// <summary>Both sides hear of each step; of a late answer the ministry too; of a reading the desk alone, whose data it is.</summary>
    public static IEnumerable<JurisdictionCode> Concerned(Disclosure disclosure, DisclosureEvent happened) => happened switch
    {
        DisclosureRead => [disclosure.Desk],
        DisclosureEscalated => [disclosure.Asker, disclosure.Desk, JurisdictionCode.Ministry],
        _ => [disclosure.Asker, disclosure.Desk],
    };

    private static ResourceIndex Index(Disclosure disclosure) => new(disclosure.Desk, disclosure.Status.ToString(), [disclosure.Asker, disclosure.Desk])
    {
        Due = disclosure switch
        {
            { Status: not DisclosureStatus.Requested } => [],
            { Escalated: false } => [new(DisclosureClocks.Answer.Kind, disclosure.DueAt, disclosure.Desk, Wakes: true)],
            _ => [new(DisclosureClocks.Overdue, disclosure.DueAt, JurisdictionCode.Ministry, Wakes: false)],
        },
    };
}
