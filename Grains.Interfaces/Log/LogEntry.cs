namespace Coordination.Log;

/// <summary>One committed event in the dense order of the log.</summary>
/// <param name="Seq">1, 2, 3, … without gaps, the same for every reader, for ever.</param>
/// <param name="Version">The grain's version that this write produced.</param>
/// <param name="Ordinal">Place among the events of that write, from 1.</param>
/// <param name="EventType">The <c>$type</c> of <paramref name="Body"/>, e.g. <c>case.filed</c>.</param>
/// <param name="EventTime">When it happened in the field.</param>
/// <param name="DecidedAt">When the grain decided, by the store clock.</param>
/// <param name="RecordedAt">When the database wrote it, by its own clock.</param>
/// <param name="Body">The event as JSON. Projections and reactions that follow the log get it empty for suspect records: sealed contents that concern none of them.</param>
public sealed record LogEntry(
    long Seq, string GrainType, string GrainId, int Version, int Ordinal, string EventType,
    ImmutableArray<JurisdictionCode> Jurisdictions, Guid RequestId, string Principal, string Fingerprint, string Actor, string Purpose,
    DateTimeOffset EventTime, DateTimeOffset DecidedAt, DateTimeOffset RecordedAt, string Body);

/// <summary>A request that the log remembers.</summary>
public sealed record LoggedRequest(string GrainId, string Fingerprint, int Version);

/// <summary>What a grain asks of the log.</summary>
public interface IRequestLog
{
    /// <summary>The request as carried out, or null if no write of <paramref name="principal"/> had this id.</summary>
    Task<LoggedRequest?> Find(string principal, Guid requestId);
}
