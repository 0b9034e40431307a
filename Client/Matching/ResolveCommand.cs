using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Client.Files;
using Coordination.Resolution;

namespace Coordination.Client.Matching;

/// <summary><c>coord resolve</c>: the library on a whole file at once, without a system: who is one person, and whom a person should look at.</summary>
public static class ResolveCommand
{
    private const int FirstRecords = 2_000;

    private static readonly Option<FileInfo> _records = new Option<FileInfo>("--records") { Description = "Records, comma-separated values with a header line.", Required = true }.AcceptExistingOnly();
    private static readonly Option<FileInfo?> _clusters = new("--clusters") { Description = "Writes record_id,entity_id." };
    private static readonly Option<FileInfo?> _review = new("--review") { Description = "Writes record_a,record_b: the pairs that a person should see, weightiest first." };
    private static readonly Option<string> _model = new("--model") { Description = $"{ModelFiles.Names}; default suspects.", DefaultValueFactory = _ => "suspects" };
    private static readonly Option<int> _threads = new("--threads") { Description = "Default 0: one for each processor." };

    public static Command Create() => new Command("resolve", "Find out which records of a file are one person.") { _records, _clusters, _review, _model, _threads }.Runs(RunAsync);

    private static async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var threads = parsed.GetValue(_threads);
        if (threads < 0) { throw new CommandException("--threads is 0 or more."); }
        var model = ModelFiles.Open(parsed.GetValue(_model)!);
        var watch = new StageWatch();
        var running = Task.Run(() => Resolve(parsed.GetValue(_records)!.FullName, model, threads, watch), cancellation);
        await session.ShowAsync(running, () => watch.Doing);
        var result = await running;
        Write(parsed, result.Resolved);
        Show(session, result);
        return ExitCode.Ok;
    }

    private static Result Resolve(string file, Model model, int threads, StageWatch watch)
    {
        var clock = Stopwatch.StartNew();
        var records = Read(file, model);
        var read = clock.Elapsed;
        clock.Restart();
        var worked = Environment.CpuUsage.TotalTime;
        try
        {
            var resolved = Resolver.Resolve(records, model, threads, watch);
            return new(resolved, records.Count, model, threads > 0 ? threads : Environment.ProcessorCount, read, clock.Elapsed, Environment.CpuUsage.TotalTime - worked);
        }
        catch (ArgumentException e) // a record id is there twice
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Reads on one processor. On another the first records are resolved meanwhile, so that the tables are loaded and the code
    /// is compiled when all are there; what they come to is dropped.
    /// </summary>
    private static List<SuspectAttributes> Read(string file, Model model)
    {
        var reading = Task.Run(() => RecordFiles.Records(file, model));
        var first = RecordFiles.Records(file, model, FirstRecords).DistinctBy(record => record.RecordId, StringComparer.Ordinal).ToList();
        while (!reading.IsCompleted) { Resolver.Resolve(first, model, threads: 1); }
        return reading.GetAwaiter().GetResult();
    }

    private static void Write(ParseResult parsed, ResolvedSet resolved)
    {
        if (parsed.GetValue(_clusters) is { } clusters)
        {
            CsvFile.Write(clusters.FullName, ["record_id", "entity_id"],
                resolved.Clusters.SelectMany(cluster => cluster.Records.Select(record => new[] { record, cluster.Records[0] })));
        }
        if (parsed.GetValue(_review) is { } review)
        {
            CsvFile.Write(review.FullName, ["record_a", "record_b"],
                resolved.Reviews.Where(pair => pair.IsQueued).Select(pair => new[] { pair.RecordA, pair.RecordB }));
        }
    }

    private static void Show(Session session, Result result)
    {
        var reviews = result.Resolved.Reviews.Count(review => review.IsQueued);
        if (session.Format is not OutputFormat.Table)
        {
            Session.Print(new JsonObject
            {
                ["model"] = result.Model.Version, ["records"] = result.Records, ["persons"] = result.Resolved.Clusters.Length,
                ["candidatePairs"] = result.Resolved.CandidatePairs, ["largestComponent"] = result.Resolved.LargestComponent, ["reviews"] = reviews,
                ["threads"] = result.Threads, ["readSeconds"] = Math.Round(result.Read.TotalSeconds, 3),
                ["resolveSeconds"] = Math.Round(result.Took.TotalSeconds, 3), ["processorSeconds"] = Math.Round(result.Worked.TotalSeconds, 3), ["recordsPerSecond"] = Math.Round(result.PerSecond),
            }.ToJsonString());
            return;
        }
        session.Say($"{result.Records:N0} records are {result.Resolved.Clusters.Length:N0} persons; {reviews:N0} pairs for review.");
        session.Say($"{result.Resolved.CandidatePairs:N0} pairs compared, at most {result.Resolved.LargestComponent:N0} records at once; {result.Took.TotalSeconds:0.00} s ({result.PerSecond:N0} records/s) after {result.Read.TotalSeconds:0.00} s of reading.");
    }

    /// <param name="Worked">Processor time of resolving: what it costs, whoever else is running.</param>
    private sealed record Result(ResolvedSet Resolved, int Records, Model Model, int Threads, TimeSpan Read, TimeSpan Took, TimeSpan Worked)
    {
        public double PerSecond => Records / Math.Max(1e-6, Took.TotalSeconds);
    }
}
