using Coordination.Campaigns;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Gateway.Services;

/// <summary>Campaigns and their figures on the wire. Enums of both sides share their numbers; a test compares the names.</summary>
internal static class CampaignMapping
{
    public const string Collection = "campaigns", KeyPrefix = "campaign";

    /// <param name="title">The title in plain text; empty if it was erased.</param>
    public static V1.Campaign ToProto(this Campaigns.Campaign campaign, string key, int version, string title) => new()
    {
        Name = Name(key),
        Title = title,
        Owner = Jurisdiction(campaign.Owner),
        StartTime = campaign.Window.Start.ToTimestamp(),
        EndTime = campaign.Window.End.ToTimestamp(),
        KeyLabel = campaign.KeyLabel,
        KeyJurisdictions = { campaign.KeyJurisdictions.Select(Jurisdiction) },
        Closed = campaign.Closed,
        Etag = Etags.Of(version),
    };

    /// <param name="visible">Whose own figures may be shown.</param>
    public static V1.CampaignTally ToProto(this Campaigns.CampaignTally tally, string key, long position, Func<JurisdictionCode, bool> visible) => new()
    {
        Campaign = Name(key),
        AsOfPosition = position,
        National = tally.National.ToProto(),
        Key = tally.Key.ToProto(),
        Jurisdictions =
        {
            tally.Jurisdictions.Where(figures => visible(figures.Key))
                .Select(figures => new V1.JurisdictionFigures { Jurisdiction = Jurisdiction(figures.Key), Figures = figures.Value.ToProto() }),
        },
        FocusAreas =
        {
            tally.FocusAreas.Select(figures => new V1.FocusAreaFigures { FocusArea = (V1.FocusArea)figures.Key, Figures = figures.Value.ToProto() }),
        },
        Days =
        {
            tally.Days.Select(figures => new V1.DayFigures
            {
                Day = new() { Year = figures.Key.Year, Month = figures.Key.Month, Day = figures.Key.Day }, Figures = figures.Value.ToProto(),
            }),
        },
        PressLine = PressLine.Chinese(tally.National),
        PressLineEnglish = PressLine.English(tally.National),
    };

    public static string Key(string name) => Require.Name(name, Collection, KeyPrefix, "name");

    public static string Name(string key) => Require.NameOf(key, Collection);

    private static string Jurisdiction(JurisdictionCode code) => $"jurisdictions/{code}";

    private static V1.CampaignFigures ToProto(this Campaigns.CampaignFigures figures) => new()
    {
        Cases = figures.Cases,
        Groups = figures.Groups,
        GroupParticipations = figures.GroupParticipations,
        Operations = figures.Operations,
        OperationParticipations = figures.OperationParticipations,
        Amount = Money.FromFen(figures.Amount),
        AmountSeedLiteral = Money.FromFen(figures.AmountSeedLiteral),
    };
}
