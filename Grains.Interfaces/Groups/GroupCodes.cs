namespace Coordination.Groups;

/// <summary>Link of the criminal chain that a group runs. Source: domain rules B4.</summary>
public enum ChainStage
{
    Unspecified = 0,

    /// <summary>False advertising and finding of customers.</summary>
    Ad,

    /// <summary>Tutorials for confronting lenders.</summary>
    Tutor,

    /// <summary>Unified scripts.</summary>
    Script,

    /// <summary>Theft and sale of personal data.</summary>
    Data,

    /// <summary>Forged proofs and seals.</summary>
    Forge,

    /// <summary>Packaging of borrowers (职业背债, AB贷, 白户).</summary>
    Pack,

    /// <summary>Help from insiders.</summary>
    Inside,

    /// <summary>Negotiation by proxy and malicious complaints.</summary>
    Negot,

    /// <summary>Agency for surrender and claims.</summary>
    Surr,

    /// <summary>Staged or inflated claims.</summary>
    Claim,

    /// <summary>Unlawful collection.</summary>
    Collect,

    /// <summary>False litigation.</summary>
    Litig,

    /// <summary>Tools, also AI.</summary>
    Tech,

    /// <summary>Payment and laundering.</summary>
    Settle,
}

/// <summary>Tier of the Criminal Law. "团伙" is the police's word and no tier.</summary>
public enum LegalTier
{
    /// <summary>Not assessed.</summary>
    Unspecified = 0,

    /// <summary>Two or more persons (CL-25).</summary>
    JointCrime,

    /// <summary>犯罪集团: three or more, fixed; the ringleader is liable for all crimes of the group (CL-26).</summary>
    CrimeGroup,

    /// <summary>黑社会性质组织: four features together (CL-294).</summary>
    MafiaType,
}

/// <summary>What a person is in a group.</summary>
public enum MemberRole
{
    Unspecified = 0,
    Organiser,
    Leader,

    /// <summary>骨干.</summary>
    Backbone,
    Member,

    /// <summary>Moves the group's money.</summary>
    Launderer,

    /// <summary>Supplies the group's tools.</summary>
    ToolSupplier,
}

/// <summary>Where a member stands with the law.</summary>
public enum MemberStanding
{
    /// <summary>Not known to be under any measure.</summary>
    Unspecified = 0,
    AtLarge,

    /// <summary>Detained, arrested, on bail or under residential surveillance.</summary>
    CoerciveMeasure,
    Indicted,
    Dead,
}

/// <summary>How far a group has been struck. Computed, never set.</summary>
public enum GroupStatus
{
    Unspecified = 0,

    /// <summary>Known; nothing executed against it.</summary>
    Active,

    /// <summary>Actions were executed, and something is missing.</summary>
    StruckPartial,

    /// <summary>Nothing is missing but an officer's confirmation.</summary>
    AwaitsConfirmation,

    /// <summary>Confirmed. Counted once nationally, however many provinces took part.</summary>
    Dismantled,
}
