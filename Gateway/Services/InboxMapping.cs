using System.Collections.Frozen;
using System.Text.Json;
using Coordination.Inquiries;
using Coordination.Log;
using Coordination.Persistence.Reads;
using Coordination.V1;
using FluentValidation;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Gateway.Services;

/// <summary>An entry of the log as a notice: kinds and ids only. The log's own numbers stay inside: their gaps would tell of others' business.</summary>
public static class InboxMapping
{
    private static readonly FrozenDictionary<string, string> Collections = new Dictionary<string, string>
    {
        ["case"] = CaseMapping.Collection,
        ["group"] = GroupMapping.Collection,
        ["operation"] = JointOperationMapping.Operations,
        ["campaign"] = CampaignMapping.Collection,
        ["record"] = SuspectMapping.Records,
        ["import"] = "importJobs",
        ["jurisdiction"] = "jurisdictions",
        [DisclosureMapping.GrainType] = DisclosureMapping.Collection,
    }.ToFrozenDictionary();

    public static Notice ToProto(InboxEntry entry) => new()
    {
        Number = entry.InboxSeq,
        Type = entry.Entry.EventType,
        Resource = Resource(entry.Entry),
        EventTime = entry.Entry.EventTime.ToTimestamp(),
    };

    private static string Resource(LogEntry entry) => entry.GrainType switch
    {
        // A search is one event of its caller's inquiry, which is nobody's to read.
        "inquiry" => Require.NameOf(JsonSerializer.Deserialize(entry.Body, InquiryJson.Default.InquiryEvent)!.Search, SearchMapping.Searches),
        var type => Collections.TryGetValue(type, out var collection) ? Require.NameOf(entry.GrainId, collection) : "",
    };
}

public sealed class ReadInboxValidator : AbstractValidator<ReadInboxRequest>
{
    public ReadInboxValidator() => RuleFor(r => r.After).GreaterThanOrEqualTo(0).WithMessage("0, or the number of a notice.");
}

public sealed class AckInboxValidator : AbstractValidator<AckInboxRequest>
{
    public AckInboxValidator() => RuleFor(r => r.Through).GreaterThan(0).WithMessage("The number of a notice.");
}
