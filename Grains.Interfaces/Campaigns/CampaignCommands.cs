namespace Coordination.Campaigns;

/// <summary>An instruction to one campaign.</summary>
[GenerateSerializer, Immutable, Alias("coord.CampaignCommand")]
public abstract record CampaignCommand(CommandHeader Header) : Command(Header);

/// <summary>Opens a campaign; by the ministry.</summary>
/// <param name="Start">First moment of the window.</param>
/// <param name="End">Last moment of the window, itself inside, in whole milliseconds.</param>
/// <param name="KeyLabel">Where the list of key provinces comes from; a fixture says that it is one (<c>TEST-17</c>).</param>
/// <param name="KeyJurisdictions">The key provinces, each once; may be empty.</param>
[GenerateSerializer, Immutable, Alias("coord.CreateCampaign")]
public sealed record CreateCampaign(
    CommandHeader Header,
    [property: Id(0)] Protected Title,
    [property: Id(1)] DateTimeOffset Start,
    [property: Id(2)] DateTimeOffset End,
    [property: Id(3)] string KeyLabel,
    [property: Id(4)] ImmutableArray<JurisdictionCode> KeyJurisdictions) : CampaignCommand(Header);

/// <summary>Ends the campaign: its definition stands for good. Corrections to what it counts still show, as new entries.</summary>
[GenerateSerializer, Immutable, Alias("coord.CloseCampaign")]
public sealed record CloseCampaign(CommandHeader Header) : CampaignCommand(Header);
