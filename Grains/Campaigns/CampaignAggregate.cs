using Coordination.Jurisdictions;
using Coordination.Log;

namespace Coordination.Campaigns;

public static class CampaignAggregate
{
    public static readonly Aggregate<Campaign, CampaignEvent> Definition = new("campaign", CampaignJson.Default, CampaignMachine.Apply, Index);

    /// <summary>A campaign is national: every operational jurisdiction may know of it.</summary>
    private static ResourceIndex Index(Campaign campaign) => new(campaign.Owner, campaign.Closed ? "Closed" : "Open",
        [.. Divisions.All.Where(division => division.IsOperational).Select(division => division.Code).Append(campaign.Owner).Order()]);
}
