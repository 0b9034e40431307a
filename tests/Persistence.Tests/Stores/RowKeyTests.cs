using Coordination.Log;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Xunit;

namespace Coordination.Persistence.Tests;

public sealed class RowKeyTests(TestServer server)
{
    private static readonly string[] Keys =
        ["counter-1", "counter-0440000", "counter-440000", "counter-AB12", "counter-ab12", "counter-案件", "counter-a+b", "x y", $"counter-{new string('k', 400)}", "op-0f", "z", "-1"];

    public static TheoryData<string> Numeric => ["440000", "0440000", "AB12", "ab12", "440000+x", "0f8fad5bd9cb469fa16570867728950e", "0F8FAD5BD9CB469FA16570867728950E+x"];

    [Theory, MemberData(nameof(Numeric))]
    public async Task A_key_that_could_share_a_row_with_another_is_refused(string key)
    {
        var store = await TestStore.Create(server, StoreKind.Sqlite);
        await using var cluster = await store.Cluster();
        var storage = GrainStorageTests.Storage(cluster.Silos[0]);

        await Assert.ThrowsAsync<ArgumentException>(() => storage.WriteStateAsync("counter", GrainId.Create("counter", key), new GrainState<GrainRow<Counter, CounterEvent>>(Rows.Added(key))));
        await Assert.ThrowsAsync<ArgumentException>(() => storage.ReadStateAsync("counter", GrainId.Create("counter", key), new GrainState<GrainRow<Counter, CounterEvent>>()));

        Assert.Equal(0, await store.Scalar<int>("select count(*) from orleansstorage"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_plain_provider_and_the_grouped_writer_mean_the_same_row(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster();
        var grouped = GrainStorageTests.Storage(cluster.Silos[0]);
        var plain = cluster.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>("store-rows");

        foreach (var (first, second, type) in new[] { (grouped, plain, "kg"), (plain, grouped, "kp") })
        {
            foreach (var key in Keys)
            {
                var grain = GrainId.Create(type, key);
                var mine = new GrainState<GrainRow<Counter, CounterEvent>>(Rows.Added(key));
                await first.WriteStateAsync(type, grain, mine);
                var theirs = new GrainState<GrainRow<Counter, CounterEvent>>();
                await second.ReadStateAsync(type, grain, theirs);
                Assert.Equal(("1", key), (theirs.ETag, theirs.State?.GrainId));
                theirs.State = Rows.Added(key);
                await second.WriteStateAsync(type, grain, theirs);
                mine.State = Rows.Added(key);
                await Assert.ThrowsAsync<InconsistentStateException>(() => first.WriteStateAsync(type, grain, mine));
                await first.ReadStateAsync(type, grain, mine);
                Assert.Equal("2", mine.ETag);
            }
        }

        Assert.Equal(2 * Keys.Length, await store.Scalar<int>("select count(*) from orleansstorage where version = 2"));
    }
}
