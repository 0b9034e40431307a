using System.Collections.Concurrent;
using Coordination.Log;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Tests.Readers.Ledger;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

public sealed class ReactionTests(TestServer server)
{
    private static readonly JurisdictionCode Guangdong = new("440000");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<StoreKind> Stores => new() { StoreKind.Sqlite, StoreKind.Postgres };

    [Theory, MemberData(nameof(Stores))]
    public async Task Each_step_is_sent_at_least_once_and_as_the_same_request_across_a_crash(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        await WriteBookings(store, ledgers: 5, bookings: 8);
        var beforeCrash = new RecordingReaction(enough: 10, answer: (_, sent) => sent > 10 ? new Rejection(Reason.StorageUnavailable, "dying") : null);
        var afterCrash = new RecordingReaction(enough: 40);

        await using (await store.Run(beforeCrash))
        {
            await beforeCrash.Enough.WaitAsync(Cancel);
        }
        await using (await store.Run(afterCrash))
        {
            await afterCrash.Enough.WaitAsync(Cancel);
        }

        Assert.Equal(40, afterCrash.Sent.Select(s => s.RequestId).Distinct().Count());
        Assert.Subset(afterCrash.Sent.Select(s => s.RequestId).ToHashSet(), beforeCrash.Sent.Select(s => s.RequestId).ToHashSet());
        Assert.All(afterCrash.Sent.GroupBy(s => s.Target), target => Assert.Equal(target.Select(s => s.Seq).Order(), target.Select(s => s.Seq)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_refused_step_is_not_sent_again_and_one_that_was_not_taken_is(StoreKind kind)
    {
        using var store = await ReadersStore.Create(server, kind);
        await WriteBookings(store, ledgers: 3, bookings: 1);
        var attempts = new ConcurrentDictionary<string, int>();
        var reaction = new RecordingReaction(enough: 4, answer: (target, _) => (target, attempts.AddOrUpdate(target, 1, (_, n) => n + 1)) switch
        {
            ("ledger-0", _) => new Rejection(Reason.NotOwner, "never"),
            ("ledger-1", 1) => new Rejection(Reason.Overloaded, "not now"),
            _ => null,
        });

        await using (await store.Run(reaction))
        {
            await ReadersStore.Until(async () => await store.Database.ReadPosition("reaction/record", Cancel) == 6);
        }
        var afterwards = new RecordingReaction(enough: 1);
        await store.Rows.Write("ledger-2", new Booked(9));
        await using (await store.Run(afterwards))
        {
            await afterwards.Enough.WaitAsync(Cancel);
        }

        Assert.True(attempts["ledger-1"] >= 2);
        Assert.Contains("ledger-0", reaction.Sent.Select(s => s.Target));
        Assert.Equal([7L], afterwards.Sent.Select(s => s.Seq));
    }

    private static async Task WriteBookings(ReadersStore store, int ledgers, int bookings)
    {
        for (var ledger = 0; ledger < ledgers; ledger++)
        {
            await store.Rows.Write($"ledger-{ledger}", new Opened(Guangdong));
        }
        for (var i = 0; i < ledgers * bookings; i++)
        {
            await store.Rows.Write($"ledger-{i % ledgers}", new Booked(i));
        }
    }

    private sealed record Delivery(string Target, Guid RequestId, long Seq);

    /// <summary>Sends one step for each booking and keeps what it sent.</summary>
    private sealed class RecordingReaction(int enough, Func<string, int, Rejection?>? answer = null) : IReaction
    {
        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _sent;

        public string Name => "record";
        public ConcurrentQueue<Delivery> Sent { get; } = [];
        public Task Enough => _enough.Task;

        public IEnumerable<Step> On(LogEntry entry)
        {
            if (entry.EventType == "ledger.booked")
            {
                yield return new(entry.GrainId, _ => Task.FromResult(Take(entry)));
            }
        }

        private Rejection? Take(LogEntry entry)
        {
            var sent = Interlocked.Increment(ref _sent);
            Sent.Enqueue(new(entry.GrainId, entry.DerivedHeader(Name, entry.GrainId).RequestId, entry.Seq));
            if (sent >= enough)
            {
                _enough.TrySetResult();
            }
            return answer?.Invoke(entry.GrainId, sent);
        }
    }
}
