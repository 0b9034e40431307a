using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Coordination.Persistence.Tests;

public sealed class StoreClockTests(TestServer server)
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task It_tells_the_databases_time_whatever_the_machine_believes(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        var machine = new FakeTimeProvider(new(1999, 1, 1, 0, 0, 0, TimeSpan.Zero)); // an hour, a day or years off
        using var database = Database(store);
        using var clock = Clock(database, machine);

        await clock.StartAsync(CancellationToken.None);

        Assert.True(clock.IsTrusted);
        Assert.InRange(clock.GetUtcNow() - await database.Now(CancellationToken.None), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        await clock.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task It_is_not_trusted_before_the_first_sample_nor_once_samples_are_missing()
    {
        var store = await TestStore.Create(server, StoreKind.Sqlite);
        var machine = new FakeTimeProvider();
        using var database = Database(store);
        using var clock = Clock(database, machine);
        var before = clock.IsTrusted;
        await clock.StartAsync(CancellationToken.None);
        var sampled = clock.IsTrusted;
        await clock.StopAsync(CancellationToken.None);

        machine.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal((false, true, false), (before, sampled, clock.IsTrusted));
    }

    [Fact]
    public async Task After_a_jump_it_is_trusted_again_only_when_samples_agree()
    {
        var store = await TestStore.Create(server, StoreKind.Sqlite);
        var machine = new FakeTimeProvider();
        using var database = Database(store);
        using var clock = Clock(database, machine);
        await clock.Sample(CancellationToken.None);

        machine.Advance(TimeSpan.FromSeconds(5)); // the monotonic clock went on, the database's did not: they moved apart by 5 s
        await clock.Sample(CancellationToken.None);
        var afterJump = clock.IsTrusted;
        var trusted = new List<bool>();
        for (var i = 0; i < StoreClock.AgreeingSamples; i++)
        {
            await clock.Sample(CancellationToken.None);
            trusted.Add(clock.IsTrusted);
        }

        Assert.False(afterJump);
        Assert.Equal([false, false, true], trusted);
    }

    private static StoreClock Clock(StoreDatabase database, TimeProvider machine) =>
        new(database, Options.Create(new StoreOptions()), NullLogger<StoreClock>.Instance, machine);

    private static StoreDatabase Database(TestStore store)
    {
        var options = new StoreOptions();
        store.Configure(options);
        return store.Kind == StoreKind.Postgres ? new PostgresDatabase(Options.Create(options)) : new SqliteDatabase(Options.Create(options));
    }
}
