using System.Diagnostics;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Tests.Readers.Ledger;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

/// <summary>Measurements, run on request (<c>-explicit only</c>); they print their figures and hold the readers to the rate they are built for.</summary>
public sealed class ReadersSpeed(TestServer server, ITestOutputHelper output)
{
    private const int RateMin = 3_000;
    private const int Grains = 2_000;
    private const int Waves = 300;

    private static readonly JurisdictionCode Guangdong = new("440000"), Zhejiang = new("330000");
    private static readonly string Note = new('案', 300);
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Stores => new() { StoreKind.Sqlite, StoreKind.Postgres };

    [Theory(Explicit = true), MemberData(nameof(Stores))]
    public async Task A_backlog_is_applied_faster_than_it_grows(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        var entries = await Write(store, 30_000);
        var started = Stopwatch.GetTimestamp();

        await store.Settle();

        var rate = entries / Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{kind}: {entries} entries with state of about 1 KB, two projections: {rate:N0} entries/s");
        Assert.True(rate > RateMin, $"{rate:N0} entries/s");
    }

    [Theory(Explicit = true), MemberData(nameof(Stores))]
    public async Task At_three_thousand_entries_a_second_the_read_model_is_a_moment_behind(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        store.Options.Value.Linger = new ReadersOptions().Linger;
        var entries = await Write(store, 3 * Grains);
        await using var readers = await store.Run();
        await store.Freshness.WaitForLog(Cancel);
        var (lags, commits) = (new List<double>(), new List<double>());
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var measured = Task.CompletedTask;
        var started = Stopwatch.GetTimestamp();
        for (var wave = 0; wave < Waves; wave++)
        {
            await beat.WaitForNextTickAsync(Cancel);
            var before = Stopwatch.GetTimestamp();
            await store.Database.Write(async transaction =>
            {
                for (var i = 0; i < RateMin / 50; i++)
                {
                    await store.Rows.Write(transaction, $"ledger-{(wave * 60 + i) % Grains}", new Booked(1));
                }
            }, Cancel);
            commits.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            entries += RateMin / 50;
            store.Signals.Committed.Ring();
            if (measured.IsCompleted)
            {
                measured = Lag(entries);
            }
        }
        var rate = Waves * RateMin / 50 / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await measured;

        output.WriteLine($"{kind}: {rate:N0} entries/s; lag p50 {At(lags, 0.5):N0} ms, p99 {At(lags, 0.99):N0} ms, max {lags.Max():N0} ms; "
            + $"commits of {RateMin / 50} rows beside it p50 {At(commits, 0.5):N1} ms, p99 {At(commits, 0.99):N1} ms");
        Assert.True(At(lags, 0.99) < 5_000);

        async Task Lag(long seq)
        {
            var committed = Stopwatch.GetTimestamp();
            await store.Freshness.WaitFor(seq, Cancel);
            lags.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
        }
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)((values.Count - 1) * share));

    private static async Task<long> Write(ReadersStore store, int entries)
    {
        var written = 0L;
        for (var version = 1; written < entries; version++)
        {
            foreach (var part in Enumerable.Range(0, Grains).Chunk(200))
            {
                await store.Database.Write(async transaction =>
                {
                    foreach (var grain in part)
                    {
                        LedgerEvent[] events = version == 1 ? [new Opened(Guangdong), new Shared(Zhejiang), new Noted(Note)] : [new Booked(1)];
                        await store.Rows.Write(transaction, $"ledger-{grain}", events);
                        written += events.Length;
                    }
                }, Cancel);
            }
        }
        return written;
    }
}
