using Coordination.Cases;
using Coordination.Gateway.Imports;
using Coordination.Gateway.Pipeline;
using Coordination.Gateway.Suspects;
using Coordination.Imports;
using Coordination.V1;
using Grpc.Core;
using ImportJob = Coordination.V1.ImportJob;

namespace Coordination.Gateway.Services;

/// <summary>Bulk records: each is carried out like its own unary call, and gets that call's outcome.</summary>
public sealed class ImportService(Access access, IGrainFactory grains, Ids ids, IProtector protector, SuspectSubmission suspects, ImportSlots slots, Faults faults)
    : V1.ImportService.ImportServiceBase
{
    private const string Collection = "importJobs";

    public override async Task ImportRecords(
        IAsyncStreamReader<ImportRecordsRequest> requestStream, IServerStreamWriter<ImportRecordsResponse> responseStream, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ImportRecords);
        if (!await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.Header is not { } header || !Guid.TryParseExact(header.ImportId, "D", out var importId))
        {
            throw Failure.InvalidField("header.import_id", "The first message is a header with a UUID of your own.");
        }
        access.Check(header);
        var key = ids.Named("import", caller, "import", importId);
        var session = new ImportSession(grains.GetGrain<IImportGrain>(key), () => access.NewHeader(caller, context));
        var job = await session.Start(header.TotalRecords);
        await responseStream.WriteAsync(new() { Job = ToProto(key, job), DurableThroughSequence = job.DurableThrough }, context.CancellationToken);

        var pipeline = new ImportPipeline(session, slots, record => CarryOut(record, importId, caller, context));
        await pipeline.Run(requestStream, responseStream, context.CancellationToken);

        job = await session.Complete();
        await responseStream.WriteAsync(new() { Summary = ToProto(key, job), DurableThroughSequence = job.DurableThrough }, context.CancellationToken);
    }

    public override async Task<ImportJob> GetImportJob(GetImportJobRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadImport);
        var key = Require.Name(request.Name, Collection, "import", "name");

        var job = (await grains.GetGrain<IImportGrain>(key).Read()).OrThrow(context);

        return caller.MayKnow([job.Owner]) ? ToProto(key, job) : throw Failure.NotFound(request.Name);
    }

    private async Task<ImportResult> CarryOut(ImportRecord record, Guid importId, Caller caller, ServerCallContext context)
    {
        try
        {
            return await CarryOut(record, DerivedIds.Of(importId, record.Sequence), caller);
        }
        catch (Exception thrown)
        {
            var refused = Localized.For(faults.ToRpc(thrown, context), context.GetHttpContext());
            if (refused.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded)
            {
                throw refused;      // no result: the same record may be taken soon, when the stream is opened again
            }
            return new() { Sequence = record.Sequence, Status = ImportStatus.Failed, Error = refused.GetRpcStatus() };
        }
    }

    /// <param name="requestId">The record's, unless its sender gave one.</param>
    private async Task<ImportResult> CarryOut(ImportRecord record, Guid requestId, Caller caller)
    {
        switch (record.RecordCase)
        {
            case ImportRecord.RecordOneofCase.SuspectRecord when !record.SuspectRecord.ValidateOnly:
                var suspect = record.SuspectRecord;
                suspect.RequestId = suspect.RequestId.Length > 0 ? suspect.RequestId : requestId.ToString("D");
                var submitted = await suspects.Import(
                    access.Allow(caller, "/coordination.v1.SuspectService/SubmitSuspectRecord", Verb.SubmitSuspectRecord, suspect), suspect);
                submitted.Reply.OrThrow();
                return new()
                {
                    Sequence = record.Sequence,
                    Name = Require.NameOf(submitted.Key, SuspectMapping.Records),
                    Status = Status(submitted.Reply.Version, submitted.Reply.Unchanged),
                    Outcome = SuspectMapping.Outcome(submitted.Resolved!, submitted.Reply.Unchanged),
                };
            case ImportRecord.RecordOneofCase.CaseFile when !record.CaseFile.ValidateOnly:
                var request = record.CaseFile;
                request.RequestId = request.RequestId.Length > 0 ? request.RequestId : requestId.ToString("D");
                var header = access.Allow(caller, "/coordination.v1.CaseService/CreateCase", Verb.CreateCase, request);
                var key = ids.Case(header.Jurisdiction, request.CaseFile.CaseNumber);
                var created = await grains.GetGrain<ICaseGrain>(key).Execute(request.ToCommand(header, await protector.NewSealer()));
                created.OrThrow();
                return new()
                {
                    Sequence = record.Sequence,
                    Name = Require.NameOf(key, CaseMapping.Collection),
                    Status = Status(created.Version, created.Unchanged),
                };
            case ImportRecord.RecordOneofCase.None:
                throw Failure.InvalidField("record", "A suspect_record or a case_file is needed.");
            default:
                throw Failure.InvalidField("record.validate_only", "An import stores its records; check one by its own call.");
        }
    }

    private static ImportStatus Status(int version, bool unchanged) =>
        unchanged ? ImportStatus.Unchanged : version == 1 ? ImportStatus.Created : ImportStatus.Updated;

    private static ImportJob ToProto(string key, Coordination.Imports.ImportJob job) => new()
    {
        Name = Require.NameOf(key, Collection),
        TotalRecords = job.Total,
        DurableThroughSequence = job.DurableThrough,
        Created = job.Counts.Created,
        Updated = job.Counts.Updated,
        Unchanged = job.Counts.Unchanged,
        Failed = job.Counts.Failed,
        Completed = job.Completed,
    };
}
