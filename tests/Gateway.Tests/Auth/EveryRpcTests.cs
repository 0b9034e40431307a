using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Coordination.Gateway.Auth;
using Coordination.Gateway.Tests.Hosting;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Auth;

public sealed class EveryRpcTests(TestGateway gateway)
{
    /// <summary>Every RPC of coordination.v1, by the descriptors that are compiled in.</summary>
    public static TheoryData<string> Rpcs =>
    [
        .. typeof(Access).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal) && type.Namespace == "Coordination.V1")
            .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!)
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .Select(method => $"/{method.Service.FullName}/{method.Name}"),
    ];

    [Theory, MemberData(nameof(Rpcs))]
    public async Task An_RPC_without_a_certificate_is_unauthenticated(string rpc) =>
        Assert.Equal(StatusCode.Unauthenticated, await Call(rpc, null));

    [Theory, MemberData(nameof(Rpcs))]
    public async Task An_RPC_is_served_and_denied_to_a_caller_without_a_role_before_its_request_is_looked_at(string rpc)
    {
        var open = rpc.StartsWith("/coordination.v1.JurisdictionService/", StringComparison.Ordinal) && !rpc.EndsWith("UpdateJurisdiction", StringComparison.Ordinal);

        var code = await Call(rpc, gateway.Authority.IssueClient("000000", "console"));

        Assert.True(open ? code is not StatusCode.Unimplemented : code is StatusCode.PermissionDenied, $"{rpc} gave {code}.");
    }

    private async Task<StatusCode> Call(string rpc, X509Certificate2? certificate)
    {
        using var http = gateway.Http(certificate);
        using var request = new HttpRequestMessage(HttpMethod.Post, rpc)
        {
            Version = new(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var headers = answer.TrailingHeaders.Contains("grpc-status") ? answer.TrailingHeaders : answer.Headers;
        return Enum.Parse<StatusCode>(headers.GetValues("grpc-status").Single());
    }
}
