using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Coordination.Client.Files;
using Coordination.Persistence.Development;
using Coordination.Resolution;

namespace Coordination.Benchmarks.Resolution;

/// <summary>One figure.</summary>
/// <param name="Cell">What was measured.</param>
/// <param name="InFlight">Callers at once.</param>
/// <param name="Records">How many records the figure rests on.</param>
/// <param name="P50Ms">Median time of one submission; null where nobody waits for a single one.</param>
public sealed record ResolutionLine(string Cell, int InFlight, long Records, double PerSecond, double? P50Ms = null, double? P99Ms = null, long Errors = 0);

/// <summary>
/// Resolution at each of its prices, in one run on the same records: the library on the whole, one record after the other in memory,
/// the rows written by hand with nothing decided, and the actors behind a gateway on PostgreSQL.
/// </summary>
public static class ResolutionBenchmark
{
    private const int Batch = 500;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> Run(string[] args)
    {
        var settings = ResolutionSettings.Parse(args);
        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute); // the server's own user passes through
        }
        var lines = new List<ResolutionLine>();
        try
        {
            var file = settings.Records ?? Synthetic(folder, settings);
            await foreach (var line in Measure(file, folder, settings))
            {
                lines.Add(line);
                if (!settings.Json) { Console.WriteLine(Words(line)); }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        if (settings.Json) { Console.WriteLine(JsonSerializer.Serialize(new { settings.Seed, settings.Records, Processors = Environment.ProcessorCount, lines }, Json)); }
        return lines.Any(line => line.Errors > 0) ? 1 : 0;
    }

    /// <summary>As many as are to be held, and those to submit by themselves.</summary>
    private static string Synthetic(string folder, ResolutionSettings settings)
    {
        var file = Path.Combine(folder, "records.csv");
        new SyntheticRecords(settings.Seed).Write(file, settings.Count * ActorCells.FreshOneOf / (ActorCells.FreshOneOf - 1));
        Console.Error.WriteLine($"synthetic records, seed {settings.Seed}");
        return file;
    }

    private static async IAsyncEnumerable<ResolutionLine> Measure(string file, string folder, ResolutionSettings settings)
    {
        var model = Model.Suspects;
        var records = RecordFiles.Records(file, model);
        if ("library".StartsWith(settings.Only, StringComparison.Ordinal))
        {
            yield return Median("library, model given", records.Count, settings.Rounds, () => Resolver.Resolve(records, model));
            yield return Median("library, with training", records.Count, 1, () =>
                Resolver.Resolve(records, Model.Create(Trainer.Train(records, TrainingOptions.Like(model.File, "bench", "bench")))));
        }
        if ("memory".StartsWith(settings.Only, StringComparison.Ordinal))
        {
            yield return OneByOne(records, model);
            yield return Median($"memory only, batches of {Batch}", records.Count, 1, () =>
            {
                var index = new MemoryIndex(model);
                foreach (var batch in records.Chunk(Batch)) { index.Add(batch); }
            });
        }
        if ("raw store".StartsWith(settings.Only, StringComparison.Ordinal)) { yield return await Raw(records, model, folder); }
        if ("actors".StartsWith(settings.Only, StringComparison.Ordinal))
        {
            await foreach (var line in ActorCells.Measure(file, folder, settings)) { yield return line; }
        }
    }

    private static ResolutionLine OneByOne(List<SuspectAttributes> records, Model model)
    {
        var index = new MemoryIndex(model);
        var times = new List<double>(records.Count);
        var clock = Stopwatch.StartNew();
        foreach (var record in records)
        {
            var start = Stopwatch.GetTimestamp();
            index.Add([record]);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        var took = clock.Elapsed;
        times.Sort();
        return new("memory only, one by one", 1, records.Count, records.Count / took.TotalSeconds, times[times.Count / 2], times[times.Count * 99 / 100]);
    }

    private static async Task<ResolutionLine> Raw(List<SuspectAttributes> records, Model model, string folder)
    {
        var server = await LocalPostgres.Start(Path.Combine(folder, "raw"));
        try
        {
            await server.EnsureDatabase("bench");
            await using var store = await RawStore.Create(server.ConnectionString("bench"));
            var clock = Stopwatch.StartNew();
            foreach (var batch in records.Chunk(Batch)) { await store.Write(batch, model); }
            return new($"raw store, batches of {Batch}", 1, records.Count, records.Count / clock.Elapsed.TotalSeconds);
        }
        finally
        {
            await server.Stop();
        }
    }

    /// <summary>The median of several rounds after one that is not counted.</summary>
    private static ResolutionLine Median(string cell, int records, int rounds, Action work)
    {
        work();
        var seconds = Enumerable.Range(0, rounds).Select(_ =>
        {
            var clock = Stopwatch.StartNew();
            work();
            return clock.Elapsed.TotalSeconds;
        }).Order().ToArray();
        return new(cell, 1, records, records / seconds[rounds / 2]);
    }

    private static string Words(ResolutionLine line) => string.Create(CultureInfo.InvariantCulture,
        $"  {line.Cell,-44} {line.InFlight,3} in flight  {line.PerSecond,9:N0}/s  {(line.P50Ms is { } p50 ? $"p50 {p50,7:N2} ms  p99 {line.P99Ms,7:N2} ms  " : "")}{line.Records:N0} records, errors {line.Errors}");
}
