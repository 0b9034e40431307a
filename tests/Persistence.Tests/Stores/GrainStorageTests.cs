using Xunit;
using static Coordination.Persistence.Tests.Commands;

namespace Coordination.Persistence.Tests;

public sealed class GrainStorageTests(TestServer server)
{
    public static TheoryData<StoreKind, bool> Stores => new()
    {
        { StoreKind.Sqlite, true }, { StoreKind.Sqlite, false }, { StoreKind.Postgres, true }, { StoreKind.Postgres, false },
    };

    [Theory, MemberData(nameof(Stores))]
    public async Task An_acknowledged_command_is_in_the_row_and_in_the_log(StoreKind kind, bool grouped)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster(configure: o => o.GroupCommit = grouped);
        var grain = cluster.Client.GetGrain<ICounterGrain>("counter-1");

        var first = await grain.Execute(new Add(Header(), 2));
        var second = await grain.Execute(new Add(Header(), 3, "第二"));

        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Equal(5, second.State!.Value);
        Assert.Equal(2, await store.Scalar<int>("select version from orleansstorage"));
        Assert.Equal(2, await store.Scalar<int>("select count(*) from event_log where grain_id = 'counter-1' and event_type = 'counter.added' and jurisdictions = '440000'"));
    }
}
