using System.Globalization;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Resolution;
using Spectre.Console;

namespace Coordination.Client.Matching;

/// <summary>What a model learnt, level by level, beside another.</summary>
internal sealed class ModelReport(Model model, Model shipped)
{
    public JsonObject ToJson() => new()
    {
        ["model"] = model.Version, ["shipped"] = shipped.Version, ["provenance"] = model.File.Provenance,
        ["priorBits"] = model.File.PriorBits, ["shippedPriorBits"] = shipped.File.PriorBits,
        ["comparisons"] = new JsonArray([.. model.File.Comparisons.Select(comparison => new JsonObject
        {
            ["name"] = comparison.Name, ["rarityWeight"] = comparison.RarityWeight,
            ["levels"] = new JsonArray([.. comparison.Levels.OrderByDescending(level => level.Value.Bits).Select(level => new JsonObject
            {
                ["level"] = level.Key, ["m"] = level.Value.M, ["u"] = level.Value.U, ["bits"] = level.Value.Bits, ["shippedBits"] = ShippedBits(comparison.Name, level.Key),
            })]),
        })]),
        ["thresholds"] = new JsonObject([.. Thresholds().Select(threshold => KeyValuePair.Create(threshold.Name, (JsonNode?)new JsonObject
        {
            ["bits"] = threshold.Own, ["shippedBits"] = threshold.Shipped,
        }))]),
        ["groundsRequired"] = model.File.Thresholds.GroundsRequired,
    };

    public void Show(Session session)
    {
        session.Say($"{model.Version}, beside {shipped.Version}. {model.File.Provenance}");
        var weights = new Table().Border(TableBorder.Simple).AddColumns("comparison", "level", "m", "u", "bits", "shipped", "change");
        weights.AddRow("prior", "", "", "", Bits(model.File.PriorBits), Bits(shipped.File.PriorBits), Change(model.File.PriorBits, shipped.File.PriorBits));
        foreach (var comparison in model.File.Comparisons)
        {
            foreach (var (level, weight) in comparison.Levels.OrderByDescending(level => level.Value.Bits))
            {
                var other = ShippedBits(comparison.Name, level);
                weights.AddRow(comparison.Name, level, Share(weight.M), Share(weight.U), Bits(weight.Bits), Bits(other), Change(weight.Bits, other));
            }
        }
        session.Data.Write(weights);
        var thresholds = new Table().Border(TableBorder.Simple).AddColumns("threshold", "bits", "shipped");
        foreach (var (name, own, other) in Thresholds()) { thresholds.AddRow(name, Bits(own), Bits(other)); }
        session.Data.Write(thresholds);
    }

    private IEnumerable<(string Name, double Own, double Shipped)> Thresholds()
    {
        var (own, other) = (model.File.Thresholds, shipped.File.Thresholds);
        yield return ("edge", own.EdgeBits, other.EdgeBits);
        yield return ("link", own.LinkBits, other.LinkBits);
        yield return ("documentConflict", own.DocumentConflictBits, other.DocumentConflictBits);
        yield return ("originConflict", own.OriginConflictBits, other.OriginConflictBits);
        yield return ("clip", own.ClipBits, other.ClipBits);
        yield return ("review", own.ReviewBits, other.ReviewBits);
        yield return ("reviewMean", own.ReviewMeanBits, other.ReviewMeanBits);
    }

    private double? ShippedBits(string comparison, string level) =>
        shipped.File.Comparisons.FirstOrDefault(one => one.Name == comparison)?.Levels.GetValueOrDefault(level)?.Bits;

    private static string Share(double share) => share.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Bits(double? bits) => bits?.ToString("+0.000;-0.000;0", CultureInfo.InvariantCulture) ?? "";

    private static string Change(double own, double? shipped) => shipped is { } other && own != other ? Bits(own - other) : "";
}
