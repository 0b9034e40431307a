using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Coordination.Gateway.Tests.Hosting;
using Coordination.Persistence.Reads;
using Coordination.V1;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

/// <summary>
/// Scenario C4, step 5: Chongqing queries the phone of three aliases. The persons are those after the judgements of step 2; here the
/// machine joins them by their documents.
/// </summary>
public sealed class HitNoHitTests(TestGateway gateway)
{
    private const string Phone = "13900000001", Card = "9999990000000014";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chongqing_queries_the_phone_and_learns_two_persons_desks_while_a_sealed_record_tells_its_holder_alone()
    {
        using var guangdong = new Desk(gateway, "440000");
        using var shanghai = new Desk(gateway, "310000");
        using var zhejiang = new Desk(gateway, "330000");
        using var jiangsu = new Desk(gateway, "320000");
        using var hubei = new Desk(gateway, "420000");
        using var shandong = new Desk(gateway, "370000");
        using var sichuan = new Desk(gateway, "510000");
        using var chongqing = new Desk(gateway, "500000", "officer-500000-c4");
        var r1 = await guangdong.Submit("R1", new() { FullName = "张测一", IdNumber = "440000198503140012", Phones = { Phone } });
        await shanghai.Submit("R2", new() { FullName = "张测壹", IdNumber = "440000850314001", BankCards = { Card } });
        await zhejiang.Submit("R3", new() { FullName = "张测一", IdNumber = "440000198503140012", Phones = { Phone }, BankCards = { Card } });
        var r4 = await jiangsu.Submit("R4", new() { FullName = "王样本", Phones = { Phone } }, isSealed: true);
        await hubei.Submit("D2", new() { FullName = "李样例", IdNumber = "330000199206200022", Phones = { Phone } });
        await shandong.Submit("R5", new() { FullName = "李样例", IdNumber = "330000199206200022", BankCards = { Card } });
        var basis = await chongqing.OpenCase("C4-50");
        var (toJiangsu, toGuangdong, toShanghai) = (await jiangsu.InboxHead(), await guangdong.InboxHead(), await shanghai.InboxHead());

        var answer = await chongqing.SearchPhone("+86 139 0000 0001", basis);

        // HIT with two opaque refs: desks {44, 31, 33} and {42, 37}; 32 is not shown.
        Assert.Equal(["310000,330000,440000", "370000,420000"], answer.Hits.Select(hit => string.Join(',', hit.Desks)).Order());
        Assert.All(answer.Hits, hit => Assert.Equal((HitBand.Weak, 0), (hit.Band, hit.OwnRecords.Count)));
        Assert.Equal(2, answer.Hits.Select(hit => hit.Hit).Distinct().Count());
        Assert.DoesNotContain("320000", answer.ToString(), StringComparison.Ordinal);

        // 32 gets SILENT_HIT with the asker's identity and purpose. Other tests search its sealed records at the same time.
        var silent = Assert.Single(await jiangsu.InquiriesBy("officer-500000-c4", toJiangsu));
        Assert.Equal(("inquiry.silent-hit", answer.AuditEntry), (silent.Type, silent.Resource));
        var told = await jiangsu.Suspects.GetSuspectSearchAsync(new() { Name = silent.Resource }, cancellationToken: Cancel);
        Assert.Equal(("500000", "500000/rms", "officer-500000-c4", "核查涉案电话"), (told.Jurisdiction, told.System, told.Actor, told.Purpose));
        Assert.Equal((new HolderNotice { Desk = "320000", Silent = true, Records = { r4.Name } }, ""), (Assert.Single(told.Notices), told.Basis));

        // Holders of hits hear that they were searched, whether their own record has the number or not.
        foreach (var (holder, head) in new[] { (guangdong, toGuangdong), (shanghai, toShanghai) })
        {
            var noted = Assert.Single(await holder.Notices(head), notice => notice.Type.StartsWith("inquiry.", StringComparison.Ordinal));
            Assert.Equal(("inquiry.hit-noted", answer.AuditEntry), (noted.Type, noted.Resource));
        }
        var audit = await guangdong.Suspects.GetSuspectSearchAsync(new() { Name = answer.AuditEntry }, cancellationToken: Cancel);
        Assert.Equal([r1.Name], Assert.Single(audit.Notices).Records);

        // The asker reads its own search, and nothing of whom else it concerned; a stranger does not learn that there was one.
        var own = await chongqing.Suspects.GetSuspectSearchAsync(new() { Name = answer.AuditEntry }, cancellationToken: Cancel);
        Assert.Equal((basis, SelectorKind.Phone, 2, 0), (own.Basis, own.SelectorKind, own.HitCount, own.Notices.Count));
        Assert.Equal(StatusCode.NotFound, (await Refused(sichuan.Suspects.GetSuspectSearchAsync(new() { Name = answer.AuditEntry }, cancellationToken: Cancel))).StatusCode);
    }

    [Fact]
    public async Task What_was_searched_by_rests_nowhere_in_the_open()
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-canary");
        await asker.SearchPhone("13900000909", await asker.OpenCase("CANARY-50"));
        await asker.InboxHead();

        var entries = await gateway.Service<ReadModel>().Log(0, int.MaxValue, Cancel);

