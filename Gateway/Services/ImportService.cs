using System.Threading.Channels;
using Coordination.Cases;
using Coordination.Gateway.Imports;
using Coordination.Gateway.Suspects;
using Coordination.Imports;
using Coordination.V1;
using Grpc.Core;
using ImportJob = Coordination.V1.ImportJob;

namespace Coordination.Gateway.Services;

/// <summary>Bulk records: each is carried out like its own unary call, many at once, results as they come.</summary>
public sealed class ImportService(Access access, IGrainFactory grains, Ids ids, IProtector protector, SuspectSubmission suspects)
    : V1.ImportService.ImportServiceBase
{
    /// <summary>Records under way of one stream. The stream is not read further: that is the back-pressure.</summary>
    private const int InFlightMax = 64;

    private const string Collection = "importJobs";

    public override async Task ImportRecords(
        IAsyncStreamReader<ImportRecordsRequest> requestStream, IServerStreamWriter<ImportRecordsResponse> responseStream, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ImportRecords);
        var cancel = context.CancellationToken;
        if (!await requestStream.MoveNext(cancel) || requestStream.Current.Header is not { } header || !Guid.TryParseExact(header.ImportId, "D", out var importId))
        {
            throw Failure.InvalidField("header.import_id", "The first message is a header with a UUID of your own.");
        }
        access.Check(header);
        var key = ids.Named("import", caller, "import", importId);
        var session = new ImportSession(grains.GetGrain<IImportGrain>(key), caller, importId, access);
        var job = await session.Start(header);
        await responseStream.WriteAsync(new() { Job = ToProto(key, job), DurableThroughSequence = job.DurableThrough }, cancel);

        var results = Channel.CreateBounded<ImportResult>(InFlightMax);
        var work = Work(requestStream, job.DurableThrough, session, caller, results.Writer, cancel);
        await foreach (var result in results.Reader.ReadAllAsync(cancel))
        {
            if (result.Status != ImportStatus.Skipped)
            {
                await session.Ended(result.Sequence, result.Status);
            }
            await responseStream.WriteAsync(new() { Result = result, DurableThroughSequence = session.Through }, cancel);
        }
        await work;
        job = await session.Complete();
        await responseStream.WriteAsync(new() { Summary = ToProto(key, job), DurableThroughSequence = job.DurableThrough }, cancel);
    }

    public override async Task<ImportJob> GetImportJob(GetImportJobRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadImport);
        var key = Require.Name(request.Name, Collection, "import", "name");

        var job = (await grains.GetGrain<IImportGrain>(key).Read()).OrThrow(context);

        return caller.MayKnow([job.Owner]) ? ToProto(key, job) : throw Failure.NotFound(request.Name);
    }

    private async Task Work(
        IAsyncStreamReader<ImportRecordsRequest> requests, long done, ImportSession session, Caller caller, ChannelWriter<ImportResult> results, CancellationToken cancel)
    {
        try
        {
            await Parallel.ForEachAsync(requests.ReadAllAsync(cancel), new ParallelOptions { MaxDegreeOfParallelism = InFlightMax, CancellationToken = cancel },
                async (message, stop) => await results.WriteAsync(await CarryOut(message, done, session, caller), stop));
            results.Complete();
        }
        catch (Exception broken)
        {
            results.Complete(broken);   // the reader rethrows it: the stream ends with this and is opened again with the same id
            throw;
        }
    }

    private async Task<ImportResult> CarryOut(ImportRecordsRequest message, long done, ImportSession session, Caller caller)
    {
        if (message.Record is not { Sequence: > 0 } record)
        {
            throw Failure.InvalidField("record.sequence", "After the header come records, numbered from 1.");
        }
        if (record.Sequence <= done)
        {
            return new() { Sequence = record.Sequence, Status = ImportStatus.Skipped };
        }
        try
        {
            return await CarryOut(session.WithRequestId(record), caller);
        }
        catch (RpcException refused) when (refused.StatusCode is not StatusCode.Unavailable)
        {
            return new() { Sequence = record.Sequence, Status = ImportStatus.Failed, Error = refused.GetRpcStatus() };
        }
    }

    private async Task<ImportResult> CarryOut(ImportRecord record, Caller caller)
    {
        if (record.RecordCase is ImportRecord.RecordOneofCase.SuspectRecord && record.SuspectRecord.ValidateOnly
            || record.RecordCase is ImportRecord.RecordOneofCase.CaseFile && record.CaseFile.ValidateOnly)
        {
            throw Failure.InvalidField("record.validate_only", "An import stores its records; check one by its own call.");
        }
        switch (record.RecordCase)
        {
            case ImportRecord.RecordOneofCase.SuspectRecord:
                var submitted = await suspects.Submit(
                    access.Allow(caller, "/coordination.v1.SuspectService/SubmitSuspectRecord", Verb.SubmitSuspectRecord, record.SuspectRecord), record.SuspectRecord);
                submitted.Reply.OrThrow();
                return new()
                {
                    Sequence = record.Sequence,
                    Name = Require.NameOf(submitted.Key, SuspectMapping.Records),
                    Status = Status(submitted.Reply.Version, submitted.Reply.Unchanged),
                    Outcome = SuspectMapping.Outcome(submitted.Resolved!, submitted.Reply.Unchanged),
                };
            case ImportRecord.RecordOneofCase.CaseFile:
                var header = access.Allow(caller, "/coordination.v1.CaseService/CreateCase", Verb.CreateCase, record.CaseFile);
                var key = ids.Case(header.Jurisdiction, record.CaseFile.CaseFile.CaseNumber);
                var created = await grains.GetGrain<ICaseGrain>(key).Execute(record.CaseFile.ToCommand(header, await protector.NewSealer()));
                created.OrThrow();
                return new()
                {
                    Sequence = record.Sequence,
                    Name = Require.NameOf(key, CaseMapping.Collection),
                    Status = Status(created.Version, created.Unchanged),
                };
            default:
                throw Failure.InvalidField("record", "A suspect_record or a case_file is needed.");
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
