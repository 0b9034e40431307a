using Coordination.Log;
using Coordination.Suspects;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit;

namespace Coordination.Persistence.Tests;

/// <summary>A record has one home: the component that took it in, or the one into which that moved.</summary>
public sealed class RecordHomesTests(TestServer server)
{
    private static readonly JurisdictionCode Guangdong = new("440000");

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_two_components_that_claim_one_record_in_the_same_commit_one_is_written(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();

        var (first, second, beside) = await Together(cluster, Settle(cluster, "a", "record-1", "record-2"), Settle(cluster, "b", "record-2", "record-3"), Settle(cluster, "c", "record-4", "record-5"));

        Assert.Single([first, second], failed => failed is null);
        Assert.IsType<InconsistentStateException>(first ?? second);
        Assert.Null(beside);
        Assert.Equal(4, await store.Scalar<int>("select count(*) from record_home"));
        Assert.Equal(2, await store.Scalar<int>("select count(distinct component_id) from record_home"));
        Assert.Equal(2, await store.Scalar<int>("select count(*) from event_log"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_component_that_moves_takes_its_records_along_and_nobody_elses(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        await Together(cluster, Settle(cluster, "a", "record-1", "record-2"), Settle(cluster, "b", "record-3", "record-4"), Settle(cluster, "c", "record-5", "record-6"));

        await Together(cluster, Move(cluster, "b", "component-a"), Settle(cluster, "a", "record-1", "record-2", "record-7"), Move(cluster, "c", "component-a"));

        Assert.Equal(7, await store.Scalar<int>("select count(*) from record_home where component_id = 'component-a'"));
        Assert.Equal(2, await store.Scalar<int>("select count(*) from record_home where filed_in = 'component-b'"));
        Assert.Equal(2, await store.Scalar<int>("select count(*) from record_home where filed_in = 'component-c'"));
    }

    private static Func<Task> Settle(InProcessTestCluster cluster, string component, params string[] records) => () => Send(cluster, component, new SettleComponent(Header(), new()
    {
        Members = [.. records.Select(record => new Member(record, 1, Guangdong))], Clusters = [[.. records]], ModelVersion = "test",
    }));

    private static Func<Task> Move(InProcessTestCluster cluster, string component, string into) => () => Send(cluster, component, new MoveComponent(Header(), into));

    private static async Task Send(InProcessTestCluster cluster, string component, SuspectComponentCommand command)
    {
        var reply = await cluster.Client.GetGrain<ISuspectComponentGrain>($"component-{component}").Execute(command);
        Assert.True(reply.Rejection is null, reply.Rejection?.Message);
    }

    /// <summary>Carries out three writes in one commit, where the store groups them.</summary>
    /// <returns>Why each failed; null if it did not.</returns>
    private static async Task<(Exception?, Exception?, Exception?)> Together(InProcessTestCluster cluster, params Func<Task>[] writes)
    {
        using var expected = cluster.Silos[0].ServiceProvider.GetRequiredService<IStoreGroups>().Expect(writes.Length);
        var ended = await Task.WhenAll(writes.Select(async write => await Record.ExceptionAsync(write)));
        return (ended[0], ended[1], ended[2]);
    }

    private static CommandHeader Header() => new(Guid.NewGuid(), "000000/rms", $"{Guid.NewGuid()}", "resolver", JurisdictionCode.Ministry);
}
