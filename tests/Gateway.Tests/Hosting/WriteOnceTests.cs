using System.Net;
using System.Text;
using Coordination.V1;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Hosting;

/// <summary>What every write and read promises, shown on cases with real grains behind them.</summary>
public sealed class WriteOnceTests(TestGateway gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_sent_again_is_answered_as_the_first_time_and_says_so()
    {
        using var channel = gateway.Province("110000");
        var cases = new CaseService.CaseServiceClient(channel);
        var request = Create("W-1");

        var first = cases.CreateCaseAsync(request, cancellationToken: Cancel);
        var firstCase = await first;
        var again = cases.CreateCaseAsync(request, cancellationToken: Cancel);
        var againCase = await again;

        Assert.Equal((firstCase.Name, firstCase.Etag), (againCase.Name, againCase.Etag));
        Assert.DoesNotContain(await first.ResponseHeadersAsync, header => header.Key == "coordination-replayed");
        Assert.Contains(await again.ResponseHeadersAsync, header => header is { Key: "coordination-replayed", Value: "true" });
    }

    [Fact]
    public async Task A_write_sent_again_through_the_other_door_is_the_same_write()
    {
        using var channel = gateway.Province("120000");
        using var http = gateway.Http(gateway.Authority.IssueClient("120000", "rms"));
        var request = Create("W-2");

        await new CaseService.CaseServiceClient(channel).CreateCaseAsync(request, cancellationToken: Cancel);
        var json = await http.PostAsync(new Uri("/v1/cases", UriKind.Relative), new StringContent(request.ToString(), Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        Assert.Equal("true", json.Headers.GetValues("coordination-replayed").Single());
    }

    [Fact]
    public async Task A_request_id_is_not_for_two_contents()
    {
        using var channel = gateway.Province("130000");
        var cases = new CaseService.CaseServiceClient(channel);
        var request = Create("W-3");
        await cases.CreateCaseAsync(request, cancellationToken: Cancel);
        request.CaseFile.Title = "另一标题";

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await cases.CreateCaseAsync(request, cancellationToken: Cancel));

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (refused.StatusCode, refused.Reason()));
    }

    [Fact]
    public async Task A_stale_etag_is_aborted_with_the_revision_that_is_current()
    {
        using var channel = gateway.Province("140000");
        var cases = new CaseService.CaseServiceClient(channel);
        var filed = await cases.CreateCaseAsync(Create("W-4"), cancellationToken: Cancel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await cases.UpdateCaseAsync(
            new() { RequestId = NewId(), Etag = "\"99\"", CaseFile = new() { Name = filed.Name, Title = "新标题" } }, cancellationToken: Cancel));

        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), (refused.StatusCode, refused.Reason()));
        Assert.Equal("1", refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["currentRevision"]);
    }

    [Fact]
    public async Task A_strangers_case_and_no_case_at_all_are_told_alike()
    {
        using var owner = gateway.Province("150000");
        using var stranger = gateway.Province("210000");
        var filed = await new CaseService.CaseServiceClient(owner).CreateCaseAsync(Create("W-5"), cancellationToken: Cancel);
        var client = new CaseService.CaseServiceClient(stranger);

        var hidden = await Assert.ThrowsAsync<RpcException>(async () => await client.GetCaseAsync(new() { Name = filed.Name }, cancellationToken: Cancel));
        var absentName = $"cases/{new string('0', 32)}";
        var absent = await Assert.ThrowsAsync<RpcException>(async () => await client.GetCaseAsync(new() { Name = absentName }, cancellationToken: Cancel));

        Assert.Equal(StatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(Told(absent), Told(hidden));
        Assert.Equal((absentName, filed.Name), (Resource(absent), Resource(hidden)));
    }

    [Fact]
    public async Task A_check_alone_stores_nothing_and_remembers_no_request_id()
    {
        using var channel = gateway.Province("220000");
        var cases = new CaseService.CaseServiceClient(channel);
        var request = Create("W-6");
        request.ValidateOnly = true;

        var checkedOnly = await cases.CreateCaseAsync(request, cancellationToken: Cancel);
        var absent = await Assert.ThrowsAsync<RpcException>(async () => await cases.GetCaseAsync(new() { Name = checkedOnly.Name }, cancellationToken: Cancel));
        request.ValidateOnly = false;
        var created = await cases.CreateCaseAsync(request, cancellationToken: Cancel);

        Assert.Equal(StatusCode.NotFound, absent.StatusCode);
        Assert.Equal("\"1\"", created.Etag);
    }

    [Fact]
    public async Task A_list_goes_through_all_pages_once_for_its_own_caller_only()
    {
        using var channel = gateway.Province("230000");
        using var other = gateway.Province("310000");
        var cases = new CaseService.CaseServiceClient(channel);
        var names = new List<string>();
        foreach (var number in new[] { "P-1", "P-2", "P-3" })
        {
            names.Add((await cases.CreateCaseAsync(Create(number), cancellationToken: Cancel)).Name);
        }
        var all = await Listed(cases, 3);

        var first = await cases.ListCasesAsync(new() { PageSize = 2 }, cancellationToken: Cancel);
        var second = await cases.ListCasesAsync(new() { PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Cancel);
        var stolen = await Assert.ThrowsAsync<RpcException>(async () => await new CaseService.CaseServiceClient(other)
            .ListCasesAsync(new() { PageToken = first.NextPageToken }, cancellationToken: Cancel));

        Assert.Equal(names, all);
        Assert.Equal(names, first.Cases.Concat(second.Cases).Select(listed => listed.Name));
        Assert.Empty(second.NextPageToken);
        Assert.Equal("PAGE_TOKEN_INVALID", stolen.Reason());
    }

    private static (StatusCode, string, ErrorInfo?, int Size) Told(RpcException refused) =>
        (refused.StatusCode, refused.Status.Detail, refused.GetRpcStatus()!.GetDetail<ErrorInfo>(), refused.GetRpcStatus()!.CalculateSize());

    private static string Resource(RpcException refused) => refused.GetRpcStatus()!.GetDetail<ResourceInfo>()!.ResourceName;

    /// <summary>The read model follows the log: asks until it shows so many.</summary>
    private static async Task<IReadOnlyList<string>> Listed(CaseService.CaseServiceClient cases, int count)
    {
        while (true)
        {
            var listed = await cases.ListCasesAsync(new() { Filter = "owner = 230000" }, cancellationToken: Cancel);
            if (listed.Cases.Count >= count)
            {
                return [.. listed.Cases.Select(one => one.Name)];
            }
        }
    }

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static CreateCaseRequest Create(string number) => new()
    {
        RequestId = NewId(),
        CaseFile = new() { CaseNumber = number, Title = "测试案件", FocusArea = V1.FocusArea.CounterCollection, ReportSource = V1.ReportSource.Report },
    };
}
