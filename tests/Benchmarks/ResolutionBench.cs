using System.Diagnostics;
using System.Globalization;
using Coordination.Resolution;
using Coordination.Resolution.Tests;

namespace Coordination.Benchmarks;

/// <summary>
/// The resolution library on files: trains a model, resolves a set, and tells how fast. The clusters and reviews it
/// writes are those of the library, to be scored by any scorer that reads record_id,entity_id.
/// </summary>
internal static class ResolutionBench
{
    public static int Run(string[] args) => args switch
    {
        ["train", var records, var truth, var options, var target] => Train(records, truth, options, target),
        ["resolve", var model, var records, .. var targets] => Resolve(model, records, targets),
        _ => Usage(),
    };

    private static int Usage()
    {
        Console.Error.WriteLine("""
            resolution train RECORDS.csv TRUTH.csv|- TEMPLATE.json MODEL.json     version, comparisons, thresholds and columns are the template's
            resolution resolve MODEL.json|suspects|febrl RECORDS.csv [CLUSTERS.csv [REVIEW.csv]]
            """);
        return 2;
    }

    private static int Train(string records, string truth, string template, string target)
    {
        var start = Open(template);
        var attributes = CsvRecords.Read(records, start);
        var labels = truth == "-" ? null : CsvRecords.Truth(truth);
        var clock = Stopwatch.StartNew();
        var options = new TrainingOptions(
            start.Version, [.. start.File.Comparisons.Select(comparison => comparison.Name)], start.File.Thresholds, start.File.StopValues, start.File.Columns, start.File.Provenance);
        var made = Trainer.Train(attributes, options, labels is null ? null : (a, b) => labels[a] == labels[b]);
        Console.WriteLine($"trained on {attributes.Count} records in {clock.ElapsedMilliseconds} ms");
        using var file = File.Create(target);
        Model.Create(made).Save(file);
        return 0;
    }

    private static int Resolve(string modelName, string records, string[] targets)
    {
        var model = Open(modelName);
        var attributes = CsvRecords.Read(records, model);
        Resolver.Resolve(attributes.Take(1000), model); // tables and code are loaded once per process, not per set
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var resolved = Resolver.Resolve(attributes, model);
        var seconds = clock.Elapsed.TotalSeconds;
        var worked = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;

        var queued = resolved.Reviews.Where(review => review.IsQueued).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{attributes.Count} records, {resolved.Clusters.Length} persons, {resolved.CandidatePairs} pairs scored, largest component {resolved.LargestComponent}, {queued.Count} reviews; {seconds:F2} s, {attributes.Count / seconds:F0} records/s on {Environment.ProcessorCount} processors; {worked:F2} s of processor time"));
        if (targets.Length > 0) { Write(targets[0], "record_id,entity_id", resolved.Clusters.SelectMany(cluster => cluster.Records.Select(record => $"{record},{cluster.Records[0]}"))); }
        if (targets.Length > 1) { Write(targets[1], "record_a,record_b", queued.Select(review => $"{review.RecordA},{review.RecordB}")); }
        return 0;
    }

    private static Model Open(string name)
    {
        if (name == "suspects") { return Model.Suspects; }
        if (name == "febrl") { return Model.Febrl; }
        using var file = File.OpenRead(name);
        return Model.Load(file);
    }

    private static void Write(string path, string header, IEnumerable<string> lines) => File.WriteAllLines(path, lines.Prepend(header));
}
