using Coordination.Campaigns;
using Coordination.Log;
using Coordination.Persistence.Projections;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Verify;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Persistence.Tests.Campaigns;

/// <summary>The stored ledger is the pure one, whatever the batches; its sums are the pure sums.</summary>
public sealed class CampaignTallyTests(TestServer server, ITestOutputHelper output)
{
    public static TheoryData<StoreKind, int> Runs => new() { { StoreKind.Sqlite, 1 }, { StoreKind.Sqlite, 2 }, { StoreKind.Postgres, 3 } };

    [Theory, MemberData(nameof(Runs))]
    public async Task In_batches_of_any_size_the_stored_lines_are_those_of_one_pass(StoreKind kind, int seed)
    {
        output.WriteLine($"seed {seed}");
        var log = Busy(new Random(seed));
        using var host = await (await TestStore.Create(server, kind)).Open();
        var database = host.Services.GetRequiredService<StoreDatabase>();
        var expected = new Ledger(log);

        await Project(database, log.Entries, new Random(seed));

        var reads = new TallyReads(database);
        Assert.Equal(expected.Lines, await reads.Lines(0, long.MaxValue, TestContext.Current.CancellationToken));
        foreach (var asOf in new[] { log.Entries.Count, log.Entries.Count / 2, 1_000 })
        {
            var sum = await reads.Sum(TestReplay.CampaignId, TestReplay.Campaign.Window, new(asOf), TestContext.Current.CancellationToken);
            var tally = CampaignTally.Of(TestReplay.Campaign, sum.Cells);
            Assert.Equal(asOf, sum.Position);
            Assert.Equal(expected.Tally(asOf).Jurisdictions, tally.Jurisdictions);
            Assert.Equal(expected.Tally(asOf).Days, tally.Days);
            Assert.Equal(expected.Tally(asOf).FocusAreas, tally.FocusAreas);
        }
    }

    [Fact]
    public async Task Figures_as_of_a_time_are_those_of_what_was_decided_by_then()
    {
        var log = TestReplay.Load();
        using var host = await (await TestStore.Create(server, StoreKind.Sqlite)).Open();
        var database = host.Services.GetRequiredService<StoreDatabase>();
        await Project(database, log.Entries, new Random(4));
        var half = log.Entries[log.Entries.Count / 2];

        var sum = await new TallyReads(database)
            .Sum(TestReplay.CampaignId, TestReplay.Campaign.Window, new(Time: half.DecidedAt), TestContext.Current.CancellationToken);

        Assert.Equal(new Ledger(log).Tally(half.Seq).National, CampaignTally.Of(TestReplay.Campaign, sum.Cells).National);
    }

    [Theory]
    [InlineData("update tally_line set delta = delta + 1 where seq = 2")]
    [InlineData("delete from tally_line where seq = 2")]
    [InlineData("insert into tally_line select 1, 1, decided_at, metric, jurisdiction, focus_area, at_ms, earlier_ms, campaign_id, delta from tally_line where seq = 2")]
    public async Task The_check_finds_a_ledger_that_does_not_follow_from_the_log(string tampering)
    {
        using var host = await (await TestStore.Create(server, StoreKind.Sqlite)).Open();
        var database = host.Services.GetRequiredService<StoreDatabase>();
        var log = new LogStream();
        log.Write("case-1", Sample.Reported("440000", TestReplay.At(7, 1)));
        log.Write("case-1", Sample.Filed(TestReplay.At(7, 1)));
        await Append(database, log.Entries);
        await Project(database, log.Entries, new Random(5));
        Assert.Equal(0, await Check(database));

        await database.Write(
            async transaction =>
            {
                await using var command = transaction.Command(tampering);
                await command.ExecuteNonQueryAsync();
            }, TestContext.Current.CancellationToken);

        Assert.Equal(1, await Check(database));
    }

    /// <summary>The replay, and then joinders, transfers, shared facts and their undoing.</summary>
    private static LogStream Busy(Random random)
    {
        var log = TestReplay.Load();
        var merged = new Dictionary<int, int>();
        for (var step = 0; step < 400; step++)
        {
            var one = random.Next(1, 60);
            var other = random.Next(60, 120);
            switch (random.Next(4))
            {
                case 0 when merged.Remove(one, out var main):
                    log.Write(TestReplay.Case(one), Sample.Unmerged(TestReplay.Case(main), TestReplay.At(12, 1)));
                    break;
                case 1 when merged.TryAdd(one, other):
                    log.Write(TestReplay.Case(one), Sample.Merged(TestReplay.Case(other), TestReplay.At(12, 1)));
                    break;
                case 2:
                    log.Write(TestReplay.Case(other), Sample.Transferred("110000", random.Next(2) == 0 ? "360000" : "440000", TestReplay.At(12, 1)));
                    break;
                default:
                    log.Write(TestReplay.Case(random.Next(1, 120)), Sample.Fact($"F-shared-{random.Next(20)}", 1_000));
                    break;
            }
        }
        return log;
    }

    private static async Task Project(StoreDatabase database, IReadOnlyList<LogEntry> entries, Random random)
    {
        var projection = new CampaignTallyProjection();
        var cancel = TestContext.Current.CancellationToken;
        for (var done = 0; done < entries.Count;)
        {
            var batch = entries.Skip(done).Take(random.Next(1, 700)).ToList();
            await database.Write(
                async transaction =>
                {
                    await projection.Apply(batch, transaction, cancel);
                    await using var position = transaction.Command("""
                        insert into projection_position (name, position) values (@name, @position)
                        on conflict (name) do update set position = excluded.position
                        """, ("name", projection.Name), ("position", batch[^1].Seq));
                    await position.ExecuteNonQueryAsync(cancel);
                }, cancel);
            done += batch.Count;
        }
    }

    private static Task Append(StoreDatabase database, IEnumerable<LogEntry> entries) => database.Write(
        async transaction =>
        {
            foreach (var entry in entries)
            {
                await using var command = transaction.Command("""
                    insert into event_log (grain_type, grain_id, version, ordinal, event_type, jurisdictions, request_id, principal, fingerprint,
                      actor, purpose, event_time, decided_at, body)
                    values (@type, @id, @version, 1, @event, '000000', @request, 'test', '', 'test', '', @at, @at, @body)
                    """, ("type", entry.GrainType), ("id", entry.GrainId), ("version", entry.Version), ("event", entry.EventType),
                    ("request", Guid.CreateVersion7()), ("at", entry.DecidedAt), ("body", entry.Body));
                await command.ExecuteNonQueryAsync();
            }
        }, TestContext.Current.CancellationToken);

    private static async Task<long> Check(StoreDatabase database)
    {
        var check = new TallyCheck(database);
        var found = new CheckLog(check.Name, null);
        await check.Run(found, TestContext.Current.CancellationToken);
        return found.Wrong;
    }
}
