using Coordination.Client.Connection;
using Coordination.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Coordination.Client.Exports;

/// <summary>One jurisdiction's view of the suspects: its own records, and the pairs that it holds a record of.</summary>
internal sealed class Desk(Profile profile) : IDisposable
{
    private const int PageSize = 1_000; // the most that the gateway gives
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    private readonly GrpcChannel _channel = Channels.Open(profile);
    private readonly Metadata _headers = Channels.HeadersOf(profile);

    public async Task<IReadOnlyList<SuspectRecord>> RecordsAsync(CancellationToken cancellation)
    {
        List<SuspectRecord> records = [];
        var request = new ListSuspectRecordsRequest { PageSize = PageSize };
        do
        {
            var page = await new SuspectService.SuspectServiceClient(_channel).ListSuspectRecordsAsync(request, Options(cancellation));
            records.AddRange(page.SuspectRecords);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return records;
    }

    public async Task<IReadOnlyList<Match>> MatchesAsync(CancellationToken cancellation)
    {
        List<Match> matches = [];
        var request = new ListMatchesRequest { PageSize = PageSize };
        do
        {
            var page = await new SuspectService.SuspectServiceClient(_channel).ListMatchesAsync(request, Options(cancellation));
            matches.AddRange(page.Matches);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return matches;
    }

    /// <summary>True if the record is this jurisdiction's own.</summary>
    public async Task<bool> HoldsAsync(string record, CancellationToken cancellation)
    {
        try
        {
            await new SuspectService.SuspectServiceClient(_channel).GetSuspectRecordAsync(new GetSuspectRecordRequest { Name = record }, Options(cancellation));
            return true;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return false; // another's, or none at all
        }
    }

    /// <summary>The pair of a record of one's own and any other.</summary>
    public async Task<Match> PairAsync(string record, string other, CancellationToken cancellation) =>
        (await new SuspectService.SuspectServiceClient(_channel).ListMatchesAsync(new ListMatchesRequest { Record = record, Other = other }, Options(cancellation))).Matches.Single();

    /// <summary>Records of all jurisdictions that are stored and not compared yet.</summary>
    public async Task<long> PendingAsync(CancellationToken cancellation) =>
        (await new SuspectService.SuspectServiceClient(_channel).GetSuspectSummaryAsync(new GetSuspectSummaryRequest(), Options(cancellation))).Pending;

    /// <summary>Codes of those who can hold records.</summary>
    public async Task<IReadOnlyList<string>> JurisdictionsAsync(CancellationToken cancellation)
    {
        var all = await new JurisdictionService.JurisdictionServiceClient(_channel).ListJurisdictionsAsync(new ListJurisdictionsRequest { OperationalOnly = true }, Options(cancellation));
        return [.. all.Jurisdictions.Select(jurisdiction => jurisdiction.Name[(jurisdiction.Name.IndexOf('/') + 1)..])];
    }

    public void Dispose() => _channel.Dispose();

    private CallOptions Options(CancellationToken cancellation) => new(_headers, DateTime.UtcNow + _deadline, cancellation);
}
