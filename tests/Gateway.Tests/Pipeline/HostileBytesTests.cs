using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text;
using Coordination.Gateway.Tests.Hosting;
using Coordination.Gateway.Tests.Probe;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Pipeline;

public sealed class HostileBytesTests(TestGateway gateway)
{
    private const string Write = "/coordination.probe.ProbeService/Write";
    private const string Echo = "/coordination.probe.ProbeService/Echo";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> Bodies
    {
        get
        {
            var good = new WriteRequest { RequestId = "0198b3a0-0000-7000-8000-000000000001" }.ToByteArray();
            return new()
            {
                { "bad varint", Frame([0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]) },
                { "bad UTF-8", Frame([0x1A, 0x02, 0xC3, 0x28]) },
                { "tag 0", Frame([0x00, 0x00]) },
                { "negative length", Frame([0x1A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]) },
                { "truncated field", Frame([0x1A, 0x10, 0x41]) },
                { "nested 10,000 deep", Frame(Nested(10_000)) },
                { "unknown frame flag", Frame(good, flag: 7) },
                { "length 2^32-1", [0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3] },
                { "cut frame", Frame(good)[..^3] },
                { "cut header", [0, 0, 0] },
                { "empty body", [] },
                { "two messages", [.. Frame(good), .. Frame(good)] },
                { "compressed without encoding", Frame(good, flag: 1) },
            };
        }
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task Malformed_bytes_are_an_invalid_argument(string fault, byte[] body)
    {
        var (code, details) = await Post(Write, body);

        Assert.True(code is StatusCode.InvalidArgument, $"{fault} gave {code}.");
        Assert.Equal("FIELD_INVALID", Reason(details));
    }

    public static TheoryData<string> Streamable => ["bad varint", "bad UTF-8", "tag 0", "negative length", "truncated field", "nested 10,000 deep",
        "unknown frame flag", "cut frame", "cut header", "compressed without encoding"];

    [Theory, MemberData(nameof(Streamable))]
    public async Task Malformed_bytes_in_a_stream_are_an_invalid_argument(string fault)
    {
        var body = Bodies.Single(row => row.Data.Item1 == fault).Data.Item2;

        var (code, details) = await Post(Echo, [.. Frame(new WriteRequest { Text = "good" }.ToByteArray()), .. body]);

        Assert.True(code is StatusCode.InvalidArgument, $"{fault} gave {code}.");
        Assert.Equal("FIELD_INVALID", Reason(details));
    }

    [Fact]
    public async Task Random_bytes_never_give_an_indefinite_answer()
    {
        const int Seed = 20261123;
        var random = new Random(Seed);
        for (var round = 0; round < 500; round++)
        {
            var body = new byte[random.Next(0, 200)];
            random.NextBytes(body);

            var (code, _) = await Post(round % 2 == 0 ? Write : Echo, round % 3 == 0 ? body : Frame(body));

            Assert.False(code is StatusCode.Unknown or StatusCode.Internal or StatusCode.DataLoss, $"Seed {Seed}, round {round} gave {code}.");
        }
    }

    [Theory]
    [InlineData(4 * 1024 * 1024 + 1)]
    [InlineData(5 * 1024 * 1024)]
    public async Task A_message_over_4_MiB_is_told_so_by_both_doors(int size)
    {
        var (code, details) = await Post(Write, Frame(new byte[size]));
        using var http = gateway.Http(gateway.Authority.IssueClient("440000", "rms"));
        http.DefaultRequestVersion = new(2, 0);     // over HTTP/1.1 the connection is cut, and the answer may be lost with it
        var json = await http.PostAsync(new Uri("/v1/probe:write", UriKind.Relative),
            new StringContent($$"""{"text":"{{new string('x', 5 * 1024 * 1024)}}"}""", Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal((StatusCode.ResourceExhausted, "BATCH_TOO_LARGE"), (code, Reason(details)));
        Assert.Equal(429, (int)json.StatusCode);
        Assert.Contains("BATCH_TOO_LARGE", await json.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"text\":\"\\ud800\"}")]
    [InlineData("{\"text\":\"\\u0000\"}")]
    [InlineData("{\"text\":")]
    [InlineData("{\"text\":1}")]
    [InlineData("[]")]
    [InlineData("{\"event_time\":\"9999999-01-01\"}")]
    [InlineData("")]
    public async Task Malformed_JSON_is_a_bad_request(string body)
    {
        using var http = gateway.Http(gateway.Authority.IssueClient("440000", "rms"));

        var answer = await http.PostAsync(new Uri("/v1/probe:write", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    private async Task<(StatusCode Code, string? Details)> Post(string method, byte[] body)
    {
        using var http = gateway.Http(Certificate);
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = new(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.ParseAdd("trailers");
        using var answer = await http.SendAsync(request, Cancel);
        await answer.Content.ReadAsByteArrayAsync(Cancel);
        var headers = answer.TrailingHeaders.Contains("grpc-status") ? answer.TrailingHeaders : answer.Headers;
        return ((StatusCode)int.Parse(headers.GetValues("grpc-status").Single(), null),
            headers.TryGetValues("grpc-status-details-bin", out var details) ? details.Single() : null);
    }

    private System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate => field ??= gateway.Authority.IssueClient("440000", "rms");

    private static string? Reason(string? details) => details is null ? null
        : Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')))
            .GetDetail<Google.Rpc.ErrorInfo>()?.Reason;

    private static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Nested(int depth)
    {
        var message = ByteString.Empty;
        for (var i = 0; i < depth; i++)
        {
            using var stream = new MemoryStream();
            using (var output = new CodedOutputStream(stream, leaveOpen: true))
            {
                output.WriteTag(7, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(message);
            }
            message = ByteString.CopyFrom(stream.ToArray());
        }
        return message.ToByteArray();
    }
}
