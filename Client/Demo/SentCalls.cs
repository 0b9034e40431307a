using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;

namespace Coordination.Client.Demo;

/// <summary>The writes that were acknowledged, kept with all they were sent with, so that each can be sent again.</summary>
public sealed class SentCalls
{
    private const string ReplayedHeader = "coordination-replayed";

    private readonly ConcurrentBag<Sent> _sent = [];

    public int Count => _sent.Count;

    /// <summary>One acknowledged write.</summary>
    /// <param name="AgainAsync">Sends it again; false if the server did it anew or answered for another resource.</param>
    public sealed record Sent(Caller Caller, Func<CancellationToken, Task<bool>> AgainAsync);

    public async Task<TResponse> SendAsync<TRequest, TResponse>(
        Caller caller, Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request, CancellationToken cancellation, Metadata? headers = null)
        where TResponse : IMessage
    {
        var response = await method(request, Caller.Options(headers, cancellation));
        var name = NameOf(response);
        _sent.Add(new(caller, async again =>
        {
            using var call = method(request, Caller.Options(headers, again));
            var answer = await call;
            return (await call.ResponseHeadersAsync).GetValue(ReplayedHeader) == "true" && NameOf(answer) == name;
        }));
        return response;
    }

    /// <summary>Each write so many times, in the order of <paramref name="shuffle"/>.</summary>
    public Sent[] Shuffled(int copies, Random shuffle)
    {
        var calls = Enumerable.Repeat(_sent, copies).SelectMany(sent => sent).ToArray();
        shuffle.Shuffle(calls);
        return calls;
    }

    private static string NameOf(IMessage message) => (string)message.Descriptor.FindFieldByName("name").Accessor.GetValue(message);
}
