using Coordination.Suspects;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Disclosure = Coordination.Disclosures.Disclosure;

namespace Coordination.Gateway.Services;

/// <summary>Between the wire and disclosures.</summary>
public static class DisclosureMapping
{
    public const string Collection = "disclosures", KeyPrefix = "disclosure", GrainType = "disclosure";

    public static string Key(string name) => Require.Name(name, Collection, KeyPrefix, "name");

    /// <summary>What <paramref name="viewer"/> may know of it: the asker not whose records they are, the desk not which case the asker works on.</summary>
    /// <param name="explanation">Opened; empty if there is none.</param>
    public static V1.Disclosure ToProto(this Disclosure disclosure, string key, int version, JurisdictionCode viewer, string explanation)
    {
        var (asks, decides) = (viewer == disclosure.Asker || viewer.IsMinistry, viewer == disclosure.Desk || viewer.IsMinistry);
        return new()
        {
            Name = Require.NameOf(key, Collection),
            Etag = Etags.Of(version),
            State = (DisclosureState)disclosure.Status,
            Asker = disclosure.Asker.Value,
            AskerActor = disclosure.AskedBy,
            Desk = disclosure.Desk.Value,
            Purpose = disclosure.Purpose,
            Basis = asks ? disclosure.Basis : "",
            Search = asks ? Require.NameOf(disclosure.Search, SearchMapping.Searches) : "",
            Records = { viewer == disclosure.Desk ? disclosure.Records.Select(record => Require.NameOf(record, SuspectMapping.Records)) : [] },
            Urgent = disclosure.Urgent,
            RequestTime = disclosure.RequestedAt.ToTimestamp(),
            DueTime = disclosure.DueAt.ToTimestamp(),
            Escalated = disclosure.Escalated,
            DecideTime = disclosure.DecidedAt?.ToTimestamp(),
            Decider = decides ? disclosure.DecidedBy : "",
            Ground = (V1.DisclosureGround)disclosure.Ground,
            Explanation = explanation,
            VerifiedTime = disclosure.VerifiedAt?.ToTimestamp(),
        };
    }

    /// <summary>The core fields, and nothing else of a record.</summary>
    public static DisclosedPerson ToDisclosed(this SubmittedAttributes submitted, ImmutableArray<string> flags) => new()
    {
        FullName = submitted.FullName,
        RomanisedName = submitted.RomanisedName,
        Aliases = { submitted.Aliases },
        Sex = submitted.Sex,
        BirthDate = submitted.BirthDate,
        IdType = submitted.IdType,
        IdNumber = submitted.IdNumber,
        Flags = { flags },
    };
}
