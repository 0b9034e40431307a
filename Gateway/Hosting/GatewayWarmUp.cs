using Coordination.Gateway.Services;
using Coordination.Gateway.Suspects;
using Coordination.Silo;
using Coordination.Silo.WarmUps;
using Coordination.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace Coordination.Gateway.Hosting;

/// <summary>Reads, checks and seals submissions and lets the silos validate them, which stores nothing but some data keys, before this gateway listens.</summary>
public sealed class GatewayWarmUp(SuspectSubmission submissions, RequestRules rules, IOptions<ClusterSettings> settings, ILogger<WarmUp> logger) : WarmUp(settings, logger)
{
    private const int Records = 100;

    protected override Task Rehearse(CancellationToken cancel) =>
        Task.WhenAll(SampleRecords.From(0, Records).Select(sample => Submit(sample.Owner, sample.SourceRecordId, sample.Attributes)));

    private async Task Submit(JurisdictionCode owner, string id, Coordination.Suspects.SubmittedAttributes attributes)
    {
        var sent = new SubmitSuspectRecordRequest
        {
            RequestId = Guid.NewGuid().ToString(), SourceRecordId = id, CaseNumber = attributes.CaseNumber, Attributes = attributes.ToProto(),
            EventTime = attributes.SubmittedAt?.ToTimestamp(), ValidateOnly = true,
        };
        var request = SubmitSuspectRecordRequest.Parser.ParseFrom(sent.ToByteArray());
        if (rules.Check(request) is [var wrong, ..]) { throw new InvalidOperationException($"An invented record breaks a rule: {wrong}."); }
        var outcome = await submissions.Import(new(Guid.NewGuid(), "warm-up", id, "warm-up", owner) { ValidateOnly = true }, request);
        if (outcome.Reply.Rejection is { } refused) { throw new InvalidOperationException($"An invented record was refused: {refused.Reason}."); }
    }
}
