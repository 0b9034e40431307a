using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using SuspectRecord = Coordination.Suspects.SuspectRecord;

namespace Coordination.Gateway.Services;

/// <summary>Between the wire and the suspect grains.</summary>
public static class SuspectMapping
{
    public const string Records = "suspectRecords";
    public const string Suspects = "suspects";

    /// <summary>The smallest count that is told to everybody. Source: D8.</summary>
    private const long CountMin = 3;

    public static SubmittedAttributes ToSubmitted(this SubmitSuspectRecordRequest request) => new()
    {
        FullName = request.Attributes.FullName,
        RomanisedName = request.Attributes.RomanisedName,
        Aliases = [.. request.Attributes.Aliases],
        Sex = request.Attributes.Sex,
        BirthDate = request.Attributes.BirthDate,
        IdType = request.Attributes.IdType,
        IdNumber = request.Attributes.IdNumber,
        Phones = [.. request.Attributes.Phones],
        BankCards = [.. request.Attributes.BankCards],
        Plates = [.. request.Attributes.Plates],
        Wechat = request.Attributes.Wechat,
        Qq = request.Attributes.Qq,
        RegisteredAddress = request.Attributes.RegisteredAddress,
        PresentAddress = request.Attributes.PresentAddress,
        Ethnicity = request.Attributes.Ethnicity,
        CaseNumber = request.CaseNumber,
        SubmittedAt = request.EventTime?.ToDateTimeOffset(),
    };

    public static SuspectAttributes ToProto(this SubmittedAttributes submitted) => new()
    {
        FullName = submitted.FullName,
        RomanisedName = submitted.RomanisedName,
        Aliases = { submitted.Aliases },
        Sex = submitted.Sex,
        BirthDate = submitted.BirthDate,
        IdType = submitted.IdType,
        IdNumber = submitted.IdNumber,
        Phones = { submitted.Phones },
        BankCards = { submitted.BankCards },
        Plates = { submitted.Plates },
        Wechat = submitted.Wechat,
        Qq = submitted.Qq,
        RegisteredAddress = submitted.RegisteredAddress,
        PresentAddress = submitted.PresentAddress,
        Ethnicity = submitted.Ethnicity,
    };

    public static V1.SuspectRecord ToProto(this SuspectRecord record, string key, int version, SubmittedAttributes attributes) => new()
    {
        Name = Require.NameOf(key, Records),
        Jurisdiction = record.Owner.Value,
        SourceRecordId = record.SourceRecordId,
        CaseNumber = record.CaseNumber,
        Attributes = attributes.ToProto(),
        Flags = { record.Flags },
        Etag = Etags.Of(version),
        Sealed = record.Sealed,
    };

    public static V1.SuspectRecord With(this V1.SuspectRecord record, Resolved resolved, bool unchanged)
    {
        record.Suspect = $"{Suspects}/{resolved.Entity}";
        record.Outcome = Outcome(resolved, unchanged);
        record.Reasons.Add(resolved.Reasons);
        return record;
    }

    public static SubmissionOutcome Outcome(Resolved resolved, bool unchanged) => resolved switch
    {
        _ when unchanged => SubmissionOutcome.Unchanged,
        { Reviews: > 0 } => SubmissionOutcome.Review,
        { Others: > 0 } => SubmissionOutcome.Joined,
        _ => SubmissionOutcome.New,
    };

    public static V1.SuspectRecord Filed(this V1.SuspectRecord record, SuspectMember member)
    {
        record.Suspect = $"{Suspects}/{member.Entity}";
        return record;
    }

    /// <summary>A person as one jurisdiction may see it: its own records by name, of the others only which desks hold them.</summary>
    public static Suspect ToProto(this SuspectPerson person, Caller caller) => new()
    {
        Name = $"{Suspects}/{person.Id}",
        OwnRecords = { person.Records.Where(r => r.Owner == caller.Jurisdiction).Select(r => Require.NameOf(r.Record, Records)) },
        Desks = { person.Records.Select(r => r.Owner.Value).Distinct().Order(StringComparer.Ordinal) },
        FormerNames = { person.FormerIds.Select(id => $"{Suspects}/{id}") },
    };

    /// <summary>A line of a list: what can be said of a record without opening it.</summary>
    public static V1.SuspectRecord ToProto(this SuspectRecordLine line, Caller caller) => new()
    {
        Name = Require.NameOf(line.Record, Records),
        Jurisdiction = caller.Jurisdiction.Value,
        SourceRecordId = line.SourceRecordId,
        Suspect = line.Entity is { } entity ? $"{Suspects}/{entity}" : "",
        Flags = { line.Flags },
        Etag = Etags.Of(line.Version),
    };

    /// <summary>National counts; below <see cref="CountMin"/> they might point at a person, and only the ministry is told. Source: D8.</summary>
    public static SuspectSummary ToProto(this SuspectCounts counts, Caller caller, DateTimeOffset asOf)
    {
        var summary = new SuspectSummary { AsOfTime = asOf.ToTimestamp() };
        summary.Records = Told("records", counts.Records);
        summary.Persons = Told("persons", counts.Persons);
        summary.OpenReviews = Told("open_reviews", counts.Reviews);
        summary.Pending = counts.Pending; // work to be done, of which nobody is told whose it is
        summary.ArrestedPersons = Told("arrested_persons", counts.Arrested);
        return summary;

        long Told(string field, long count)
        {
            if (caller.Jurisdiction.IsMinistry || count is 0 or >= CountMin)
            {
                return count;
            }
            summary.Suppressed.Add(field);
            return 0;
        }
    }
}
