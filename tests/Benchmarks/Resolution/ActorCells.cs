using System.CommandLine;
using System.Diagnostics;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Coordination.Client.Import;
using Coordination.Client.Local;
using Coordination.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Coordination.Benchmarks.Resolution;

/// <summary>The actors as their clients see them: a system as <c>coord up --store postgres</c> starts it, in a folder of its own, asked through its gateway.</summary>
internal sealed class ActorCells : IAsyncDisposable
{
    /// <summary>Of so many records one is submitted by itself.</summary>
    public const int FreshOneOf = 5;

    /// <summary>Records for whoever submits one after another while the import goes on.</summary>
    private const int BesideMax = 500;

    private static readonly TimeSpan ImportMax = TimeSpan.FromHours(1);

    /// <summary>While one of so many records is imported first, the programs compile what they run: the rest is told by itself as well.</summary>
    private const int ColdOneOf = 4;

    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(200);

    private readonly LocalSystem _system;
    private readonly Session _session;
    private readonly Dictionary<string, GrpcChannel> _channels = [];

    private ActorCells(LocalSystem system, Session session) => (_system, _session) = (system, session);

    /// <summary>The first part of the file is imported; the rest is submitted one by one, a share of it at each number of callers.</summary>
    public static async IAsyncEnumerable<ResolutionLine> Measure(string file, string folder, ResolutionSettings settings)
    {
        var records = ImportFile.Suspects(file);
        var held = records.Take(records.Count - records.Count / FreshOneOf).ToList();
        var fresh = records.Skip(held.Count).ToList();

        await using var actors = await Start(Path.Combine(folder, "system"), records.Select(record => record.Jurisdiction!).Distinct());
        using var imported = new CancellationTokenSource();
        var beside = actors.Submit("while the import goes on", new(fresh.Take(BesideMax)), 1, ImportMax, imported.Token);
        foreach (var line in await actors.Import(held, imported)) { yield return line; }
        yield return await beside;
        var after = fresh.Skip(BesideMax).ToList();
        for (var place = 0; place < settings.Levels.Length; place++)
        {
            var share = after.Where((_, at) => at % settings.Levels.Length == place); // dealt out: those at the end of a file may meet more of their like
            yield return await actors.Submit($"{held.Count:N0} held", new(share), settings.Levels[place], TimeSpan.FromSeconds(settings.Seconds), CancellationToken.None);
        }
    }

    private static async Task<ActorCells> Start(string folder, IEnumerable<string> jurisdictions)
    {
        var command = new RootCommand();
        foreach (var option in Session.Options) { command.Add(option); }
        var session = new Session(command.Parse([]));
        var actors = new ActorCells(LocalSystem.At(new DirectoryInfo(folder)), session);
        try
        {
            var state = await actors._system.UpAsync(new(StoreChoice.Postgres, Silos: 1, Gateways: 1), session, CancellationToken.None);
            var codes = jurisdictions.ToList();
            await actors._system.Identities.IssueAsync(codes, CancellationToken.None);
            foreach (var code in codes)
            {
                actors._channels[code] = Channels.Open(await actors._system.ProfileOfAsync(code, null, CancellationToken.None));
            }
            return actors;
        }
        catch
        {
            await actors.DisposeAsync();
            throw;
        }
    }

    /// <summary>All jurisdictions import at once; told until all was acknowledged, until all was compared, and what was acknowledged when the programs were warm.</summary>
    private async Task<IReadOnlyList<ResolutionLine>> Import(List<FileRecord> records, CancellationTokenSource imported)
    {
        var counts = new ImportCounts();
        var cold = records.Count / ColdOneOf;
        var (answered, warmFrom) = (0, TimeSpan.Zero);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(records.GroupBy(record => record.Jurisdiction!).Select(own =>
            new ImportStream(new(_channels[own.Key]), Guid.NewGuid().ToString(), [.. own], []).RunAsync((_, result) =>
            {
                counts.Count(result.Status);
                if (Interlocked.Increment(ref answered) == cold) { warmFrom = clock.Elapsed; }
            }, CancellationToken.None)));
        var acknowledged = clock.Elapsed;
        await imported.CancelAsync();
        var suspects = new SuspectService.SuspectServiceClient(_channels.Values.First());
        var compared = clock.Elapsed; // when it is asked, for counting takes a second itself
        while ((await suspects.GetSuspectSummaryAsync(new())).Pending > 0)
        {
            await Task.Delay(_poll);
            compared = clock.Elapsed;
        }
        return
        [
            Line("until acknowledged", records.Count, acknowledged),
            Line("until compared", records.Count, compared),
            Line("acknowledged when warm", records.Count - cold, acknowledged - warmFrom),
        ];

        ResolutionLine Line(string told, int count, TimeSpan took) =>
            new($"actors, bulk import {told}", _channels.Count, count, count / took.TotalSeconds, Errors: counts[ImportStatus.Failed]);
    }

    private async Task<ResolutionLine> Submit(string when, Queue<FileRecord> fresh, int callers, TimeSpan duration, CancellationToken stop)
    {
        GC.Collect(); // the client's own pauses are not the system's
        var result = await Load.Run(callers, duration, async _ =>
        {
            FileRecord? record;
            lock (fresh) { record = fresh.TryDequeue(out var next) ? next : null; }
            if (record is null || stop.IsCancellationRequested) { return false; }
            var request = record.Message.SuspectRecord.Clone();
            request.RequestId = Guid.NewGuid().ToString();
            await new SuspectService.SuspectServiceClient(_channels[record.Jurisdiction!]).SubmitSuspectRecordAsync(request, new CallOptions());
            return true;
        });
        return new($"actors, single submissions, {when}", callers, result.Count, result.PerSecond, result.P50Milliseconds, result.P99Milliseconds, result.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels.Values) { channel.Dispose(); }
        await _system.DownAsync(_session, CancellationToken.None);
    }
}
