using System.Threading.Channels;
using Coordination.V1;
using Grpc.Core;

namespace Coordination.Gateway.Imports;

/// <summary>Carries out the records of one stream, many at once, and answers in the order in which they came.</summary>
/// <param name="slots">Shared with the other streams of this process.</param>
/// <param name="carryOut">One record's outcome; throws if it has none for now.</param>
public sealed class ImportPipeline(ImportSession session, ImportSlots slots, Func<ImportRecord, Task<ImportResult>> carryOut)
{
    /// <summary>Records without an answer yet, as many as the contract allows. The stream is not read further: that is the back-pressure.</summary>
    private const int AheadMax = 1_000;

    private readonly Channel<Task<ImportResult>> _lines = Channel.CreateBounded<Task<ImportResult>>(new BoundedChannelOptions(AheadMax) { SingleReader = true, SingleWriter = true });

    /// <summary>Ends when all is answered and the mark is durable; whatever ends it, nothing of it goes on afterwards.</summary>
    public async Task Run(IAsyncStreamReader<ImportRecordsRequest> requests, IServerStreamWriter<ImportRecordsResponse> responses, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Read(requests, stop.Token);
        try
        {
            await Answer(responses, stop.Token);
            await reading;      // what the client did wrong is told after the answers to all that came before
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await foreach (Task line in _lines.Reader.ReadAllAsync(CancellationToken.None))
            {
                await line.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Starts the records in their order. A number left out would hold the mark back for good, so it ends the stream.</summary>
    private async Task Read(IAsyncStreamReader<ImportRecordsRequest> requests, CancellationToken stop)
    {
        try
        {
            var done = session.DurableThrough;
            for (var due = done + 1; await _lines.Writer.WaitToWriteAsync(stop) && await requests.MoveNext(stop);)
            {
                if (requests.Current.Record is { Sequence: > 0 } repeated && repeated.Sequence <= done)
                {
                    _lines.Writer.TryWrite(Task.FromResult(new ImportResult { Sequence = repeated.Sequence, Status = ImportStatus.Skipped }));
                }
                else if (requests.Current.Record is { } record && record.Sequence == due)
                {
                    due++;
                    _lines.Writer.TryWrite(CarryOut(record, stop));
                }
                else
                {
                    throw Failure.InvalidField("record.sequence", $"Record {due} is due: after the header come the records one by one, none left out beyond the durable mark.");
                }
            }
        }
        finally
        {
            _lines.Writer.Complete();
        }
    }

    private async Task<ImportResult> CarryOut(ImportRecord record, CancellationToken stop)
    {
        await session.Turn(record, stop);
        return await slots.Use(() => stop.IsCancellationRequested ? Task.FromCanceled<ImportResult>(stop) : carryOut(record));
    }

    private async Task Answer(IServerStreamWriter<ImportRecordsResponse> responses, CancellationToken stop)
    {
        while (await _lines.Reader.WaitToReadAsync(stop) && _lines.Reader.TryPeek(out var line))
        {
            if (!line.IsCompleted)
            {
                await session.MarkIfAwaited();
            }
            var result = await line;
            _lines.Reader.TryRead(out _);       // not before it has ended: what is left in there is waited for
            await session.Ended(result);
            // Each is flushed: answers held back by a buffer hint made the server spin for seconds (Kestrel 10.0.12, a core of it).
            await responses.WriteAsync(new() { Result = result, DurableThroughSequence = session.DurableThrough }, stop);
        }
        await session.Mark();
    }
}
