using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Coordination.Campaigns;

/// <summary>Whose figures.</summary>
public enum CampaignScope
{
    Unspecified = 0,

    /// <summary>All jurisdictions.</summary>
    National,

    /// <summary>The campaign's key provinces, a subtotal.</summary>
    Key,
}

/// <summary>
/// Figures that stand in a press conference: a canonical text and its SHA-256. Made again as of the same position of the log at any
/// later time, it has the same bytes (K7).
/// </summary>
/// <param name="Statement">UTF-8, one <c>name value</c> a line, in a fixed order, LF.</param>
/// <param name="Sha256">Of the statement, lower-case hex.</param>
public sealed record FigureCertificate(ImmutableArray<byte> Statement, string Sha256)
{
    /// <param name="asOf">The last position of the log that is counted.</param>
    public static FigureCertificate Of(string campaignId, Campaign campaign, CampaignScope scope, long asOf, CampaignTally tally)
    {
        var text = new StringBuilder();
        Line(text, "certificate", "coordination.v1/figures");
        Line(text, "campaign", campaignId);
        Line(text, "window", $"{Moment(campaign.Window.Start)}/{Moment(campaign.Window.End)}");
        Line(text, "scope", scope is CampaignScope.Key ? $"KEY {campaign.KeyLabel}" : "NATIONAL");
        Line(text, "as-of", asOf.ToString(CultureInfo.InvariantCulture));
        Figures(text, "total", scope is CampaignScope.Key ? tally.Key : tally.National);
        foreach (var (code, figures) in tally.Jurisdictions)
        {
            if (scope is CampaignScope.National || campaign.KeyJurisdictions.Contains(code))
            {
                Figures(text, code.Value, figures);
            }
        }
        var statement = Encoding.UTF8.GetBytes(text.ToString());
        return new([.. statement], Convert.ToHexStringLower(SHA256.HashData(statement)));
    }

    private static void Figures(StringBuilder text, string whose, CampaignFigures figures) => Line(text, whose, string.Create(
        CultureInfo.InvariantCulture,
        $"cases={figures.Cases} groups={figures.Groups} group-participations={figures.GroupParticipations} operations={figures.Operations} "
        + $"operation-participations={figures.OperationParticipations} amount-fen={figures.Amount} amount-seed-literal-fen={figures.AmountSeedLiteral}"));

    private static void Line(StringBuilder text, string name, string value) => text.Append(name).Append(' ').Append(value).Append('\n');

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
