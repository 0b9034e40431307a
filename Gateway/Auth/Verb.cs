namespace Coordination.Gateway.Auth;

/// <summary>What can be done, as the authorisation table names it. Each RPC asks <see cref="Access"/> for exactly one.</summary>
public enum Verb
{
    Unspecified = 0,

    GetCallerIdentity,
    ReadJurisdiction,
    UpdateJurisdiction,
    GiveGrant,
    RevokeGrant,

    CreateCase,
    UpdateCase,
    ReadCase,
    TransitionCase,
    RecordFact,
    RecordMeasure,
    SealCase,
    ProposeCaseTransfer,
    DecideCaseTransfer,
    DesignateJurisdiction,
    MergeCase,
    UnmergeCase,
    ReadDueItems,

    CreateGroup,
    UpdateGroup,
    ReadGroup,
    ProposeDismantled,
    ConfirmDismantled,

    SubmitSuspectRecord,
    ReadSuspect,
    SearchSuspects,
    DecideMatch,
    SplitSuspect,
    RequestDisclosure,
    DecideDisclosure,
    ReadDisclosure,

    CreateJointOperation,
    ProposePlan,
    RespondToPlan,
    DecideRefusal,
    AssignTargets,
    ReportReadiness,
    AcknowledgePackage,
    DecideGo,
    AbortJointOperation,
    RecallJointOperation,
    ReportTargetResult,
    CloseJointOperation,
    ReadJointOperation,
    ReadConflict,
    ResolveConflict,

    CreateCampaign,
    UpdateCampaign,
    ReadCampaign,
    ReadTally,

    ImportRecords,
    ReadImport,

    ReadInbox,
    AckInbox,
}
