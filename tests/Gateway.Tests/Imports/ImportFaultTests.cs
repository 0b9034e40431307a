using System.Collections.Concurrent;
using Coordination.Gateway.Tests.Hosting;
using Coordination.Gateway.Tests.Suspects;
using Coordination.Suspects;
using Coordination.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Gateway.Tests.Imports;

/// <summary>An import while something breaks behind the gateway.</summary>
public sealed class ImportFaultTests : IAsyncLifetime
{
    private readonly BrokenReader _broken = new();
    private readonly TestGateway _gateway;

    public ImportFaultTests() => _gateway = new(services =>
        services.AddSingleton<ISuspectReader>(provider => _broken.Around(provider.GetRequiredService<SuspectFeatures>())));

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_record_on_which_the_gateway_stumbles_fails_alone_with_an_incident()
    {
        using var desk = new Desk(_gateway, "440000");
        _broken.Throws["wx-2"] = new InvalidOperationException("A bug.");
        var import = new ImportCall(desk.Imports);
        await import.Send([.. Enumerable.Range(1, 100).Select(Record)]);

        var summary = await import.Complete();

        var failed = Assert.Single(import.Results, result => result.Status is ImportStatus.Failed);
        Assert.Equal((2, (int)StatusCode.Internal), (failed.Sequence, failed.Error.Code));
        Assert.Contains("incidentId", failed.Error.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata.Keys);
        Assert.Equal((100, 99, 1), (summary.DurableThroughSequence, summary.Created, summary.Failed));
    }

    [Fact]
    public async Task While_the_store_is_away_the_stream_ends_as_unavailable_and_no_record_is_taken_for_refused()
    {
        using var desk = new Desk(_gateway, "440000");
        _broken.Throws["wx-50"] = new StoreUnavailableException("Away.");
        var lost = new ImportCall(desk.Imports);
        await lost.Send([.. Enumerable.Range(1, 49).Select(Record)]);
        await lost.Read(49);
        await lost.Send(Record(50));

        var away = await Assert.ThrowsAsync<RpcException>(() => lost.Read(1));
        _broken.Throws.Clear();
        var resumed = new ImportCall(desk.Imports, lost.Id);
        await resumed.Send([.. Enumerable.Range(1, 100).Select(Record)]);
        var summary = await resumed.Complete();

        Assert.Equal((StatusCode.Unavailable, "STORAGE_UNAVAILABLE"), (away.StatusCode, away.Reason()));
        Assert.DoesNotContain(ImportStatus.Failed, lost.Statuses);
        Assert.Equal((100, 100, 0), (summary.DurableThroughSequence, summary.Created, summary.Failed));
    }

    private static ImportRecord Record(int n) => new()
    {
        Sequence = n, SuspectRecord = new() { SourceRecordId = $"fault-{n}", Attributes = new() { Wechat = $"wx-{n}" } },
    };

    /// <summary>Reads records like the gateway's own, but for those that it is told to break on.</summary>
    private sealed class BrokenReader : ISuspectReader
    {
        private ISuspectReader? _inner;

        public ConcurrentDictionary<string, Exception> Throws { get; } = new();

        public BrokenReader Around(ISuspectReader inner)
        {
            _inner = inner;
            return this;
        }

        public SubmittedIndex Index(JurisdictionCode owner, SubmittedAttributes submitted) =>
            Throws.TryGetValue(submitted.Wechat, out var broken) ? throw broken : _inner!.Index(owner, submitted);
    }
}
