using System.Text.Json;
using Coordination.Gateway.Suspects;
using Coordination.Persistence.Matching;
using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Coordination.V1;
using Grpc.Core;
using SuspectRecord = Coordination.V1.SuspectRecord;

namespace Coordination.Gateway.Services;

/// <summary>Suspects on the wire: submissions, what a jurisdiction may see of a person, and counts.</summary>
public sealed partial class SuspectService(
    Access access, IGrainFactory grains, IProtector protector, SuspectSubmission submission, SuspectReads reads, SuspectRecordReads records, PageTokens pages, TimeProvider time,
    SearchIndex index, SuspectSearches searches, SearchReads searchReads, SearchBasis basis, DisclosureView disclosures, ResourceLists lists, SuspectMatches matches, MatchReads matchReads)
    : V1.SuspectService.SuspectServiceBase
{
    public override async Task<SuspectRecord> SubmitSuspectRecord(SubmitSuspectRecordRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.SubmitSuspectRecord, request);

        var outcome = await submission.Submit(header, request);

        var record = outcome.Reply.OrThrow(context).ToProto(outcome.Key, outcome.Reply.Version, outcome.Attributes);
        return outcome.Resolved is { } resolved ? record.With(resolved, outcome.Reply.Unchanged) : record;
    }

    public override async Task<SuspectRecord> GetSuspectRecord(GetSuspectRecordRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadSuspect);
        var key = Require.Name(request.Name, SuspectMapping.Records, "record", "name");

        var reply = await grains.GetGrain<ISuspectIntake>(ISuspectIntake.Key).Read(key);
        var state = reply.OrThrow(context);
        if (state.Owner != caller.Jurisdiction)
        {
            throw Failure.NotFound(request.Name);
        }
        var json = await protector.Reveal(state.Attributes!);
        var record = state.ToProto(key, reply.Version, JsonSerializer.Deserialize(json, SubmittedAttributesJson.Default.SubmittedAttributes)!);
        return await reads.Find(key, context.CancellationToken) is { } member ? record.Filed(member) : record;
    }

    public override async Task<ListSuspectRecordsResponse> ListSuspectRecords(ListSuspectRecordsRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadSuspect);
        var size = PageTokens.Size(request.PageSize);
        var after = pages.Read(caller, SuspectMapping.Records, request.PageToken);

        var lines = await records.List(caller.Jurisdiction, after, size + 1, context.CancellationToken);
        var page = new ListSuspectRecordsResponse { SuspectRecords = { lines.Take(size).Select(line => line.ToProto(caller)) } };
        page.NextPageToken = lines.Count > size ? pages.Make(caller, SuspectMapping.Records, lines[size - 1].Record) : "";
        return page;
    }

    public override async Task<Suspect> GetSuspect(GetSuspectRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadSuspect);

        return (await Person(request.Name, caller, context.CancellationToken)).ToProto(caller);
    }

    public override async Task<SuspectSummary> GetSuspectSummary(GetSuspectSummaryRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadSuspect);

        var counts = await reads.Count(context.CancellationToken);
        return counts.ToProto(caller, time.GetUtcNow());
    }

    /// <summary>The person for one who holds a record of it.</summary>
    private async Task<SuspectPerson> Person(string name, Caller caller, CancellationToken cancel)
    {
        var id = Require.Name(name, SuspectMapping.Suspects, "suspect", "name")["suspect-".Length..];
        var person = await reads.Person(id, cancel) is { } whole ? await Unsealed(whole, caller, cancel) : null;
        return person is not null && caller.MayKnow(person.Records.Select(r => r.Owner)) ? person : throw Failure.NotFound(name);
    }

    /// <summary>The person as if other jurisdictions' sealed records did not exist; the ministry sees all.</summary>
    private async Task<SuspectPerson> Unsealed(SuspectPerson person, Caller caller, CancellationToken cancel)
    {
        var foreign = caller.Jurisdiction.IsMinistry ? [] : person.Records.Where(r => r.Owner != caller.Jurisdiction).Select(r => r.Record).ToList();
        var hidden = await index.Sealed(foreign, cancel);
        return person with { Records = [.. person.Records.Where(r => !hidden.Contains(r.Record))] };
    }
}