        Assert.Contains(entries, entry => entry.EventType == "inquiry.made" && entry.Actor == "officer-500000-canary");
        Assert.DoesNotContain(entries, entry => entry.Body.Contains("13900000909", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_speaks_JSON_with_the_selector_in_its_body_and_its_refusals_arrive_whole()
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-json");
        using var http = gateway.Http(gateway.Authority.IssueClient("500000", "rms"), gateway.Authority.IssueToken("500000", "officer-500000-json", ["officer"]));
        var basis = await asker.OpenCase("JSON-50");

        var (found, answer) = await Post(new() { RequestId = Desk.NewId(), Purpose = "核查", Basis = basis, Phone = "13900000808" });
        var (refused, error) = await Post(new() { RequestId = Desk.NewId(), Purpose = "核查", Basis = basis });

        Assert.Equal(HttpStatusCode.OK, found);
        Assert.StartsWith("searches/", answer.GetProperty("auditEntry").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Equal("SEARCH_TOO_BROAD", error.GetProperty("details")[0].GetProperty("reason").GetString());

        async Task<(HttpStatusCode, JsonElement)> Post(SearchSuspectsRequest request)
        {
            using var content = new StringContent(request.ToString(), Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri("/v1/suspects:search", UriKind.Relative), content, Cancel);
            return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)));
        }
    }

    [Fact]
    public async Task A_query_without_an_open_case_of_ones_own_is_refused_for_its_purpose()
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-purpose");
        using var other = new Desk(gateway, "460000");
        var foreign = await other.OpenCase("PURPOSE-46");

        foreach (var basis in new[] { "", "nothing", "cases/00000000000000000000000000000000", "jointOperations/00000000000000000000000000000000", foreign })
        {
            var refused = await Refused(asker.Suspects.SearchSuspectsAsync(
                new() { RequestId = Desk.NewId(), Purpose = "核查", Basis = basis, Phone = Phone }, cancellationToken: Cancel));

            Assert.Equal((StatusCode.PermissionDenied, "PURPOSE_REQUIRED"), (refused.StatusCode, refused.Reason()));
        }
        var silent = await Refused(asker.Suspects.SearchSuspectsAsync(
            new() { RequestId = Desk.NewId(), Basis = await asker.OpenCase("PURPOSE-50"), Phone = Phone }, cancellationToken: Cancel));
        Assert.Equal("PURPOSE_REQUIRED", silent.Reason());
    }

    [Fact]
    public async Task An_operation_is_a_basis_until_it_is_over_and_a_search_made_before_is_still_answered_again()
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-operation");
        var operation = await asker.Operations.CreateJointOperationAsync(
            new() { RequestId = Desk.NewId(), JointOperation = new() { Lead = "jurisdictions/500000", Title = "测试行动" } }, cancellationToken: Cancel);
        var request = new SearchSuspectsRequest { RequestId = Desk.NewId(), Purpose = "核查", Basis = operation.Name, Phone = "13900000777" };
        var first = await asker.Suspects.SearchSuspectsAsync(request, cancellationToken: Cancel);
        await asker.Operations.AbortJointOperationAsync(new() { Name = operation.Name, RequestId = Desk.NewId(), Reason = "取消" }, cancellationToken: Cancel);

        var again = asker.Suspects.SearchSuspectsAsync(request, cancellationToken: Cancel);
        var refused = await Refused(asker.Suspects.SearchSuspectsAsync(
            new() { RequestId = Desk.NewId(), Purpose = "核查", Basis = operation.Name, Phone = "13900000777" }, cancellationToken: Cancel));

        Assert.Equal(first, await again);
        Assert.Contains(await again.ResponseHeadersAsync, header => header is { Key: "coordination-replayed", Value: "true" });
        Assert.Equal("PURPOSE_REQUIRED", refused.Reason());
    }

    [Fact]
    public async Task The_21st_query_in_a_minute_by_one_caller_is_refused_and_another_caller_is_not()
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-quota");
        using var colleague = new Desk(gateway, "500000", "officer-500000-colleague");
        var basis = await asker.OpenCase("QUOTA-50");
        for (var i = 0; i < 20; i++)
        {
            await asker.SearchPhone(string.Create(CultureInfo.InvariantCulture, $"139111111{i:D2}"), basis);
        }

        var refused = await Refused(asker.SearchPhone("13911111120", basis));

        Assert.Equal((StatusCode.ResourceExhausted, "SEARCH_QUOTA"), (refused.StatusCode, refused.Reason()));
        var status = refused.GetRpcStatus()!;
        Assert.Equal("20", status.GetDetail<ErrorInfo>().Metadata["limitPerMinute"]);
        Assert.InRange(status.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan(), TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Assert.NotEmpty(status.GetDetail<QuotaFailure>().Violations);
        Assert.Empty((await colleague.SearchPhone("13911111120", basis)).Hits);
    }

    [Fact]
    public async Task A_search_sent_again_is_answered_as_the_first_time_whatever_was_submitted_since()
    {
        using var asker = new Desk(gateway, "500000", "officer-500000-replay");
        using var holder = new Desk(gateway, "620000");
        using var later = new Desk(gateway, "630000");
        await holder.Submit("REPLAY", new() { FullName = "赵样例", Phones = { "13900000202" } });
        var request = new SearchSuspectsRequest { Phone = "13900000202", Basis = await asker.OpenCase("REPLAY-50") };
        var first = await asker.Search(request);
        await later.Submit("REPLAY", new() { FullName = "钱样例", Phones = { "13900000202" } });

        var again = await asker.Suspects.SearchSuspectsAsync(request, cancellationToken: Cancel);

        Assert.Equal(["620000"], Assert.Single(first.Hits).Desks);
        Assert.Equal(first, again);
    }

    private static Task<RpcException> Refused<T>(AsyncUnaryCall<T> call) => Refused(call.ResponseAsync);

    private static Task<RpcException> Refused(Task call) => Assert.ThrowsAsync<RpcException>(() => call);
}
