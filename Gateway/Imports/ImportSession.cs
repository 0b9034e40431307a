using Coordination.Imports;
using Coordination.V1;

namespace Coordination.Gateway.Imports;

/// <summary>One stream of an import: where it begins, and the durable mark that it moves.</summary>
public sealed class ImportSession(IImportGrain grain, Caller caller, Guid importId, Access access)
{
    /// <summary>The mark is stored after so many records: a resumed stream repeats at most these, as replays.</summary>
    private const int MarkEvery = 1_000;

    private ImportWatermark _watermark = new(0);

    public long Through => _watermark.Through;

    public async Task<Coordination.Imports.ImportJob> Start(ImportHeader header)
    {
        var job = (await grain.Execute(new StartImport(Header("start", header), header.TotalRecords))).OrThrow();
        _watermark = new(job.DurableThrough);
        return job;
    }

    /// <summary>The header of a record's own command: its request id follows from import and sequence unless the sender gave one.</summary>
    public ImportRecord WithRequestId(ImportRecord record)
    {
        var derived = DerivedIds.Of(importId, record.Sequence).ToString("D");
        switch (record.RecordCase)
        {
            case ImportRecord.RecordOneofCase.SuspectRecord when record.SuspectRecord.RequestId.Length == 0:
                record.SuspectRecord.RequestId = derived;
                break;
            case ImportRecord.RecordOneofCase.CaseFile when record.CaseFile.RequestId.Length == 0:
                record.CaseFile.RequestId = derived;
                break;
        }
        return record;
    }

    public async Task Ended(long sequence, ImportStatus status)
    {
        _watermark.Add(sequence, status);
        if (_watermark.Uncounted >= MarkEvery)
        {
            await Mark();
        }
    }

    public async Task<Coordination.Imports.ImportJob> Complete()
    {
        await Mark();
        return (await grain.Execute(new CompleteImport(Header("complete", new ImportHeader())))).OrThrow();
    }

    private async Task Mark()
    {
        var (from, through, counts) = _watermark.Take();
        if (through > from)
        {
            // Refused only if another stream of this import is ahead: then that one counts the stretch.
            await grain.Execute(new AdvanceImport(Header($"through {through}", new ImportHeader()), from, through, counts));
        }
    }

    private CommandHeader Header(string step, ImportHeader content) => new(
        DerivedIds.Of(importId, step), caller.Principal, access.Fingerprint(caller, step, content), caller.Actor, caller.Jurisdiction);
}
