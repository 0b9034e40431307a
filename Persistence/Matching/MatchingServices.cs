using Coordination.Suspects;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Persistence.Matching;

public static class MatchingServices
{
    /// <summary>The index by which a suspect record's candidates are found.</summary>
    public static IServiceCollection AddMatching(this IServiceCollection services) => services
        .AddSingleton<IMatchIndex, MatchIndex>();
}
