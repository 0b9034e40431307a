using System.Collections.Concurrent;
using Coordination.Imports;
using Coordination.V1;
using ImportJob = Coordination.Imports.ImportJob;

namespace Coordination.Gateway.Imports;

/// <summary>One stream of an import: the durable mark that it moves, and the order of lines that are about one record.</summary>
/// <param name="header">Makes a header with a new request id: a stream sends each of its commands once.</param>
public sealed class ImportSession(IImportGrain grain, Func<CommandHeader> header)
{
    /// <summary>The mark is stored after so many records: a resumed stream repeats at most these and what was under way, as replays.</summary>
    private const int MarkEvery = 1_000;

    private static readonly ImportCounts None = new(0, 0, 0, 0);

    private readonly ConcurrentDictionary<(ImportRecord.RecordOneofCase, string), long> _lines = new();   // of each record the last line beyond the mark
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    private int _stream;
    private long _mark;
    private long _through;
    private ImportCounts _counts = None;

    /// <summary>Every record up to here has a result that no later stream repeats.</summary>
    public long DurableThrough => Volatile.Read(ref _mark);

    public async Task<ImportJob> Start(long total)
    {
        var job = (await grain.Execute(new StartImport(header(), total))).OrThrow();
        (_stream, _mark, _through) = (job.Stream, job.DurableThrough, job.DurableThrough);
        return job;
    }

    /// <summary>
    /// Waits until the mark has passed the line before this one that is about the same record: then the later line wins, and it does
    /// so again if the stream is lost. Repeated, a line that had changed nothing would be carried out, for its request id was not kept.
    /// </summary>
    /// <remarks>Called in the order of the lines; does not wait before it has noted its own.</remarks>
    public async ValueTask Turn(ImportRecord line, CancellationToken stop)
    {
        var record = (line.RecordCase, Id: line.SuspectRecord?.SourceRecordId ?? line.CaseFile?.CaseFile?.CaseNumber ?? "");
        if (record.Id.Length == 0)
        {
            return;     // about nothing, and refused for it
        }
        var before = _lines.GetValueOrDefault(record);
        _lines[record] = line.Sequence;
        if (before <= DurableThrough)
        {
            return;
        }
        Interlocked.Increment(ref _waiting);
        try
        {
            for (var moved = Volatile.Read(ref _moved); before > DurableThrough; moved = Volatile.Read(ref _moved))
            {
                await moved.Task.WaitAsync(stop);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Notes the results, in the order of the lines.</summary>
    public async Task Ended(ImportResult result)
    {
        if (result.Status is ImportStatus.Skipped)
        {
            return;
        }
        _through = result.Sequence;
        _counts += result.Status switch
        {
            ImportStatus.Created => new(1, 0, 0, 0),
            ImportStatus.Updated => new(0, 1, 0, 0),
            ImportStatus.Unchanged => new(0, 0, 1, 0),
            _ => new(0, 0, 0, 1),
        };
        if (_through - _mark >= MarkEvery)
        {
            await Mark();
        }
    }

    /// <summary>The line whose turn it is to be answered may itself be waiting for the mark.</summary>
    public Task MarkIfAwaited() => Volatile.Read(ref _waiting) > 0 ? Mark() : Task.CompletedTask;

    /// <exception cref="Grpc.Core.RpcException">IMPORT_SUPERSEDED.</exception>
    public async Task Mark()
    {
        if (_through == _mark)
        {
            return;
        }
        (await grain.Execute(new AdvanceImport(header(), _stream, _through, _counts))).OrThrow();
        _counts = None;
        Volatile.Write(ref _mark, _through);
        foreach (var line in _lines.Where(line => line.Value <= _through))
        {
            _lines.TryRemove(line);     // unless the record has a later line by now
        }
        Interlocked.Exchange(ref _moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public async Task<ImportJob> Complete() => (await grain.Execute(new CompleteImport(header(), _stream))).OrThrow();
}
