using Coordination.Core;
using Coordination.Log;

namespace Coordination.Campaigns;

/// <summary>Runs <see cref="CampaignMachine"/>.</summary>
[GrainType("campaign")]
public sealed class CampaignGrain(
    [PersistentState("campaign", "store")] IPersistentState<GrainRow<Campaign, CampaignEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<Campaign, CampaignCommand, CampaignEvent>(CampaignAggregate.Definition, store, log, clock), ICampaignGrain
{
    protected override Decision<CampaignEvent> Decide(Campaign state, CampaignCommand command, DateTimeOffset now) =>
        CampaignMachine.Decide(state, command);
}
