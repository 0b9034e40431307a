using Coordination.Gateway.Tests.Hosting;
using Coordination.Persistence.Reads;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

/// <summary>A jurisdiction's system, or a person at it, that speaks to the real gateway.</summary>
public sealed class Desk : IDisposable
{
    private readonly TestGateway _gateway;
    private readonly GrpcChannel _channel;

    /// <param name="person">Who sits at it; null for the system alone.</param>
    public Desk(TestGateway gateway, string code, string? person = null)
    {
        (_gateway, Code) = (gateway, code);
        var role = code == "000000" ? "commander" : "officer";
        _channel = gateway.Province(code, person is null ? null : gateway.Authority.IssueToken(code, person, [role]));
    }

    public string Code { get; }

    public SuspectService.SuspectServiceClient Suspects => new(_channel);

    public ImportService.ImportServiceClient Imports => new(_channel);

    public WatchService.WatchServiceClient Watch => new(_channel);

    public JointOperationService.JointOperationServiceClient Operations => new(_channel);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string NewId() => Guid.CreateVersion7().ToString();

    public void Dispose() => _channel.Dispose();

    /// <summary>A case of this jurisdiction that is open.</summary>
    public async Task<string> OpenCase(string number) => (await new CaseService.CaseServiceClient(_channel).CreateCaseAsync(new()
    {
        RequestId = NewId(),
        CaseFile = new() { CaseNumber = number, Title = "测试案件", FocusArea = V1.FocusArea.CounterCollection, ReportSource = ReportSource.Report },
    }, cancellationToken: Cancel)).Name;

    public async Task<SuspectRecord> Submit(string id, SuspectAttributes attributes, bool isSealed = false) => await Suspects.SubmitSuspectRecordAsync(
        new() { RequestId = NewId(), SourceRecordId = id, Attributes = attributes, Sealed = isSealed }, cancellationToken: Cancel);

    /// <summary>A search by phone, once the read model has all that was submitted.</summary>
    public async Task<SearchSuspectsResponse> SearchPhone(string phone, string basis) => await Search(new() { Phone = phone, Basis = basis });

    public async Task<SearchSuspectsResponse> Search(SearchSuspectsRequest request)
    {
        await Settled();
        (request.RequestId, request.Purpose) = (NewId(), "核查涉案电话");
        return await Suspects.SearchSuspectsAsync(request, cancellationToken: Cancel);
    }

    /// <summary>The notices of this jurisdiction after <paramref name="after"/>, once the read model has all that happened.</summary>
    public async Task<IReadOnlyList<Notice>> Notices(long after)
    {
        await Settled();
        return (await Watch.ReadInboxAsync(new() { After = after, PageSize = 1_000 }, cancellationToken: Cancel)).Notices;
    }

    /// <summary>Notices of searches by one person.</summary>
    public async Task<IReadOnlyList<Notice>> InquiriesBy(string actor, long after)
    {
        List<Notice> inquiries = [];
        foreach (var notice in (await Notices(after)).Where(notice => notice.Type.StartsWith("inquiry.", StringComparison.Ordinal)))
        {
            var search = await Suspects.GetSuspectSearchAsync(new() { Name = notice.Resource }, cancellationToken: Cancel);
            if (search.Actor == actor) { inquiries.Add(notice); }
        }
        return inquiries;
    }

    public async Task<long> InboxHead()
    {
        await Settled();
        return (await Watch.ReadInboxAsync(new() { After = 0, PageSize = 1 }, cancellationToken: Cancel)).Head;
    }

    /// <summary>Waits until the lists tell what was written.</summary>
    public Task<ReadPosition> Settled() => _gateway.Service<Freshness>().WaitForLog(Cancel);

    public static Timestamp At(DateTimeOffset time) => time.ToTimestamp();
}
