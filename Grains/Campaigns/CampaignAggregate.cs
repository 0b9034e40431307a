using Coordination.Log;

namespace Coordination.Campaigns;

public static class CampaignAggregate
{
    public static readonly Aggregate<Campaign, CampaignEvent> Definition = new("campaign", CampaignJson.Default, CampaignMachine.Apply, Index);

    private static ResourceIndex Index(Campaign campaign) =>
        new(campaign.Owner, campaign.Closed ? "Closed" : "Open", [.. campaign.Parties()]);
}
