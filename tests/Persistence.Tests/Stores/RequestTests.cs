using Coordination.Log;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Xunit;
using static Coordination.Persistence.Tests.Commands;

namespace Coordination.Persistence.Tests;

public sealed class RequestTests(TestServer server)
{
    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_request_sent_again_after_two_hundred_others_is_answered_as_the_first_time(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster();
        var grain = cluster.Client.GetGrain<ICounterGrain>("counter-1");
        var early = Header();
        var first = await grain.Execute(new Add(early, 5));
        for (var i = 0; i < 200; i++)
        {
            await grain.Execute(new Add(Header(), 1));
        }

        var again = await grain.Execute(new Add(early, 5));

        Assert.True(again.Replayed);
        Assert.Equal(first.Version, again.Version);
        Assert.Equal(205, (await grain.Read()).State!.Value);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_request_id_with_other_content_or_on_another_grain_is_refused(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster();
        var grain = cluster.Client.GetGrain<ICounterGrain>("counter-1");
        var used = Header();
        await grain.Execute(new Add(used, 5));
        for (var i = 0; i < GrainRow<Counter, CounterEvent>.RequestsKept; i++)
        {
            await grain.Execute(new Add(Header(), 1)); // out of the row, so that the log must answer
        }

        var other = await grain.Execute(new Add(used with { Fingerprint = "other" }, 6));
        var elsewhere = await cluster.Client.GetGrain<ICounterGrain>("counter-2").Execute(new Add(used, 5));

        Assert.Equal(Reason.RequestIdReused, other.Rejection?.Reason);
        Assert.Equal(Reason.RequestIdReused, elsewhere.Rejection?.Reason);
        Assert.Equal(1, await store.Scalar<int>("select count(*) from orleansstorage"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_one_request_sent_to_many_grains_at_once_one_is_carried_out(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.Cluster();
        var one = Header();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => cluster.Client.GetGrain<ICounterGrain>($"counter-{n}").Execute(new Add(one, 1))));

        Assert.Single(replies, reply => reply.Rejection is null);
        Assert.All(replies.Where(reply => reply.Rejection is not null), reply => Assert.Equal(Reason.RequestIdReused, reply.Rejection!.Reason));
        Assert.Equal(1, await store.Scalar<int>("select count(*) from event_log"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_answer_lost_after_the_commit_is_found_again_with_the_state_it_made(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        var faults = new LosesAnswers();
        await using var cluster = await store.Cluster(silo: s =>
        {
            var real = s.Services.Single(d => d.ServiceType == typeof(IGrainStorage) && Equals(d.ServiceKey, StoreRegistration.StorageName));
            s.Services.Remove(real);
            s.Services.AddKeyedSingleton<IGrainStorage>(StoreRegistration.StorageName, (services, key) =>
                faults.Over((IGrainStorage)real.KeyedImplementationFactory!(services, key)));
        });
        var grain = cluster.Client.GetGrain<ICounterGrain>("counter-1");
        await grain.Execute(new Add(Header(), 1));
        var lost = Header();
        faults.LoseNext();

        var answered = await grain.Execute(new Add(lost, 2));
        var again = await grain.Execute(new Add(lost, 2));
        var next = await grain.Execute(new Add(Header(), 4));

        Assert.Equal((2, 3), (answered.Version, answered.State!.Value));
        Assert.Equal((2, true), (again.Version, again.Replayed));
        Assert.Equal((3, 7), (next.Version, next.State!.Value));
    }

    private sealed class LosesAnswers
    {
        private int _lose;

        public void LoseNext() => _lose = 1;

        public IGrainStorage Over(IGrainStorage real) => new Storage(real, this);

        private sealed class Storage(IGrainStorage real, LosesAnswers faults) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
        {
            public void Participate(ISiloLifecycle lifecycle) => ((ILifecycleParticipant<ISiloLifecycle>)real).Participate(lifecycle);

            public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => real.ReadStateAsync(stateName, grainId, grainState);

            public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => real.ClearStateAsync(stateName, grainId, grainState);

            public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
            {
                await real.WriteStateAsync(stateName, grainId, grainState);
                if (Interlocked.Exchange(ref faults._lose, 0) == 1)
                {
                    throw new StoreUnavailableException("The answer was lost.");
                }
            }
        }
    }
}
