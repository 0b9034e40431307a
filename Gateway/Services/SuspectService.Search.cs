using Coordination.V1;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Hit / no-hit searches.</summary>
public sealed partial class SuspectService
{
    public override async Task<SearchSuspectsResponse> SearchSuspects(SearchSuspectsRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.SearchSuspects, request);

        return await searches.Search(request, header, context);
    }

    public override async Task<SuspectSearch> GetSuspectSearch(GetSuspectSearchRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadSuspect);
        var search = Require.Name(request.Name, SearchMapping.Searches, SearchMapping.KeyPrefix, "name");

        var trail = await searchReads.Trail(search, context.CancellationToken);
        return trail.Where(entry => caller.MayKnow(entry.Jurisdictions)).ToList() is { Count: > 0 } concerning
            ? SearchMapping.ToProto(search, concerning)
            : throw Failure.NotFound(request.Name);
    }
}
