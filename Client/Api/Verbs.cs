namespace Coordination.Client.Api;

/// <summary>The one table of nouns and verbs: each RPC of the public API has exactly one row.</summary>
public static class Verbs
{
    /// <summary>The one verb that draws: the board of an operation.</summary>
    public static Verb Board { get; } = new("operation", "board", "JointOperationService.WatchBoard", "Follow an operation on its board.");

    /// <summary>How far an import is; the import itself is a stream and a command of its own.</summary>
    public static Verb ImportJob { get; } = new("import", "job", "ImportService.GetImportJob", "Show how far an import is.");

    /// <summary>The command that has no noun: who the gateway takes the caller for.</summary>
    public static Verb WhoAmI { get; } = new("", "whoami", "JurisdictionService.GetCallerIdentity", "Say who the gateway takes you for.");

    public static ImmutableArray<Verb> All { get; } =
    [
        new("jurisdiction", "get", "JurisdictionService.GetJurisdiction", "Show a jurisdiction and what it says of itself."),
        new("jurisdiction", "list", "JurisdictionService.ListJurisdictions", "List all jurisdictions."),
        new("jurisdiction", "update", "JurisdictionService.UpdateJurisdiction", "Set your own profile."),

        new("case", "create", "CaseService.CreateCase", "Register a report; your jurisdiction becomes the owner."),
        new("case", "get", "CaseService.GetCase", "Show a case."),
        new("case", "list", "CaseService.ListCases", "List the cases that you may know of.") { Columns = ["name", "jurisdiction", "case_number", "status", "status_time", "total_amount"] },
        new("case", "update", "CaseService.UpdateCase", "Change what describes a case."),
        new("case", "transition", "CaseService.TransitionCase", "Move a case along its states."),
        new("case", "record-fact", "CaseService.RecordCaseFact", "Add fact lines: all or none."),
        new("case", "record-measure", "CaseService.RecordCaseMeasure", "Record that a measure began or ended."),
        new("case", "propose-transfer", "CaseService.ProposeCaseTransfer", "Offer a case to another jurisdiction."),
        new("case", "decide-transfer", "CaseService.DecideCaseTransfer", "Accept or decline an offered case.") { Confirm = true },
        new("case", "merge", "CaseService.MergeCase", "Join a case into another.") { Confirm = true },
        new("case", "unmerge", "CaseService.UnmergeCase", "Undo a merge exactly."),
        new("case", "history", "CaseService.ListCaseStateChanges", "Show everything that happened to a case.") { Columns = ["event_time", "type", "from_status", "to_status", "actor"] },

        new("group", "create", "GroupService.CreateGroup", "Register a criminal group."),
        new("group", "get", "GroupService.GetGroup", "Show a group."),
        new("group", "list", "GroupService.ListGroups", "List the groups that you may know of.") { Columns = ["name", "owner", "title", "status"] },
        new("group", "update", "GroupService.UpdateGroup", "Change what describes a group."),
        new("group", "modify", "GroupService.ModifyGroupRelations", "Change members, stages, actions, cases: all or none."),
        new("group", "confirm-dismantled", "GroupService.ConfirmGroupDismantled", "Confirm that a group is dismantled.") { Confirm = true },
        new("group", "chain", "GroupService.GetGroupChain", "Show who supplies a group and whom it supplies."),

        new("suspect", "submit", "SuspectService.SubmitSuspectRecord", "Submit a record, or what has changed of it."),
        new("suspect", "record", "SuspectService.GetSuspectRecord", "Show a record of your own."),
        new("suspect", "records", "SuspectService.ListSuspectRecords", "List your own records and the person each belongs to.") { Columns = ["name", "source_record_id", "suspect", "flags"] },
        new("suspect", "get", "SuspectService.GetSuspect", "Show a suspect that you hold a record of."),
        new("suspect", "matches", "SuspectService.ListMatches", "List the pairs that wait for a person's judgement, or other pairs.") { Columns = ["name", "own_records", "desks", "weight", "state", "reasons"] },
        new("suspect", "match", "SuspectService.GetMatch", "Show a pair and all that speaks for and against it."),
        new("suspect", "decide", "SuspectService.DecideMatch", "Give your verdict on a pair: SAME, NOT_SAME or UNSURE.") { Confirm = true, Getter = "SuspectService.GetMatch" },
        new("suspect", "split", "SuspectService.SplitSuspect", "Take records out of a suspect; a second person confirms.") { Confirm = true },
        new("suspect", "search", "SuspectService.SearchSuspects", "Ask which desks hold records of a person; each search is audited."),
        new("suspect", "searched", "SuspectService.GetSuspectSearch", "Show a search in the audit trail."),
        new("suspect", "summary", "SuspectService.GetSuspectSummary", "Count records, persons and open reviews."),

        new("disclosure", "request", "SuspectService.RequestDisclosure", "Ask a desk for the data behind a hit."),
        new("disclosure", "decide", "SuspectService.DecideDisclosure", "Release or refuse your data.") { Confirm = true },
        new("disclosure", "get", "SuspectService.GetDisclosure", "Show a disclosure; what was released to you is read, and the desk is told."),
        new("disclosure", "list", "SuspectService.ListDisclosures", "List what you asked for and what you are asked for.") { Columns = ["name", "state", "asker", "desk", "due_time", "urgent"] },

        new("inbox", "read", "WatchService.ReadInbox", "Read your jurisdiction's notices."),
        new("inbox", "ack", "WatchService.AckInbox", "Say up to where you have taken them in."),

        new("campaign", "create", "CampaignService.CreateCampaign", "Open a campaign."),
        new("campaign", "get", "CampaignService.GetCampaign", "Show a campaign."),
        new("campaign", "list", "CampaignService.ListCampaigns", "List campaigns."),
        new("campaign", "close", "CampaignService.CloseCampaign", "Close a campaign.") { Confirm = true },
        new("campaign", "tally", "CampaignService.GetCampaignTally", "Show the figures, now or as of an earlier moment."),
        new("campaign", "certificate", "CampaignService.GetFigureCertificate", "Certify the figures as of a position of the log."),
        new("campaign", "watch", "CampaignService.WatchCampaignTally", "Follow the figures."),

        new("operation", "create", "JointOperationService.CreateJointOperation", "Open a draft."),
        new("operation", "record-concluded", "JointOperationService.RecordConcludedOperation", "Register an operation that was over before."),
        new("operation", "get", "JointOperationService.GetJointOperation", "Show an operation."),
        new("operation", "list", "JointOperationService.ListJointOperations", "List the operations that you may know of.") { Columns = ["name", "lead", "title", "state"] },
        new("operation", "propose", "JointOperationService.ProposePlan", "Propose a plan or a changed one."),
        new("operation", "respond", "JointOperationService.RespondToPlan", "Answer a plan for your jurisdiction."),
        new("operation", "decide-refusal", "JointOperationService.DecideRefusal", "Decide on a party that refused or is silent.") { Confirm = true },
        new("operation", "assign-targets", "JointOperationService.AssignTargets", "Add targets: all or none."),
        new("operation", "report-readiness", "JointOperationService.ReportReadiness", "Report your readiness."),
        new("operation", "go", "JointOperationService.DecideGo", "Give one person's GO; the second one's arms.") { Confirm = true },
        new("operation", "abort", "JointOperationService.AbortJointOperation", "Call an operation off, or withdraw from it.") { Confirm = true },
        new("operation", "report-result", "JointOperationService.ReportTargetResult", "Report results on your targets."),
        new("operation", "close", "JointOperationService.CloseJointOperation", "Close an operation; its figures are final.") { Confirm = true },
        Board,
    ];

    private static readonly ImmutableDictionary<string, string> _nouns = new Dictionary<string, string>
    {
        ["case"] = "Cases: their life from report to court.",
        ["group"] = "Criminal groups and their chains.",
        ["operation"] = "Joint operations.",
        ["suspect"] = "Suspects recognised across provinces.",
        ["disclosure"] = "Data behind a hit, released by the desk that holds them.",
        ["inbox"] = "Notices of what concerns your jurisdiction.",
        ["campaign"] = "National campaigns and their figures.",
        ["jurisdiction"] = "Who takes part.",
    }.ToImmutableDictionary();

    public static string Describe(string noun) => _nouns[noun];
}
