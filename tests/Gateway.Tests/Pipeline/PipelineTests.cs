using System.Net;
using System.Text;
using System.Text.Json;
using Coordination.Gateway.Auth;
using Coordination.Gateway.Errors;
using Coordination.Gateway.Hosting;
using Coordination.Gateway.Pipeline;
using Coordination.Gateway.Tests.Hosting;
using Coordination.Gateway.Tests.Probe;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Pipeline;

public sealed class PipelineTests(TestGateway gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Reason> Reasons => [.. System.Enum.GetValues<Reason>().Skip(1)];

    [Theory, MemberData(nameof(Reasons))]
    public async Task Each_error_row_arrives_whole_over_gRPC_and_over_JSON(Reason reason)
    {
        using var channel = gateway.Province();
        using var http = gateway.Http(gateway.Authority.IssueClient("440000", "rms"));

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ProbeService.ProbeServiceClient(channel).RefuseAsync(new() { Name = "probes/1", Reason = (int)reason }, cancellationToken: Cancel));
        var answer = await http.GetAsync(new Uri($"/v1/probes/1:refuse?reason={(int)reason}", UriKind.Relative), Cancel);

        Assert.Equal((reason.ToStatusCode(), reason.ToWire()), (refused.StatusCode, refused.Reason()));
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(Http(reason.ToStatusCode()), answer.StatusCode);
        Assert.Equal(reason.ToWire(), body.RootElement.GetProperty("details")[0].GetProperty("reason").GetString());
        Assert.Equal((int)reason.ToStatusCode(), body.RootElement.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task What_may_not_be_known_of_is_named_as_the_caller_named_it()
    {
        using var channel = gateway.Province();

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new ProbeService.ProbeServiceClient(channel)
            .RefuseAsync(new() { Name = "probes/42", Reason = (int)Reason.ResourceNotFound }, cancellationToken: Cancel));

        Assert.Equal("probes/42", refused.GetRpcStatus()!.GetDetail<ResourceInfo>()!.ResourceName);
    }

    public static TheoryData<WriteRequest, string, string[]> Refusals => new()
    {
        { new WriteRequest(), "REQUEST_ID_REQUIRED", ["request_id"] },
        { new WriteRequest { RequestId = "1" }, "FIELD_INVALID", ["request_id"] },
        { new WriteRequest { RequestId = Guid.Empty.ToString() }, "FIELD_INVALID", ["request_id"] },
        { Request(r => r.Etag = ""), "ETAG_REQUIRED", ["etag"] },
        { Request(r => r.Etag = "7"), "FIELD_INVALID", ["etag"] },
        { Request(r => r.Text = "a\0b"), "FIELD_INVALID", ["text"] },
        { Request(r => r.EventTime = new Timestamp { Seconds = long.MaxValue }), "FIELD_INVALID", ["event_time"] },
        { Request(r => r.Nested.Add([new(), new() { Text = "\0" }])), "FIELD_INVALID", ["nested[1].text"] },
        { new WriteRequest { Etag = "", Text = "\0" }, "REQUEST_ID_REQUIRED", ["text", "etag", "request_id"] },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task All_violations_of_a_write_are_told_at_once(WriteRequest request, string reason, string[] fields)
    {
        using var channel = gateway.Province();

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ProbeService.ProbeServiceClient(channel).WriteAsync(request, cancellationToken: Cancel));

        Assert.Equal((StatusCode.InvalidArgument, reason), (refused.StatusCode, refused.Reason()));
        Assert.Equal(fields, refused.Fields());
    }

    [Fact]
    public async Task Who_may_not_call_learns_nothing_of_the_request()
    {
        using var channel = gateway.Province("000000");

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ProbeService.ProbeServiceClient(channel).WriteAsync(new() { Text = "\0" }, cancellationToken: Cancel));

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_REQUIRED"), (refused.StatusCode, refused.Reason()));
    }

    [Fact]
    public async Task A_fingerprint_tells_a_retry_from_a_reused_request_id_by_both_doors()
    {
        using var channel = gateway.Province();
        using var http = gateway.Http(gateway.Authority.IssueClient("440000", "rms"));
        var client = new ProbeService.ProbeServiceClient(channel);
        var request = Request(r => r.Text = "张测一");

        var first = await client.WriteAsync(request, cancellationToken: Cancel);
        var retry = await client.WriteAsync(request, cancellationToken: Cancel);
        var other = await client.WriteAsync(new(request) { Text = "张测二" }, cancellationToken: Cancel);
        var answer = await http.PostAsync(new Uri("/v1/probe:write", UriKind.Relative), Json(request.ToString()), Cancel);

        using var byJson = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(first.Fingerprint, retry.Fingerprint);
        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(first.Fingerprint, byJson.RootElement.GetProperty("fingerprint").GetString());
    }

    [Fact]
    public async Task An_int64_is_a_string_in_JSON()
    {
        using var http = gateway.Http(gateway.Authority.IssueClient("440000", "rms"));

        var answer = await http.PostAsync(new Uri("/v1/probe:write", UriKind.Relative), Json(Request(r => r.Etag = "\"7\"").ToString()), Cancel);

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("7", body.RootElement.GetProperty("version").GetString());
    }

    public static TheoryData<string, StatusCode, string> Thrown => new()
    {
        { "timeout", StatusCode.Unavailable, "CLUSTER_REBALANCING" },
        { "silo", StatusCode.Unavailable, "CLUSTER_REBALANCING" },
        { "conflict", StatusCode.Unavailable, "STORAGE_UNAVAILABLE" },
        { "storage", StatusCode.Unavailable, "STORAGE_UNAVAILABLE" },
        { "outage", StatusCode.Unavailable, "STORAGE_UNAVAILABLE" },
        { "full", StatusCode.ResourceExhausted, "OVERLOADED" },
        { "limit", StatusCode.ResourceExhausted, "OVERLOADED" },
        { "hang", StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED" },
        { "bug", StatusCode.Internal, "INTERNAL" },
    };

    [Theory, MemberData(nameof(Thrown))]
    public async Task An_exception_becomes_a_definite_answer_that_tells_nothing_of_the_inside(string kind, StatusCode code, string reason)
    {
        using var channel = gateway.Province();

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new ProbeService.ProbeServiceClient(channel).ThrowAsync(new() { Kind = kind }, cancellationToken: Cancel));

        Assert.Equal((code, reason), (refused.StatusCode, refused.Reason()));
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(code is StatusCode.Internal, refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata.ContainsKey("incidentId"));
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "没有该资源。")]
    [InlineData("en, zh;q=0.5", "en", "No.")]
    [InlineData("fr", null, null)]
    public async Task A_refusal_is_told_in_the_callers_language(string accepted, string? locale, string? message)
    {
        using var channel = gateway.Province();

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new ProbeService.ProbeServiceClient(channel)
            .RefuseAsync(new() { Reason = (int)Reason.ResourceNotFound }, new Metadata { { "accept-language", accepted } }, cancellationToken: Cancel));

        var localized = refused.GetRpcStatus()!.GetDetail<LocalizedMessage>();
        Assert.Equal((locale, message), (localized?.Locale, localized?.Message));
        Assert.Equal("No.", refused.Status.Detail);
    }

    [Fact]
    public void Every_reason_has_a_Chinese_sentence_of_its_own() =>
        Assert.Distinct(System.Enum.GetValues<Reason>().Skip(1).Select(Localized.Chinese));

    [Fact]
    public void A_system_in_a_loop_is_limited_and_its_neighbour_is_not()
    {
        using var rates = new CallerRates(Microsoft.Extensions.Options.Options.Create(new GatewayOptions { CallsPerSecondMax = 1 }));
        var looping = new Caller(new("440000"), "rms", null, []);

        var refused = Assert.Throws<RpcException>(() =>
        {
            for (var call = 0; call < 10_000; call++)
            {
                rates.Take(looping);
            }
        });

        rates.Take(looping with { System = "other" });
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.StatusCode, refused.Reason()));
        Assert.NotNull(refused.GetRpcStatus()!.GetDetail<RetryInfo>());
    }

    [Fact]
    public async Task A_method_that_forgot_to_ask_the_table_answers_nobody()
    {
        using var channel = gateway.Province();
        var client = new ProbeService.ProbeServiceClient(channel);

        var unary = await Assert.ThrowsAsync<RpcException>(async () => await client.ForgetAsync(new(), cancellationToken: Cancel));
        var stream = await Assert.ThrowsAsync<RpcException>(() => client.ForgetStream(new(), cancellationToken: Cancel).ResponseStream.MoveNext(Cancel));

        Assert.Equal((StatusCode.Internal, StatusCode.Internal), (unary.StatusCode, stream.StatusCode));
    }

    [Fact]
    public async Task Each_message_of_a_client_stream_is_checked()
    {
        using var channel = gateway.Province();
        using var call = new ProbeService.ProbeServiceClient(channel).Echo(cancellationToken: Cancel);

        await call.RequestStream.WriteAsync(new() { Text = "good" }, Cancel);
        var echoed = await call.ResponseStream.MoveNext(Cancel);
        await call.RequestStream.WriteAsync(new() { Text = "\0" }, Cancel);
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));

        Assert.True(echoed);
        Assert.Equal("FIELD_INVALID", refused.Reason());
    }

    [Fact]
    public async Task Health_needs_no_certificate()
    {
        using var http = gateway.Http(null);
        using var channel = gateway.Channel(null);

        var live = await http.GetAsync(new Uri("/healthz/live", UriKind.Relative), Cancel);
        var ready = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), Cancel);
        var serving = await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(new(), cancellationToken: Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
        Assert.Equal(Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving, serving.Status);
    }

    [Theory]
    [InlineData(true, "0", null)]
    [InlineData(false, "16", "CLIENT_CERTIFICATE_REQUIRED")]
    public async Task A_browser_is_answered_in_gRPC_Web(bool certificate, string status, string? reason)
    {
        using var http = gateway.Http(certificate ? gateway.Authority.IssueClient("440000", "console") : null);
        byte[] message = Google.Protobuf.MessageExtensions.ToByteArray(Request(r => r.Text = "x"));
        using var body = new ByteArrayContent([0, 0, 0, 0, (byte)message.Length, .. message]);
        body.Headers.ContentType = new("application/grpc-web+proto");

        var answer = await http.PostAsync(new Uri("/coordination.probe.ProbeService/Write", UriKind.Relative), body, Cancel);

        var said = await answer.Content.ReadAsStringAsync(Cancel) + answer.Headers;      // trailers come in the body, or as headers if there is none
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Matches($"grpc-status: {status}\\b", said);
        Assert.Equal(reason, answer.Headers.TryGetValues("grpc-status-details-bin", out var details)
            ? Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(Padded(details.Single()))).GetDetail<ErrorInfo>()?.Reason
            : null);

        static string Padded(string base64) => base64.PadRight((base64.Length + 3) / 4 * 4, '=');
    }

    [Fact]
    public async Task Reflection_lists_the_services_to_authenticated_callers()
    {
        using var channel = gateway.Province();
        using var call = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Cancel);

        await call.RequestStream.WriteAsync(new() { ListServices = "" }, Cancel);
        await call.ResponseStream.MoveNext(Cancel);

        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);
        Assert.Superset(new HashSet<string>(["coordination.v1.CaseService", "coordination.probe.ProbeService"]), services.ToHashSet());
    }

    private static WriteRequest Request(Action<WriteRequest> change)
    {
        var request = new WriteRequest { RequestId = "0198b3a0-0000-7000-8000-000000000001" };
        change(request);
        return request;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static HttpStatusCode Http(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => HttpStatusCode.BadRequest,
        StatusCode.Unauthenticated => HttpStatusCode.Unauthorized,
        StatusCode.PermissionDenied => HttpStatusCode.Forbidden,
        StatusCode.NotFound => HttpStatusCode.NotFound,
        StatusCode.AlreadyExists or StatusCode.Aborted => HttpStatusCode.Conflict,
        StatusCode.ResourceExhausted => HttpStatusCode.TooManyRequests,
        StatusCode.Unavailable => HttpStatusCode.ServiceUnavailable,
        StatusCode.DeadlineExceeded => HttpStatusCode.GatewayTimeout,
        _ => HttpStatusCode.InternalServerError,
    };
}
