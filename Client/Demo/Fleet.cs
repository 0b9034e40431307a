using System.Collections.Concurrent;
using Coordination.Client.Connection;
using Coordination.Client.Local;
using Grpc.Core;

namespace Coordination.Client.Demo;

/// <summary>The callers of a demo, each made when first asked for, and the persons who decide.</summary>
public sealed class Fleet(ImmutableArray<Uri> endpoints, DevIdentities identities) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task<Caller>> _callers = new();

    public Task<Caller> MinistryAsync => OfAsync(DevIdentities.Ministry);

    /// <summary>Issues the certificates of these jurisdictions at once, which is quicker than one by one.</summary>
    public Task IssueAsync(IEnumerable<string> jurisdictions, CancellationToken cancellation) => identities.IssueAsync(jurisdictions, cancellation);

    /// <summary>The system of a jurisdiction; neighbours call different gateways.</summary>
    public Task<Caller> OfAsync(string jurisdiction) => _callers.GetOrAdd(jurisdiction, async code =>
        new Caller(code, await identities.ProfileOfAsync(endpoints[code[1] % endpoints.Length], code, null, CancellationToken.None)));

    /// <summary>What a call carries to say which person decides.</summary>
    public async Task<Metadata> PersonAsync(string jurisdiction, string person) =>
        Channels.HeadersOf(await identities.ProfileOfAsync(endpoints[0], jurisdiction, person, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in _callers.Values)
        {
            (await caller).Dispose();
        }
    }
}
