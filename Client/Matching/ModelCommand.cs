using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Client.Files;
using Coordination.Resolution;

namespace Coordination.Client.Matching;

/// <summary><c>coord model train</c> and <c>coord model report</c>: weights learnt from one's own records, and what they are.</summary>
public static class ModelCommand
{
    private static readonly Option<FileInfo> _records = new Option<FileInfo>("--records") { Description = "Records to learn from, comma-separated values with a header line.", Required = true }.AcceptExistingOnly();
    private static readonly Option<FileInfo> _truth = new Option<FileInfo>("--truth") { Description = "record_id,true_id: who each record is truly about." }.AcceptExistingOnly();
    private static readonly Option<FileInfo> _decisions = new Option<FileInfo>("--decisions") { Description = "record_a,record_b,verdict (SAME, NOT_SAME, UNSURE): what reviewers decided; goes before --truth." }.AcceptExistingOnly();
    private static readonly Option<string> _template = new("--template") { Description = $"{ModelFiles.Names}: its comparisons, thresholds, stop values and columns are taken over.", Required = true };
    private static readonly Option<FileInfo> _out = new("--out") { Description = "The model's file to write.", Required = true };
    private static readonly Option<string?> _version = new("--version-name") { Description = "Name of the new model; default the template's with the day." };
    private static readonly Argument<string> _model = new("model") { Description = ModelFiles.Names };

    public static Command Create() => new("model", "Learn and look at the weights by which suspects are matched.")
    {
        new Command("train", "Learn weights: without labels by expectation maximisation, refitted to labels where there are any.") { _records, _truth, _decisions, _template, _out, _version }.Runs(TrainAsync),
        new Command("report", "Show what a model learnt, beside the shipped one.") { _model }.Runs(ReportAsync),
    };

    private static async Task<int> TrainAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var template = ModelFiles.Open(parsed.GetValue(_template)!);
        var watch = new StageWatch();
        var clock = Stopwatch.StartNew();
        var running = Task.Run(() => Train(parsed, template, watch), cancellation);
        await session.ShowAsync(running, () => watch.Doing);
        var (model, records, labels) = await running;
        using (var file = File.Create(parsed.GetValue(_out)!.FullName))
        {
            model.Save(file);
        }
        if (session.Format is not OutputFormat.Table)
        {
            Session.Print(new JsonObject
            {
                ["model"] = model.Version, ["template"] = template.Version, ["records"] = records, ["labelled"] = labels, ["seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 3),
            }.ToJsonString());
        }
        else
        {
            session.Say($"Learnt {model.Version} from {records:N0} records {(labels ? "and labels" : "without labels")} in {clock.Elapsed.TotalSeconds:0.0} s. Look at it: coord model report {parsed.GetValue(_out)}");
        }
        return ExitCode.Ok;
    }

    private static (Model Model, int Records, bool Labels) Train(ParseResult parsed, Model template, StageWatch watch)
    {
        var file = parsed.GetValue(_records)!;
        var records = RecordFiles.Records(file.FullName, template);
        var labels = Labels.From(parsed.GetValue(_truth), parsed.GetValue(_decisions));
        var version = parsed.GetValue(_version) ?? string.Create(CultureInfo.InvariantCulture, $"{template.Version}-{DateTime.UtcNow:yyyyMMdd}");
        var provenance = $"coord model train: {records.Count} records of {file.Name}, {(labels is null ? "no labels" : labels.Words)}, template {template.Version}.";
        var made = Trainer.Train(records, TrainingOptions.Like(template.File, version, provenance), labels is null ? null : labels.IsSame, watch);
        return (Model.Create(made), records.Count, labels is not null);
    }

    private static Task<int> ReportAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var model = ModelFiles.Open(parsed.GetValue(_model)!);
        var report = new ModelReport(model, ModelFiles.ShippedLike(model));
        if (session.Format is OutputFormat.Table) { report.Show(session); }
        else { Session.Print(report.ToJson().ToJsonString()); }
        return Task.FromResult(ExitCode.Ok);
    }
}
