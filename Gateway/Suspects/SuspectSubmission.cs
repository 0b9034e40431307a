using System.Runtime.ExceptionServices;
using System.Text.Json;
using Coordination.Gateway.Services;
using Coordination.Suspects;
using Coordination.V1;

namespace Coordination.Gateway.Suspects;

/// <summary>Carries out one submission, whether it comes by itself or in an import: seal, store, compare.</summary>
public sealed class SuspectSubmission(IGrainFactory grains, IProtector protector, ISuspectReader reader, Ids ids, KeyedHash hash)
{
    // Every call costs, however few it carries. Beside another it waits a moment for those whom the last one's answers bring: with twelve in
    // flight an eighth more are answered in a second, with longer waits no more. PostgreSQL's commit_delay is of the same kind.
    private static readonly TimeSpan Company = TimeSpan.FromMilliseconds(2);

    // What is imported waits in a line of its own: here nobody who submits one record stands behind it, or waits for those of its call. In the silo
    // they meet again, but there never is more than some full calls of it.
    private readonly Grouped<Submission, Submitted> _single = Line(grains);
    private readonly Grouped<Submission, Submitted> _imported = Line(grains);

    /// <summary>How a submission ended.</summary>
    /// <param name="Resolved">Null if it was refused or only validated.</param>
    public sealed record Outcome(string Key, Reply<Coordination.Suspects.SuspectRecord> Reply, SubmittedAttributes Attributes, Resolved? Resolved);

    public Task<Outcome> Submit(CommandHeader header, SubmitSuspectRecordRequest request) => Submit(header, request, _single);

    /// <summary>The same, for one of many that nobody waits for by itself.</summary>
    public Task<Outcome> Import(CommandHeader header, SubmitSuspectRecordRequest request) => Submit(header, request, _imported);

    private async Task<Outcome> Submit(CommandHeader header, SubmitSuspectRecordRequest request, Grouped<Submission, Submitted> line)
    {
        var key = ids.Owned("record", header.Jurisdiction, request.SourceRecordId);
        var submitted = request.ToSubmitted();
        var sealer = await protector.NewSealer();
        var json = JsonSerializer.Serialize(submitted, SubmittedAttributesJson.Readable.SubmittedAttributes);
        var index = reader.Index(header.Jurisdiction, submitted);
        var command = new SubmitRecord(header, request.SourceRecordId, request.CaseNumber, sealer.Seal(json), ContentHash(header, request))
        {
            Flags = index.Flags, Keys = index.Keys, Part = index.Part,
            Sealed = request.Sealed,
        };

        var ended = await line.Ask(new(key, command, sealer.Key));
        if (ended.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        return new(key, ended.Reply!, submitted, ended.Resolved);
    }

    // One call is stored while the one before is compared; with more of them each is smaller and all are slower, unless they are full. A call
    // stays far below the message limit.
    private static Grouped<Submission, Submitted> Line(IGrainFactory grains) => new(
        async submissions => await grains.GetGrain<ISuspectIntake>(ISuspectIntake.Key).Submit([.. submissions]), callsMax: 2, itemsMax: 128, waitingMax: 8_192,
        fullCallsMax: 6, company: () => Task.Delay(Company));

    private string ContentHash(CommandHeader header, SubmitSuspectRecordRequest request) =>
        hash.Of("suspect-content", [header.Jurisdiction.Value, request.CaseNumber, request.EventTime?.ToString() ?? ""], request.Attributes);
}
