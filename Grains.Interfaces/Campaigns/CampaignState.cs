using System.Text.Json.Serialization;
using Coordination.Jurisdictions;

namespace Coordination.Campaigns;

/// <summary>What a campaign counts. It holds no figures: those are sums over the ledger.</summary>
[GenerateSerializer, Immutable, Alias("coord.Campaign")]
public sealed record Campaign
{
    /// <summary>The jurisdiction that commands it; default before it is opened.</summary>
    [Id(0)] public JurisdictionCode Owner { get; init; }
    [Id(1)] public Protected? Title { get; init; }

    /// <summary>When something must have happened in the field to count.</summary>
    [Id(2)] public CampaignWindow Window { get; init; } = new(default, default);

    /// <summary>Where the list of key provinces comes from. The official 17 were never published. Source: domain rules B8.</summary>
    [Id(3)] public string KeyLabel { get; init; } = "";
    [Id(4)] public ImmutableArray<JurisdictionCode> KeyJurisdictions { get; init; } = [];
    [Id(5)] public bool Closed { get; init; }

    [JsonIgnore] public bool Exists => Owner != default;

    /// <summary>A campaign is national: every operational jurisdiction may know of it.</summary>
    public IEnumerable<JurisdictionCode> Parties() =>
        Divisions.All.Where(division => division.IsOperational).Select(division => division.Code).Append(Owner).Distinct().Order();
}

/// <summary>A span of field time.</summary>
/// <param name="Start">First moment.</param>
/// <param name="End">Last moment, itself inside, in whole milliseconds: all of its millisecond is inside.</param>
[GenerateSerializer, Immutable, Alias("coord.CampaignWindow")]
public sealed record CampaignWindow([property: Id(0)] DateTimeOffset Start, [property: Id(1)] DateTimeOffset End)
{
    /// <summary>The first moment that lies after the window.</summary>
    [JsonIgnore] public DateTimeOffset Until => End.AddMilliseconds(1);

    public bool Contains(DateTimeOffset moment) => Start <= moment && moment < Until;
}
