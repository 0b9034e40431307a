using Coordination.V1;
using Google.Rpc;
using Grpc.Core;

namespace Coordination.Client.Import;

/// <summary>What an import has come to.</summary>
public sealed class ImportCounts
{
    private readonly long[] _by = new long[Enum.GetValues<ImportStatus>().Length];

    public long this[ImportStatus status] => Interlocked.Read(ref _by[(int)status]);

    public long Done => Enum.GetValues<ImportStatus>().Sum(status => this[status]);

    public void Count(ImportStatus status) => Interlocked.Increment(ref _by[(int)status]);
}

/// <summary>Sends the records of one jurisdiction as one import, opening the stream again with the same id until all have an outcome.</summary>
public sealed class ImportStream(ImportService.ImportServiceClient client, string importId, IReadOnlyList<FileRecord> records, Metadata headers)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>How long it keeps trying while nobody answers. Default two minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many records may be without an answer, over all streams that share it. Null: as many as the server takes.</summary>
    public SemaphoreSlim? UnderWay { get; init; }

    /// <param name="onResult">Each record's outcome; called from one thread at a time, at most once per record.</param>
    public async Task RunAsync(Action<FileRecord, ImportResult> onResult, CancellationToken cancellation)
    {
        var seen = new HashSet<long>();
        var lastAnswer = DateTime.UtcNow;
        while (true)
        {
            try
            {
                await StreamAsync(result =>
                {
                    lastAnswer = DateTime.UtcNow;
                    if (seen.Add(result.Sequence)) { onResult(records[(int)result.Sequence - 1], result); }
                }, cancellation);
                return;
            }
            catch (RpcException e) when (IsWorthRepeating(e) && DateTime.UtcNow - lastAnswer < Patience)
            {
                await Task.Delay(_pause, cancellation); // whatever got lost on the way is asked for again: the same id, the same records
            }
        }
    }

    private static bool IsWorthRepeating(RpcException e) => e.StatusCode is StatusCode.Unavailable || e.GetRpcStatus()?.GetDetail<RetryInfo>() is not null;

    private async Task StreamAsync(Action<ImportResult> onResult, CancellationToken cancellation)
    {
        using var call = client.ImportRecords(headers, cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(new ImportRecordsRequest { Header = new ImportHeader { ImportId = importId, TotalRecords = records.Count } }, cancellation);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var unanswered = 0;
        var sending = SendAsync(call.RequestStream, () => Interlocked.Increment(ref unanswered), broken.Token);
        try
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync(cancellation))
            {
                if (response.Result is not { } result) { continue; }
                Interlocked.Decrement(ref unanswered);
                UnderWay?.Release();
                onResult(result);
            }
            await sending;
        }
        finally
        {
            await broken.CancelAsync();
            await sending.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            if (unanswered > 0) { UnderWay?.Release(unanswered); } // a lost stream's records are sent again
        }
    }

    private async Task SendAsync(IClientStreamWriter<ImportRecordsRequest> stream, Action sent, CancellationToken cancellation)
    {
        for (var index = 0; index < records.Count; index++)
        {
            if (UnderWay is { } slots) { await slots.WaitAsync(cancellation); }
            sent();
            var record = records[index].Message;
            record.Sequence = index + 1;
            await stream.WriteAsync(new ImportRecordsRequest { Record = record }, cancellation);
        }
        await stream.CompleteAsync();
    }
}
