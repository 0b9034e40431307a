using System.Text.Json;
using Coordination.Gateway.Services;
using Coordination.Suspects;
using Coordination.V1;

namespace Coordination.Gateway.Suspects;

/// <summary>Carries out one submission, whether it came by itself or in an import: seal, store, compare.</summary>
public sealed class SuspectSubmission(IGrainFactory grains, IProtector protector, ISuspectReader reader, Ids ids, KeyedHash hash, SealedOutcomes outcomes)
{
    /// <summary>How a submission ended.</summary>
    /// <param name="Resolved">Null if it was refused or only validated.</param>
    public sealed record Outcome(string Key, Reply<Coordination.Suspects.SuspectRecord> Reply, SubmittedAttributes Attributes, Resolved? Resolved);

    public async Task<Outcome> Submit(CommandHeader header, SubmitSuspectRecordRequest request)
    {
        var key = ids.Owned("record", header.Jurisdiction, request.SourceRecordId);
        var submitted = request.ToSubmitted();
        var sealer = await protector.NewSealer();
        var json = JsonSerializer.Serialize(submitted, SubmittedAttributesJson.Default.SubmittedAttributes);
        var index = reader.Index(header.Jurisdiction, submitted);
        var command = new SubmitRecord(header, request.SourceRecordId, request.CaseNumber, sealer.Seal(json), ContentHash(header, request))
        {
            Flags = index.Flags, Keys = index.Keys, Part = index.Part,
            Sealed = request.Sealed,
        };

        var reply = await grains.GetGrain<ISuspectRecordGrain>(key).Execute(command);
        var resolved = reply.Rejection is null && !header.ValidateOnly
            ? await outcomes.Told(await grains.GetGrain<ISuspectResolver>("resolver").Resolve(key, reply.Version), key, header.Jurisdiction)
            : null;
        return new(key, reply, submitted, resolved);
    }

    private string ContentHash(CommandHeader header, SubmitSuspectRecordRequest request) =>
        hash.Of("suspect-content", [header.Jurisdiction.Value, request.CaseNumber, request.EventTime?.ToString() ?? ""], request.Attributes);
}
