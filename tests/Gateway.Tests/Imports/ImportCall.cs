using Coordination.V1;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Imports;

/// <summary>One stream of an import as its client sees it.</summary>
public sealed class ImportCall
{
    private readonly AsyncDuplexStreamingCall<ImportRecordsRequest, ImportRecordsResponse> _call;
    private readonly CancellationToken _cancel;
    private readonly List<ImportResult> _results = [];
    private readonly long _total;
    private bool _opened;

    public ImportCall(ImportService.ImportServiceClient client, string? id = null, long total = 0, CancellationToken cancel = default)
    {
        (Id, _total) = (id ?? Guid.CreateVersion7().ToString(), total);
        _cancel = cancel.CanBeCanceled ? cancel : TestContext.Current.CancellationToken;
        _call = client.ImportRecords(cancellationToken: _cancel);
    }

    public string Id { get; }

    /// <summary>The durable mark as it was told last.</summary>
    public long Durable { get; private set; }

    public IReadOnlyList<ImportResult> Results => _results;

    public IEnumerable<ImportStatus> Statuses => _results.OrderBy(result => result.Sequence).Select(result => result.Status);

    public async Task Send(params ImportRecord[] records)
    {
        await Open();
        foreach (var record in records)
        {
            await _call.RequestStream.WriteAsync(new() { Record = record }, _cancel);
        }
    }

    /// <summary>Reads so many more results.</summary>
    public async Task Read(int count)
    {
        for (var wanted = _results.Count + count; _results.Count < wanted && await Next() is not null;) { }
    }

    /// <summary>Says that no more will come, reads all results and gives the summary.</summary>
    public async Task<ImportJob> Complete()
    {
        await Open();
        await _call.RequestStream.CompleteAsync();
        ImportJob? summary = null;
        while (await Next() is { } message) { summary = message.Summary ?? summary; }
        return summary!;
    }

    private async Task Open()
    {
        if (!_opened)
        {
            _opened = true;
            await _call.RequestStream.WriteAsync(new() { Header = new() { ImportId = Id, TotalRecords = _total } }, _cancel);
        }
    }

    private async Task<ImportRecordsResponse?> Next()
    {
        if (!await _call.ResponseStream.MoveNext(_cancel)) { return null; }
        var message = _call.ResponseStream.Current;
        Durable = message.DurableThroughSequence;
        if (message.Result is { } result) { _results.Add(result); }
        return message;
    }
}
