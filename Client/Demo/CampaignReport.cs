using System.Text.Json.Nodes;
using Coordination.V1;
using static System.Globalization.CultureInfo;

namespace Coordination.Client.Demo;

/// <summary>What the gateway says of the campaign, and what the fixture asks it to say.</summary>
public static class CampaignReport
{
    /// <summary>The gateway's figures: the nation's, each province's, and the amount in the seed's literal reading.</summary>
    public static JsonObject Of(CampaignTally tally)
    {
        var report = Of(tally.National);
        report["provinces"] = new JsonObject(tally.Jurisdictions.OrderBy(item => item.Jurisdiction, StringComparer.Ordinal)
            .Select(item => KeyValuePair.Create(item.Jurisdiction.Split('/')[^1][..2], (JsonNode?)Of(item.Figures))));
        return report;
    }

    public static JsonObject SeedLiteral(CampaignTally tally) => new() { ["amountFen"] = Fen(tally.National.AmountSeedLiteral) };

    /// <summary>The same document as the fixture has it.</summary>
    public static JsonObject Expected { get; } = Fixture();

    public static JsonObject ExpectedSeedLiteral { get; } = new() { ["amountFen"] = Text(Test17.Cases.Sum(item => item.SeedLiteralFen)) };

    /// <summary>True if the key provinces' subtotal is the nation's: the fixture has no others.</summary>
    public static bool IsComplete(CampaignTally tally) =>
        JsonNode.DeepEquals(Of(tally), Expected) && JsonNode.DeepEquals(SeedLiteral(tally), ExpectedSeedLiteral) && tally.Key.Equals(tally.National);

    private static JsonObject Of(CampaignFigures figures) =>
        Row(figures.Cases, figures.Groups, figures.Operations, Fen(figures.Amount));

    private static JsonObject Fixture()
    {
        var report = Row(Test17.CaseCount, Test17.Provinces.Sum(province => province.Groups), Test17.Provinces.Sum(province => province.Operations),
            Text(Test17.Cases.Sum(item => item.OfficialFen)));
        report["provinces"] = new JsonObject(Test17.Provinces.Select(province => KeyValuePair.Create(province.Code, (JsonNode?)Row(
            province.Cases, province.Groups, province.Operations, Text(Test17.Cases.Where(item => item.Province == province).Sum(item => item.OfficialFen))))));
        return report;
    }

    private static JsonObject Row(long cases, long groups, long operations, string amountFen) =>
        new() { ["cases"] = cases, ["groups"] = groups, ["operations"] = operations, ["amountFen"] = amountFen };

    private static string Fen(Google.Type.Money? money) => Text(money is null ? 0 : checked(money.Units * 100 + money.Nanos / 10_000_000));

    private static string Text(long fen) => fen.ToString(InvariantCulture);
}
