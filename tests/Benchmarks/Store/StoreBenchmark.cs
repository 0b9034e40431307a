using System.Text.Json;
using Coordination.Log;
using Coordination.Persistence;
using Coordination.Persistence.Development;

namespace Coordination.Benchmarks.Store;

/// <summary>Acknowledged transitions through a grain beside hand-written SQL, in turn, in one run.</summary>
public static class StoreBenchmark
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private sealed record Cell(string Name, Func<int, Task> Write);

    /// <summary>One line of the report: the median over the rounds.</summary>
    /// <param name="RatioToPeer">Its throughput over that of the hand-written transition at the same level.</param>
    /// <param name="CpuMicroseconds">Processor time of client and server for one write: what it costs, whoever else is running.</param>
    public sealed record Line(string Database, string Cell, int InFlight, double PerSecond, double P50Ms, double P99Ms, double RatioToPeer, double CpuMicroseconds, long Errors);

    private sealed record Measured(LoadResult Load, double ClientMicroseconds, double ServerMicroseconds);

    public static async Task<int> Run(string[] args)
    {
        var settings = BenchmarkSettings.Parse(args);
        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute); // the server's own user passes through
        }
        var lines = new List<Line>();
        try
        {
            if (settings.Only != "sqlite")
            {
                lines.AddRange(await Postgres(folder, settings));
            }
            if (settings.Only != "postgres")
            {
                lines.AddRange(await Sqlite(folder, settings));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        if (settings.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(lines, Json));
        }
        return lines.Any(l => l.Errors > 0) ? 1 : 0;
    }

    private static async Task<List<Line>> Postgres(string folder, BenchmarkSettings settings)
    {
        var server = await LocalPostgres.Start(Path.Combine(folder, "postgres"));
        try
        {
            await server.EnsureDatabase("bench");
            var grains = new List<GrainCell>();
            foreach (var flushers in settings.Flushers)
            {
                grains.Add(await GrainCell.Start(
                    new() { Kind = StoreKind.Postgres, ConnectionString = server.ConnectionString("bench"), KeyFile = Path.Combine(folder, "postgres.key"), Flushers = flushers }, 21_460 + grains.Count));
            }
            using var peer = await PostgresPeer.Create(server.ConnectionString("bench"), TypicalRow());
            var lines = await Measure("postgres", [new("a raw upsert", peer.Raw), new("b hand-written CTE", peer.Transition), .. grains.Zip(settings.Flushers, (grain, flushers) => new Cell($"grain, {flushers} flushers", grain.Write))], settings, server.Pid);
            foreach (var grain in grains)
            {
                await grain.DisposeAsync();
            }
            return lines;
        }
        finally
        {
            await server.Stop();
        }
    }

    private static async Task<List<Line>> Sqlite(string folder, BenchmarkSettings settings)
    {
        await using var grain = await GrainCell.Start(new() { Kind = StoreKind.Sqlite, ConnectionString = $"Data Source={Path.Combine(folder, "bench.db")}", KeyFile = Path.Combine(folder, "sqlite.key") }, 21_480);
        using var peer = new SqlitePeer(Path.Combine(folder, "peer.db"), TypicalRow());
        return await Measure("sqlite", [new("a raw upsert", peer.Raw), new("b hand-written transaction", peer.Transition), new("grain", grain.Write)], settings, serverPid: null);
    }

    private static async Task<List<Line>> Measure(string database, Cell[] cells, BenchmarkSettings settings, int? serverPid)
    {
        Say($"{database}: row of {TypicalRow().Length} bytes, {settings.Rounds} rounds of {settings.Seconds} s a cell, cells in turn");
        foreach (var cell in cells)
        {
            await Load.Run(settings.Levels.Max(), TimeSpan.FromSeconds(1), cell.Write);
        }
        var results = new Dictionary<(string, int), List<Measured>>();
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var level in settings.Levels)
            {
                foreach (var cell in round % 2 == 0 ? cells : cells.Reverse())
                {
                    using var spent = new TimeSpent();
                    var cpu = new CpuTime(serverPid);
                    var result = await Load.Run(level, TimeSpan.FromSeconds(settings.Seconds), cell.Write);
                    var measured = new Measured(result, cpu.ClientSpent.TotalMicroseconds / result.Count, cpu.ServerSpent.TotalMicroseconds / result.Count);
                    (results.TryGetValue((cell.Name, level), out var list) ? list : results[(cell.Name, level)] = []).Add(measured);
                    Say($"  {cell.Name,-28} {level,3} in flight  {result.PerSecond,8:N0}/s  p50 {result.P50Milliseconds,7:N2} ms  p99 {result.P99Milliseconds,7:N2} ms  cpu {measured.ClientMicroseconds,4:N0} + {measured.ServerMicroseconds,4:N0} µs  errors {result.Errors} {result.FirstError}{Where(spent)}");
                }
            }
        }
        List<Line> lines = [.. from level in settings.Levels from cell in cells select Median(cell.Name, level)];
        Say($"| {database}, writes/s (p99 ms) processor µs a write × (b) | {string.Join(" | ", settings.Levels)} |");
        foreach (var cell in cells)
        {
            Say($"| {cell.Name} | {string.Join(" | ", lines.Where(l => l.Cell == cell.Name).Select(l => $"{l.PerSecond:N0} ({l.P99Ms:N1}) {l.CpuMicroseconds:N0} ×{l.RatioToPeer:N2}"))} |");
        }
        return lines;

        Line Median(string cell, int level)
        {
            var mine = results[(cell, level)];
            var peer = Middle(results[(cells[1].Name, level)].Select(r => r.Load.PerSecond));
            var perSecond = Middle(mine.Select(r => r.Load.PerSecond));
            return new(database, cell, level, perSecond, Middle(mine.Select(r => r.Load.P50Milliseconds)), Middle(mine.Select(r => r.Load.P99Milliseconds)), perSecond / peer,
                Middle(mine.Select(r => r.ClientMicroseconds + r.ServerMicroseconds)), mine.Sum(r => r.Load.Errors));
        }

        void Say(string line)
        {
            if (!settings.Json)
            {
                Console.WriteLine(line);
            }
        }
    }

    private static string Where(TimeSpent spent)
    {
        var (serialize, count) = spent.Take(StoreMetrics.Serialize);
        return count == 0 ? "" : $"  serialize {serialize * 1e6:N0} µs, queue {spent.Take(StoreMetrics.QueueWait).Mean * 1e6:N0} µs, statement and commit {spent.Take(StoreMetrics.Statement).Mean * 1e6:N0} µs for {spent.Take(StoreMetrics.BatchRows).Mean:N1} rows";
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>What the grain stores after some writes.</summary>
    private static byte[] TypicalRow()
    {
        var id = Guid.Parse("00000000-0000-4000-8000-000000000001");
        var fingerprint = Convert.ToBase64String(id.ToByteArray());
        var row = new GrainRow<BenchCase, BenchEvent>
        {
            GrainType = "bench",
            GrainId = "bench-00000000-0-0",
            Requests = [.. Enumerable.Repeat(new AnsweredRequest(id, fingerprint, 12), GrainRow<BenchCase, BenchEvent>.RequestsKept)],
            Write = new(id, "440000/bench", fingerprint, "officer-7", "investigation", DateTimeOffset.UnixEpoch),
            Events = [new("330000,440000", DateTimeOffset.UnixEpoch, BenchAggregate.Decide(new(), "Investigating"))],
        };
        return JsonSerializer.SerializeToUtf8Bytes(row, StoreJson.Create([BenchAggregate.Definition]));
    }
}
