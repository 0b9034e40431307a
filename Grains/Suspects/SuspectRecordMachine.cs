using Coordination.Core;
using Coordination.Log;

namespace Coordination.Suspects;

/// <summary>A record belongs to who submitted it and holds what was submitted last.</summary>
public static class SuspectRecordMachine
{
    public static Decision<SuspectRecordEvent> Decide(SuspectRecord record, SuspectRecordCommand command) => (record, command) switch
    {
        ({ Exists: false }, SubmitRecord s) =>
            new RecordSubmitted(s.Header.Jurisdiction, s.SourceRecordId, s.CaseNumber, s.Attributes, s.ContentHash, s.Flags) { Sealed = s.Sealed },

        // The key holds the jurisdiction, so only a forged key leads here: it learns nothing.
        _ when command.Header.Jurisdiction != record.Owner => Refusals.NotFound(),

        (_, SubmitRecord s) when s.ContentHash == record.ContentHash && s.Sealed == record.Sealed => Decision<SuspectRecordEvent>.Unchanged,
        (_, SubmitRecord s) => new RecordRevised(s.CaseNumber, s.Attributes, s.ContentHash, s.Flags) { Sealed = s.Sealed },

        _ => Refusals.Refuse(Reason.StateTransitionInvalid, $"A record does not take {command.GetType().Name}."),
    };

    public static SuspectRecord Apply(SuspectRecord record, SuspectRecordEvent happened) => happened switch
    {
        RecordSubmitted e => new()
        {
            Owner = e.Owner, SourceRecordId = e.SourceRecordId, CaseNumber = e.CaseNumber,
            Attributes = e.Attributes, ContentHash = e.ContentHash, Flags = e.Flags, Sealed = e.Sealed,
        },
        RecordRevised e => record with
        {
            CaseNumber = e.CaseNumber,
            Attributes = e.Attributes,
            ContentHash = e.ContentHash,
            Flags = e.Flags,
            Sealed = e.Sealed,
        },
        _ => record,
    };

    /// <summary>Only the owner may know of a record; what others learn of it goes through its component.</summary>
    public static ResourceIndex Index(SuspectRecord record) => new(record.Owner, record.Flags.IsEmpty ? "CLEAN" : "FLAGGED", [record.Owner]);
}
