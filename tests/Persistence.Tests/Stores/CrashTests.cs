using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Coordination.Persistence.Development;
using Orleans.TestingHost;
using Xunit;
using static Coordination.Persistence.Tests.Commands;

namespace Coordination.Persistence.Tests;

/// <summary>What was acknowledged is there, whoever is killed and whenever.</summary>
public sealed class CrashTests(TestServer server)
{
    private const int Callers = 32, Grains = 8;

    /// <summary>Tells the child process which store to write to; only then does its test do anything.</summary>
    private const string ChildKind = "COORDINATION_TEST_CHILD_KIND", ChildStore = "COORDINATION_TEST_CHILD_STORE", ChildFolder = "COORDINATION_TEST_CHILD_FOLDER";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_missing_after_the_database_is_killed_under_load()
    {
        var folder = Path.Combine(server.Folder, "killed");
        var mine = await LocalPostgres.Start(folder, Cancel);
        try
        {
            await mine.EnsureDatabase("killed", Cancel);
            var store = new TestStore(StoreKind.Postgres, mine.ConnectionString("killed"), Directory.CreateDirectory(folder + "-keys").FullName);
            await using var cluster = await store.Cluster();
            var (acknowledged, unknown) = (new ConcurrentBag<Acknowledged>(), new ConcurrentBag<Asked>());
            using var stop = new CancellationTokenSource();
            var load = Load(cluster, acknowledged, unknown, stop.Token);

            for (var kill = 1; kill <= 3; kill++)
            {
                var before = acknowledged.Count;
                await Until(() => acknowledged.Count > before + 300);
                Process.GetProcessById(mine.Pid!.Value).Kill();
                await mine.Restart(Cancel);
            }
            var last = acknowledged.Count;
            await Until(() => acknowledged.Count > last + 300);
            await stop.CancelAsync();
            await load;

            // Who was left without an answer asks again and learns what happened, once.
            foreach (var asked in unknown)
            {
                var reply = await cluster.Client.GetGrain<ICounterGrain>(asked.Grain).Execute(new Add(Header(asked.Request), 1));
                Assert.Null(reply.Rejection);
                acknowledged.Add(new(asked.Grain, asked.Request, reply.Version));
            }
            await AllThere(store, acknowledged);
        }
        finally
        {
            await mine.Stop(CancellationToken.None);
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Nothing_acknowledged_is_missing_after_the_process_is_killed_under_load(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        var report = Path.Combine(store.Folder, "acknowledged");
        for (var kill = 1; kill <= 2; kill++)
        {
            var child = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = store.Folder };
            foreach (var argument in new[] { typeof(CrashTests).Assembly.Location, "-explicit", "only", "-method", $"{typeof(CrashTests).FullName}.{nameof(Child_writes_until_it_is_killed)}" })
            {
                child.ArgumentList.Add(argument);
            }
            (child.Environment[ChildKind], child.Environment[ChildStore], child.Environment[ChildFolder]) = (kind.ToString(), store.ConnectionString, store.Folder);
            using var process = Process.Start(child)!;
            var written = Lines(report).Count;
            await Until(() => process.HasExited || Lines(report).Count > written + 500);
            Assert.False(process.HasExited, "The child ended by itself.");
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }

        var acknowledged = Lines(report).Select(line => line.Split(' ')).Select(part => new Acknowledged(part[0], Guid.Parse(part[1]), int.Parse(part[2], CultureInfo.InvariantCulture)));
        using (var reopened = await store.Open())
        {
            await AllThere(store, acknowledged);
            await reopened.StopAsync(Cancel);
        }
    }

    [Fact(Explicit = true)]
    public async Task Child_writes_until_it_is_killed()
    {
        var store = new TestStore(Enum.Parse<StoreKind>(Environment.GetEnvironmentVariable(ChildKind)!), Environment.GetEnvironmentVariable(ChildStore)!, Environment.GetEnvironmentVariable(ChildFolder)!);
        await using var cluster = await store.Cluster();
        await using var report = new FileStream(Path.Combine(store.Folder, "acknowledged"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            while (true)
            {
                var (grain, request) = ($"counter-{caller % Grains}", Guid.NewGuid());
                var reply = await cluster.Client.GetGrain<ICounterGrain>(grain).Execute(new Add(Header(request), 1));
                lock (gate)
                {
                    report.Write(System.Text.Encoding.ASCII.GetBytes($"{grain} {request} {reply.Version}\n"));
                }
            }
        }));
    }

    private sealed record Asked(string Grain, Guid Request);

    private sealed record Acknowledged(string Grain, Guid Request, int Version);

    private static Task Load(InProcessTestCluster cluster, ConcurrentBag<Acknowledged> acknowledged, ConcurrentBag<Asked> unknown, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            while (!stop.IsCancellationRequested)
            {
                var asked = new Asked($"counter-{caller % Grains}", Guid.NewGuid());
                try
                {
                    var reply = await cluster.Client.GetGrain<ICounterGrain>(asked.Grain).Execute(new Add(Header(asked.Request), 1));
                    acknowledged.Add(new(asked.Grain, asked.Request, reply.Version));
                }
                catch (Exception)
                {
                    unknown.Add(asked); // whatever the reason: the outcome is not known
                    await Task.Yield();
                }
            }
        }));

    private static async Task AllThere(TestStore store, IEnumerable<Acknowledged> acknowledged)
    {
        var logged = new Dictionary<Guid, (string, int)>();
        await using (var connection = store.Connect())
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "select request_id, grain_id, version from event_log";
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            while (await reader.ReadAsync(Cancel))
            {
                logged.Add(reader.GetGuid(0), (reader.GetString(1), reader.GetInt32(2))); // throws if a request is there twice
            }
        }
        var told = acknowledged.ToList();
        Assert.All(told, one => Assert.Equal((one.Grain, one.Version), logged[one.Request]));
        Assert.Equal(told.Count, told.DistinctBy(one => (one.Grain, one.Version)).Count());
        Assert.Equal(logged.Count, await store.Scalar<int>("select sum(version) from orleansstorage"));
    }

    private static List<string> Lines(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static async Task Until(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(Cancel);
        }
    }
}
