using Coordination.Log;
using Coordination.Persistence.Projections;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Reads;
using Coordination.Persistence.Tests.Readers.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

/// <summary>An empty store and the parts of its readers, put together by hand so that a test can run them step by step.</summary>
public sealed class ReadersStore : IDisposable
{
    private ReadersStore(StoreDatabase database)
    {
        Database = database;
        Signals = new(database);
        Rows = new(database);
        Reads = new(database);
        Freshness = new(database, Projections);
    }

    public static IReadOnlyList<IProjection> Projections { get; } =
        [new ResourceProjection([LedgerAggregate.Definition]), new InboxProjection()];

    public IOptions<ReadersOptions> Options { get; } =
        Microsoft.Extensions.Options.Options.Create(new ReadersOptions { Linger = TimeSpan.Zero, RetryMax = TimeSpan.FromMilliseconds(100) });

    public StoreDatabase Database { get; }
    public LogSignals Signals { get; }
    public ReadersMetrics Metrics { get; } = new();
    public LedgerRows Rows { get; }
    public ReadModel Reads { get; }
    public Freshness Freshness { get; }

    public Sequencer Sequencer => new((PostgresDatabase)Database, Signals, Metrics, Options, NullLogger<Sequencer>.Instance);

    public static async Task<ReadersStore> Create(TestServer server, StoreKind kind) => await Create(await TestStore.Create(server, kind));

    public static async Task<ReadersStore> Create(TestStore empty)
    {
        var store = Open(empty);
        await new Migrations(store.Database, NullLogger<Migrations>.Instance).Run(CancellationToken.None);
        return store;
    }

    public static ReadersStore Open(TestStore store)
    {
        var options = new StoreOptions();
        store.Configure(options);
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        return new(store.Kind is StoreKind.Postgres ? new PostgresDatabase(wrapped) : new SqliteDatabase(wrapped));
    }

    public LogReader NewReader() => new(Database, Options, Metrics);

    public LaneTools NewTools() => new(Database, NewReader(), Signals, Metrics, Options.Value, NullLogger.Instance);

    /// <summary>All readers of one process, running until disposed of.</summary>
    public Task<RunningReaders> Run(params IReaction[] reactions) => Run(Projections, reactions);

    public async Task<RunningReaders> Run(IEnumerable<IProjection> projections, params IReaction[] reactions)
    {
        var tools = NewTools();
        List<ReaderLane> lanes =
            [.. projections.Select(p => new ProjectionLane(p, tools)), .. reactions.Select(r => new ReactionLane(r, null!, tools))];
        await Database.Register(lanes.Select(lane => lane.Reader), CancellationToken.None);
        return new(lanes, Database is PostgresDatabase ? Sequencer : null);
    }

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Brings the read model up to the log.</summary>
    public async Task Settle(params IReaction[] reactions)
    {
        await using var readers = await Run(reactions);
        await Freshness.WaitForLog(TestContext.Current.CancellationToken);
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var connection = await Database.Open(CancellationToken.None);
        await using var command = connection.Command(sql);
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        Metrics.Dispose();
        Database.Dispose();
    }
}

/// <summary>Lanes under way.</summary>
public sealed class RunningReaders : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running;

    public RunningReaders(IEnumerable<ReaderLane> lanes, Sequencer? sequencer)
    {
        _running = [.. lanes.Select(lane => Task.Run(() => lane.Run(_stop.Token)))];
        if (sequencer is not null)
        {
            _running.Add(Task.Run(() => sequencer.Run(_stop.Token)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(_running);
        }
        catch (OperationCanceledException)
        {
            // as asked
        }
        _stop.Dispose();
    }
}
