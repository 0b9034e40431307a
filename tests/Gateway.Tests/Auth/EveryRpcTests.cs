using System.Net.Http.Headers;
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
    public async Task An_RPC_without_a_certificate_is_unauthenticated(string rpc)
    {
        using var http = gateway.Http(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, rpc)
        {
            Version = new(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(((int)StatusCode.Unauthenticated).ToString(null, null), answer.Headers.GetValues("grpc-status").Single());
    }
}
