using System.Collections.Frozen;
using static Coordination.Gateway.Auth.Role;

namespace Coordination.Gateway.Auth;

/// <summary>One row of the table: who may do it at all. Whether it may be done to this resource, now, is the machine's to say.</summary>
public sealed record AuthorizationRow(Verb Verb, ImmutableArray<Role> Roles)
{
    /// <summary>Every authenticated caller may, whatever its roles.</summary>
    public bool Anyone { get; init; }

    /// <summary>A human decision: refused to a system that names no person.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>The request must say what it is for.</summary>
    public bool NeedsPurpose { get; init; }
}

/// <summary>
/// The one authorisation table; what has no row, or no role in its row, is denied. Auditors and regulators have no row yet: they
/// are to see masked content and aggregates, which no RPC gives so far.
/// </summary>
public static class AuthorizationTable
{
    private static readonly FrozenDictionary<Verb, AuthorizationRow> Rows = new[]
    {
        Row(Verb.GetCallerIdentity) with { Anyone = true },
        Row(Verb.ReadJurisdiction) with { Anyone = true },
        Row(Verb.UpdateJurisdiction, ProvinceSystem, Supervisor),
        Row(Verb.GiveGrant, ProvinceSystem, Supervisor),
        Row(Verb.RevokeGrant, ProvinceSystem, Supervisor),

        Row(Verb.CreateCase, ProvinceSystem, Officer, Supervisor),
        Row(Verb.UpdateCase, ProvinceSystem, Officer, Supervisor),
        Row(Verb.ReadCase, ProvinceSystem, Officer, Supervisor, Commander),
        Row(Verb.TransitionCase, ProvinceSystem, Officer, Supervisor),
        Row(Verb.RecordFact, ProvinceSystem, Officer, Supervisor),
        Row(Verb.RecordMeasure, ProvinceSystem, Officer, Supervisor),
        Row(Verb.SealCase, ProvinceSystem, Supervisor),
        Row(Verb.ProposeCaseTransfer, ProvinceSystem),
        Row(Verb.DecideCaseTransfer, ProvinceSystem),
        Row(Verb.DesignateJurisdiction, Commander) with { NeedsPerson = true },
        Row(Verb.MergeCase, ProvinceSystem, Commander),
        Row(Verb.UnmergeCase, ProvinceSystem, Commander),
        Row(Verb.ReadDueItems, ProvinceSystem, Officer, Supervisor, Commander),

        Row(Verb.CreateGroup, ProvinceSystem, Officer, Supervisor, Commander),
        Row(Verb.UpdateGroup, ProvinceSystem, Officer, Supervisor, Commander),
        Row(Verb.ReadGroup, ProvinceSystem, Officer, Supervisor, Commander),
        Row(Verb.ProposeDismantled, ProvinceSystem),
        Row(Verb.ConfirmDismantled, Commander) with { NeedsPerson = true },

        Row(Verb.SubmitSuspectRecord, ProvinceSystem, Officer, Supervisor),
        Row(Verb.ReadSuspect, ProvinceSystem, Officer, Supervisor, Commander),
        Row(Verb.SearchSuspects, ProvinceSystem, Officer, Supervisor, Commander) with { NeedsPurpose = true },
        Row(Verb.DecideMatch, ProvinceSystem, Officer, Supervisor, Commander) with { NeedsPerson = true },
        Row(Verb.SplitSuspect, ProvinceSystem, Officer, Supervisor, Commander) with { NeedsPerson = true },
        Row(Verb.RequestDisclosure, ProvinceSystem, Officer, Supervisor) with { NeedsPurpose = true },
        Row(Verb.DecideDisclosure, ProvinceSystem, Officer, Supervisor) with { NeedsPerson = true },
        Row(Verb.ReadDisclosure, ProvinceSystem, Officer, Supervisor, Commander),

        Row(Verb.CreateJointOperation, ProvinceSystem, Commander),
        Row(Verb.ProposePlan, ProvinceSystem, Commander),
        Row(Verb.RespondToPlan, ProvinceSystem),
        Row(Verb.DecideRefusal, Commander) with { NeedsPerson = true },
        Row(Verb.AssignTargets, ProvinceSystem, Commander),
        Row(Verb.ReportReadiness, ProvinceSystem),
        Row(Verb.AcknowledgePackage, ProvinceSystem),
        Row(Verb.DecideGo, Commander) with { NeedsPerson = true },
        Row(Verb.AbortJointOperation, ProvinceSystem, Commander) with { NeedsPerson = true },
        Row(Verb.RecallJointOperation, ProvinceSystem, Commander) with { NeedsPerson = true },
        Row(Verb.ReportTargetResult, ProvinceSystem),
        Row(Verb.CloseJointOperation, ProvinceSystem, Commander),
        Row(Verb.ReadJointOperation, ProvinceSystem, Officer, Supervisor, Commander),
        Row(Verb.ReadConflict, ProvinceSystem, Commander),
        Row(Verb.ResolveConflict, ProvinceSystem, Commander),

        Row(Verb.CreateCampaign, Commander),
        Row(Verb.UpdateCampaign, Commander),
        Row(Verb.ReadCampaign, ProvinceSystem, Officer, Supervisor, Commander),
        Row(Verb.ReadTally, ProvinceSystem, Officer, Supervisor, Commander),

        Row(Verb.ImportRecords, ProvinceSystem),
        Row(Verb.ReadImport, ProvinceSystem, Officer, Supervisor),

        Row(Verb.ReadInbox, ProvinceSystem, Officer, Supervisor, Commander),
        Row(Verb.AckInbox, ProvinceSystem, Officer, Supervisor, Commander),
    }.ToFrozenDictionary(row => row.Verb);

    /// <summary>The row of <paramref name="verb"/>; null means that nobody may.</summary>
    public static AuthorizationRow? Find(Verb verb) => Rows.GetValueOrDefault(verb);

    /// <summary>Why <paramref name="caller"/> may not do <paramref name="verb"/>, whatever the resource; null if it may.</summary>
    public static Rejection? Deny(Caller caller, Verb verb)
    {
        if (Find(verb) is not { } row)
        {
            return new(Reason.RoleRequired, "Nobody may do this.");
        }
        if (!row.Anyone && !row.Roles.Any(caller.Roles.Contains))
        {
            var required = string.Join(", ", row.Roles);
            return new Rejection(Reason.RoleRequired, $"This needs one of the roles {required}.").With("required", required);
        }
        return row.NeedsPerson && caller.Person is null
            ? new Rejection(Reason.RoleRequired, "A person decides this: send that person's token along.").With("required", "person")
            : null;
    }

    private static AuthorizationRow Row(Verb verb, params ImmutableArray<Role> roles) => new(verb, roles);
}
