using System.Runtime.ExceptionServices;
using System.Text.Json;
using Coordination.Gateway.Services;
using Coordination.Suspects;
using Coordination.V1;

namespace Coordination.Gateway.Suspects;

/// <summary>Carries out one submission, whether it came by itself or in an import: seal, store, compare.</summary>
public sealed class SuspectSubmission(IGrainFactory grains, IProtector protector, ISuspectReader reader, Ids ids, KeyedHash hash)
{
    // One call is stored while the one before is compared; with more of them each is smaller and all are slower, unless they are full. A call
    // stays far below the message limit.
    private readonly Grouped<Submission, Submitted> _intake = new(
        async submissions => await grains.GetGrain<ISuspectIntake>(ISuspectIntake.Key).Submit([.. submissions]), callsMax: 2, itemsMax: 128, waitingMax: 8_192,
        fullCallsMax: 6);

    /// <summary>How a submission ended.</summary>
    /// <param name="Resolved">Null if it was refused or only validated.</param>
    public sealed record Outcome(string Key, Reply<Coordination.Suspects.SuspectRecord> Reply, SubmittedAttributes Attributes, Resolved? Resolved);

    public async Task<Outcome> Submit(CommandHeader header, SubmitSuspectRecordRequest request)
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

        var ended = await _intake.Ask(new(key, command, sealer.Key));
        if (ended.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        return new(key, ended.Reply!, submitted, ended.Resolved);
    }

    private string ContentHash(CommandHeader header, SubmitSuspectRecordRequest request) =>
        hash.Of("suspect-content", [header.Jurisdiction.Value, request.CaseNumber, request.EventTime?.ToString() ?? ""], request.Attributes);
}
