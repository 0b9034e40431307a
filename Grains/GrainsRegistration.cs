using Coordination.Campaigns;
using Coordination.Cases;
using Coordination.Disclosures;
using Coordination.Groups;
using Coordination.Imports;
using Coordination.Inboxes;
using Coordination.Inquiries;
using Coordination.JointOperations;
using Coordination.Jurisdictions;
using Coordination.Log;
using Coordination.Suspects;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination;

public static class GrainsRegistration
{
    /// <summary>Every aggregate of the system: what the store serialises and the log's readers fold.</summary>
    public static readonly ImmutableArray<IAggregate> Aggregates =
    [
        CaseAggregate.Definition,
        GroupAggregate.Definition,
        JurisdictionAggregate.Definition,
        CampaignAggregate.Definition,
        JointOperationAggregate.Definition,
        SuspectRecordAggregate.Definition,
        SuspectComponentGrain.Definition,
        ImportGrain.Definition,
        InquiryGrain.Definition,
        DisclosureAggregate.Definition,
        InboxMarkGrain.Definition,
    ];

    /// <summary>The aggregates' definitions, for whoever reads the log or the read model, and the reading of what suspects' records say.</summary>
    public static IServiceCollection AddAggregates(this IServiceCollection services)
    {
        foreach (var aggregate in Aggregates)
        {
            services.AddSingleton(aggregate);
        }
        return services.AddSingleton<SuspectFeatures>().AddSingleton<ISuspectReader>(provider => provider.GetRequiredService<SuspectFeatures>());
    }

    /// <summary>What the grains need besides the store, and what follows when something happened.</summary>
    public static IServiceCollection AddGrains(this IServiceCollection services) => services
        .AddAggregates()
        .AddSingleton<SuspectRecords>()
        .AddSingleton<OpenedRecords>()
        .AddSingleton<SuspectFiling>()
        .AddSingleton<SuspectQueue>()
        .AddSingleton<SuspectJudging>()
        .AddSingleton<SuspectExplaining>()
        .AddSingleton<IReaction, JoinderReaction>()
        .AddSingleton<IReaction, UpstreamReaction>()
        .AddSingleton<IReaction, GroupCaseReaction>()
        .AddSingleton<IReaction, SuspectResolutionReaction>()
        .AddSingleton<IReaction, ArrestReaction>();
}
