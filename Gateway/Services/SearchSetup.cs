using Coordination.Gateway.Suspects;
using Coordination.Persistence.Matching;
using Coordination.Persistence.Reads;

namespace Coordination.Gateway.Services;

public static class SearchSetup
{
    /// <summary>What searches, disclosures and judgements share between calls.</summary>
    public static IServiceCollection AddSearches(this IServiceCollection services) => services
        .AddSingleton<SearchIndex>().AddSingleton<SearchBasis>().AddSingleton<HitTokens>().AddSingleton<SuspectSearches>().AddSingleton<DisclosureView>()
        .AddSingleton<MatchNames>().AddSingleton<MatchReads>().AddSingleton<SuspectMatches>();
}
