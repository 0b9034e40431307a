using Coordination.Core;
using static Coordination.Core.Refusals;

namespace Coordination.Jurisdictions;

/// <summary>A jurisdiction says of itself what it will, and nobody says it for it.</summary>
public static class JurisdictionMachine
{
    public static Decision<JurisdictionEvent> Decide(JurisdictionProfile profile, JurisdictionCommand command) => command switch
    {
        UpdateJurisdiction c => Divisions.Find(c.Code) switch
        {
            null => NotFound(),
            _ when c.Header.Jurisdiction != c.Code =>
                Refuse(Reason.JurisdictionMismatch, "A jurisdiction sets its own profile only.").With("required", c.Code.Value),
            { Kind: DivisionKind.DataOnly } => Refuse(Reason.StateTransitionInvalid, $"{c.Code} takes no part in operations."),
            _ => new ProfileUpdated(
                c.Code, c.Desk ?? profile.Desk, c.Systems.IsEmpty ? profile.Systems : [.. c.Systems.Distinct().Order(StringComparer.Ordinal)],
                c.Capacity ?? profile.Capacity),
        },
        _ => Refuse(Reason.StateTransitionInvalid, $"A jurisdiction does not take {command.GetType().Name}."),
    };

    public static JurisdictionProfile Apply(JurisdictionProfile profile, JurisdictionEvent happened) => happened switch
    {
        ProfileUpdated e => new() { Code = e.Code, Desk = e.Desk, Systems = e.Systems, Capacity = e.Capacity },
        _ => profile,
    };
}
