using Coordination.Log;

namespace Coordination.Jurisdictions;

public static class JurisdictionAggregate
{
    public static readonly Aggregate<JurisdictionProfile, JurisdictionEvent> Definition =
        new("jurisdiction", JurisdictionJson.Default, JurisdictionMachine.Apply, Index);

    /// <summary>Everyone must be able to reach everyone: all operational jurisdictions may know of each profile.</summary>
    private static ResourceIndex Index(JurisdictionProfile profile) => new(profile.Code, "Known",
        [.. Divisions.All.Where(division => division.IsOperational).Select(division => division.Code).Append(profile.Code).Distinct().Order()]);
}
