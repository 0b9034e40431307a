using System.Globalization;
using Coordination.Core;
using Coordination.Log;

namespace Coordination.Inboxes;

/// <summary>A mark only rises, and never beyond what there is.</summary>
public static class InboxMarkMachine
{
    public static Decision<InboxMarkEvent> Decide(InboxMark mark, InboxMarkCommand command) => command switch
    {
        AcknowledgeInbox a when a.Through > a.Head => Refusals.Refuse(
            Reason.FieldInvalid, "Nobody has taken in more than there is.",
            new Violation("through", string.Create(CultureInfo.InvariantCulture, $"At most {a.Head}, the inbox's head."))),
        AcknowledgeInbox a when a.Through <= mark.Through => Decision<InboxMarkEvent>.Unchanged,
        AcknowledgeInbox a => new InboxAcknowledged(a.Header.Jurisdiction, a.Through),
        _ => Refusals.Refuse(Reason.StateTransitionInvalid, $"An inbox mark does not take {command.GetType().Name}."),
    };

    public static InboxMark Apply(InboxMark mark, InboxMarkEvent happened) => happened switch
    {
        InboxAcknowledged e => new() { Owner = e.Owner, Through = e.Through },
        _ => mark,
    };

    public static ResourceIndex Index(InboxMark mark) => new(mark.Owner, "OPEN", [mark.Owner]);
}
