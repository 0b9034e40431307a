using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Campaigns;

/// <summary>What happened to a campaign. A discriminator is permanent; a changed shape is a new one.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(CampaignCreated), "campaign.created")]
[JsonDerivedType(typeof(CampaignClosed), "campaign.closed")]
public abstract record CampaignEvent;

public sealed record CampaignCreated(
    JurisdictionCode Owner, Protected Title, CampaignWindow Window, string KeyLabel,
    ImmutableArray<JurisdictionCode> KeyJurisdictions) : CampaignEvent;

public sealed record CampaignClosed : CampaignEvent;

/// <summary>The stored types of a campaign.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<Campaign, CampaignEvent>))]
public sealed partial class CampaignJson : JsonSerializerContext;
