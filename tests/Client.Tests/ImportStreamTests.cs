using System.Threading.Channels;
using Coordination.Client.Import;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;
using Status = Google.Rpc.Status;

namespace Coordination.Client.Tests;

public sealed class ImportStreamTests
{
    private static readonly FileRecord[] _records = [.. Enumerable.Range(1, 3).Select(n => new FileRecord("440000", $"R{n}", new() { SuspectRecord = new() { SourceRecordId = $"R{n}" } }))];

    public static TheoryData<Status> NotNow =>
    [
        new Status { Code = (int)Code.Unavailable },
        new Status { Code = (int)Code.ResourceExhausted, Details = { Any.Pack(new RetryInfo()) } },
    ];

    [Theory, MemberData(nameof(NotNow))]
    public async Task A_stream_that_ends_for_now_is_opened_again_and_each_outcome_is_told_once(Status notNow)
    {
        var server = new Server(notNow.ToRpcException());
        List<(string, long)> told = [];

        await Import(server, (record, result) => told.Add((record.SourceId, result.Sequence)));

        Assert.Equal(2, server.Opened);
        Assert.Equal([("R1", 1), ("R2", 2), ("R3", 3)], told);
    }

    [Fact]
    public async Task A_stream_that_another_took_over_is_not_opened_again()
    {
        var server = new Server(new RpcException(new(StatusCode.Aborted, "")));

        await Assert.ThrowsAsync<RpcException>(() => Import(server, (_, _) => { }));

        Assert.Equal(1, server.Opened);
    }

    private static Task Import(Server server, Action<FileRecord, ImportResult> onResult) =>
        new ImportStream(new(server), Guid.NewGuid().ToString(), _records, []).RunAsync(onResult, TestContext.Current.CancellationToken);

    /// <summary>Answers one record, breaks once, and then answers all.</summary>
    private sealed class Server(RpcException breaks) : CallInvoker
    {
        public int Opened { get; private set; }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
        {
            var stream = new Stream(++Opened == 1 ? breaks : null);
            return (AsyncDuplexStreamingCall<TRequest, TResponse>)(object)new AsyncDuplexStreamingCall<ImportRecordsRequest, ImportRecordsResponse>(
                stream, stream, Task.FromResult(new Metadata()), () => Grpc.Core.Status.DefaultSuccess, () => [], () => { });
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }

    private sealed class Stream(RpcException? breaks) : IClientStreamWriter<ImportRecordsRequest>, IAsyncStreamReader<ImportRecordsResponse>
    {
        private readonly Channel<ImportRecord> _sent = Channel.CreateUnbounded<ImportRecord>();

        public ImportRecordsResponse Current { get; private set; } = new();

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(ImportRecordsRequest message) => message.Record is { } record ? _sent.Writer.WriteAsync(record).AsTask() : Task.CompletedTask;

        public Task WriteAsync(ImportRecordsRequest message, CancellationToken cancellationToken) => WriteAsync(message);

        public Task CompleteAsync()
        {
            _sent.Writer.Complete();
            return Task.CompletedTask;
        }

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (breaks is not null && Current.Result is not null) { throw breaks; }
            if (!await _sent.Reader.WaitToReadAsync(cancellationToken) || !_sent.Reader.TryRead(out var record)) { return false; }
            Current = new() { Result = new() { Sequence = record.Sequence, Status = ImportStatus.Created } };
            return true;
        }
    }
}
