using System.Text.Json;
using Coordination.Persistence.Matching;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Tests.Readers;
using Coordination.Persistence.Verify;
using Coordination.Suspects;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Persistence.Tests;

/// <summary>Records are written as new without a look, and read where they turn out not to be.</summary>
public sealed class SuspectRecordsTests(TestServer server)
{
    private static readonly JurisdictionCode Guangdong = new("440000");

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    [Theory, MemberData(nameof(Kinds))]
    public async Task New_known_and_revised_records_of_one_batch_each_end_as_if_they_had_come_alone(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var records = cluster.Silos[0].ServiceProvider.GetRequiredService<SuspectRecords>();
        var (known, revised) = (New("record-known", "content 1", 11), New("record-revised", "content 1", 12));
        await Task.WhenAll(records.Execute([known, revised]));
        var twice = New("record-twice", "content 1", 13);

        var replies = await Task.WhenAll(records.Execute([
            New("record-new", "content 1", 14),
            known,                                       // the same request
            New("record-known", "content 1", 11),        // another request of the same content
            New("record-revised", "content 2", 15),
            twice,
            twice,
            New("record-checked", "content 1", 16, validateOnly: true),
        ]));

        Assert.All(replies, reply => Assert.Null(reply.Rejection));
        Assert.Equal([1, 1, 1, 2, 1, 1, 0], replies.Select(reply => reply.Version));
        Assert.Equal([false, true, false, false], replies.Take(4).Select(reply => reply.Replayed));
        Assert.True(replies[2].Unchanged);
        Assert.Single(replies[4..6], reply => reply.Replayed);
        Assert.Equal(5, await store.Scalar<int>("select count(*) from event_log"));
        Assert.Equal(4, await store.Scalar<int>("select count(*) from match_record"));
        Assert.Equal(0, await store.Scalar<int>("select count(*) from match_key where key in (12, 16)"));
        Assert.Equal(4, await store.Scalar<int>("select count(*) from match_key where key in (11, 13, 14, 15)"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_many_that_write_one_new_record_at_once_one_creates_it(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var records = cluster.Silos[0].ServiceProvider.GetRequiredService<SuspectRecords>();

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).SelectMany(n => records.Execute([New("record-1", "content 1", 11), New($"record-of-{n}", "content 1", 100 + n)])));

        Assert.Equal(15, replies.Count(reply => reply.Unchanged));
        Assert.Equal(17, await store.Scalar<int>("select count(*) from event_log"));
        Assert.Equal(17, await store.Scalar<int>("select count(*) from match_key"));
    }

    [Fact]
    public async Task Of_two_silos_that_write_one_new_record_at_once_one_creates_it()
    {
        var store = await TestStore.Create(server, StoreKind.Postgres);
        await using var one = await store.SuspectCluster();
        await using var other = await store.SuspectCluster();
        var silos = new[] { one, other }.Select(cluster => cluster.Silos[0].ServiceProvider.GetRequiredService<SuspectRecords>()).ToArray();

        for (var n = 0; n < 50; n++)
        {
            var replies = await Task.WhenAll(silos.Select(silo => Task.Run(() => silo.Execute([New($"record-{n}", "content 1", 100 + n)])[0])));

            Assert.Single(replies, reply => reply.Unchanged);
            Assert.All(replies, reply => Assert.Null(reply.Rejection));
        }

        Assert.Equal(50, await store.Scalar<int>("select count(*) from event_log"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_index_that_says_other_than_the_rows_is_found(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var services = cluster.Silos[0].ServiceProvider;
        var records = services.GetRequiredService<SuspectRecords>();
        await Task.WhenAll(records.Execute([New("record-1", "content 1", 11), New("record-2", "content 1", 12), New("record-3", "content 1", 13)]));
        await records.Execute([New("record-1", "content 2", 14)])[0];
        Assert.Equal((3, 0), await Check());

        await Damage("update match_record set flags = 'SEEN' where record_id = 'record-1'");
        await Damage("delete from match_record where record_id = 'record-2'");
        await Damage("update match_key set key = 15 where key = 13");

        Assert.Equal((3, 4), await Check());   // record-2 is also found by a key that nothing says it has
        if (kind is StoreKind.Postgres)         // on SQLite the table's key refuses it
        {
            await Damage("insert into match_key select key, part, record_id from match_key where key = 14");
            Assert.Equal((3, 5), await Check());
        }

        async Task<(long, long)> Check()
        {
            var found = new CheckLog("index", null);
            await new IndexCheck(services.GetRequiredService<StoreDatabase>()).Run(found, TestContext.Current.CancellationToken);
            return (found.Checked, found.Wrong);
        }

        Task Damage(string sql) => services.GetRequiredService<StoreDatabase>().Write(async transaction =>
        {
            await using var command = transaction.Command(sql);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }, TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Two_versions_of_a_record_that_were_never_compared_are_completed_together(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var services = cluster.Silos[0].ServiceProvider;
        var sealer = await services.GetRequiredService<IProtector>().NewSealer(TestContext.Current.CancellationToken);
        foreach (var content in new[] { "content 1", "content 2" })
        {
            var submission = New("record-1", content, 11);
            var sealedOne = submission with { Command = submission.Command with { Attributes = sealer.Seal("""{"fullName":"王伟"}""") } };
            await services.GetRequiredService<SuspectRecords>().Execute([sealedOne])[0];
        }

        await cluster.Client.GetGrain<ISuspectResolver>("resolver").Complete([new("record-1", 1), new("record-1", 2)]);

        await ReadersStore.Until(async () => await store.Scalar<int>("select count(*) from record_compared where version = 2") == 1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Of_several_versions_of_a_record_marked_at_once_the_last_is_kept(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();

        await cluster.Silos[0].ServiceProvider.GetRequiredService<IMatchIndex>().MarkCompared([new("record-1", 2), new("record-2", 1), new("record-1", 3), new("record-1", 3)]);

        Assert.Equal(3, await store.Scalar<int>("select version from record_compared where record_id = 'record-1'"));
        Assert.Equal(1, await store.Scalar<int>("select version from record_compared where record_id = 'record-2'"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_committed_since_candidates_were_read_is_found_by_its_version_and_by_its_keys(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var (records, index) = (cluster.Silos[0].ServiceProvider.GetRequiredService<SuspectRecords>(), cluster.Silos[0].ServiceProvider.GetRequiredService<IMatchIndex>());
        await Task.WhenAll(records.Execute([.. Enumerable.Range(1, HotMatchKey.MembersMax).Select(n => New($"record-{n}", "content 1", 20))]));
        var mark = (await index.Candidates(["record-1"])).Mark;
        RecordVersion[] filed = [new("record-1", 1), new("record-2", 1), new("record-3", 1)];
        HotMatchKey[] met = [new(20, 0), new(21, 0)];

        var (revised, hot, _) = await index.Since(mark, filed, met, NoneUnseen);
        Assert.Empty(revised);
        Assert.Empty(hot);

        await Task.WhenAll(records.Execute([New("record-2", "content 2", 20), New("record-new", "content 1", 20)]));

        (revised, hot, _) = await index.Since(mark, filed, met, NoneUnseen);
        Assert.Equal(["record-2"], revised);
        Assert.Equal([new HotMatchKey(20, 0)], hot);
        (revised, hot, _) = await index.Since((await index.Candidates(["record-1"])).Mark, filed, met, NoneUnseen);
        Assert.Empty(revised);
        Assert.Empty(hot);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_part_of_a_hot_key_that_was_filled_since_is_hot_itself(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var (records, index) = (cluster.Silos[0].ServiceProvider.GetRequiredService<SuspectRecords>(), cluster.Silos[0].ServiceProvider.GetRequiredService<IMatchIndex>());
        await Task.WhenAll(records.Execute([
            .. Enumerable.Range(1, HotMatchKey.MembersMax).Select(n => New($"record-{n}", "content 1", 20, part: 1)), New("record-other", "content 1", 20, part: 2)]));
        var read = await index.Candidates(["record-1", "record-other"]);
        Assert.Equal(new HotMatchKey(20, 1), Assert.Single(read.Met, met => met.Record == "record-1").Key);

        await Task.WhenAll(records.Execute([New("record-new", "content 1", 20, part: 1), New("record-near", "content 1", 20, part: 2)]));

        var (_, hot, _) = await index.Since(read.Mark, [], [new(20, 1), new(20, 2)], NoneUnseen);
        Assert.Equal([new HotMatchKey(20, 1)], hot);
    }

    [Fact]
    public async Task A_transaction_that_was_under_way_when_candidates_were_read_was_not_seen_by_them()
    {
        var store = await TestStore.Create(server, StoreKind.Postgres);
        await using var cluster = await store.SuspectCluster();
        var (records, index) = (cluster.Silos[0].ServiceProvider.GetRequiredService<SuspectRecords>(), cluster.Silos[0].ServiceProvider.GetRequiredService<IMatchIndex>());
        await Task.WhenAll(records.Execute([New("record-1", "content 1", 11), New("record-2", "content 1", 12)]));
        var mark = "";

        await cluster.Silos[0].ServiceProvider.GetRequiredService<StoreDatabase>().Write(async transaction =>
        {
            await using var revise = transaction.Command("""
                with logged as (
                  insert into event_log (grain_type, grain_id, version, ordinal, event_type, jurisdictions, request_id, principal, fingerprint, actor, purpose,
                    event_time, decided_at, body)
                  select grain_type, grain_id, 2, ordinal, event_type, jurisdictions, gen_random_uuid(), principal, fingerprint, actor, purpose, event_time, decided_at, body
                  from event_log where grain_id = 'record-2')
                update match_record set version = 2 where record_id = 'record-2'
                """);
            Assert.Equal(1, await revise.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            await records.Execute([New("record-3", "content 1", 13)])[0]; // later, and committed first
            mark = (await index.Candidates(["record-1"])).Mark;
        }, TestContext.Current.CancellationToken);

        var (revised, _, _) = await index.Since(mark, [new("record-1", 1), new("record-2", 1), new("record-3", 1)], [], NoneUnseen);
        Assert.Equal(["record-2"], revised);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task New_records_meet_by_their_keys_before_they_are_stored_and_miss_only_who_comes_meanwhile(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var (records, index) = (cluster.Silos[0].ServiceProvider.GetRequiredService<SuspectRecords>(), cluster.Silos[0].ServiceProvider.GetRequiredService<IMatchIndex>());
        await records.Execute([New("record-held", "content 1", 20)])[0];
        var unseen = new Dictionary<string, ImmutableArray<long>> { ["record-1"] = [20, 21], ["record-2"] = [21], ["record-3"] = [22] };

        var read = (await index.Candidates(unseen))!;
        Assert.Equal([("record-1", "record-2"), ("record-1", "record-held"), ("record-2", "record-1")], read.Pairs.Order());
        Assert.Equal([("record-1", 20), ("record-1", 21), ("record-2", 21)], read.Met.Select(met => (met.Record, met.Key.Key)).Order());

        await Task.WhenAll(records.Execute([New("record-1", "content 1", 20), New("record-2", "content 1", 21), New("record-3", "content 1", 22)]));
        var (_, _, missed) = await index.Since(read.Mark, [], [], unseen);
        Assert.Empty(missed); // what they are themselves has not changed

        await Task.WhenAll(records.Execute([New("record-late", "content 1", 21), New("record-far", "content 1", 23)]));
        (_, _, missed) = await index.Since(read.Mark, [], [], unseen);
        Assert.Equal(["record-1", "record-2"], missed.Order());

        await records.Execute([New("record-3", "content 2", 24)])[0]; // revised at once, under another key
        (_, _, missed) = await index.Since(read.Mark, [], [], unseen);
        Assert.Equal(["record-1", "record-2", "record-3"], missed.Order());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task New_records_under_a_key_of_many_wait_until_they_are_stored(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var (records, index) = (cluster.Silos[0].ServiceProvider.GetRequiredService<SuspectRecords>(), cluster.Silos[0].ServiceProvider.GetRequiredService<IMatchIndex>());
        await Task.WhenAll(records.Execute([.. Enumerable.Range(1, HotMatchKey.MembersMax - 1).Select(n => New($"record-{n}", "content 1", 20))]));

        Assert.NotNull(await index.Candidates(new Dictionary<string, ImmutableArray<long>> { ["record-new"] = [20] }));
        Assert.Null(await index.Candidates(new Dictionary<string, ImmutableArray<long>> { ["record-new"] = [20], ["record-other"] = [20] }));
    }

    /// <summary>Whom a record meets is read while it is stored: of two that come at once to two silos neither sees the other then.</summary>
    [Fact]
    public async Task Of_two_records_of_a_person_that_come_at_once_to_two_silos_one_learns_of_the_other()
    {
        var store = await TestStore.Create(server, StoreKind.Postgres);
        await using var cluster = await store.Cluster(silos: 2, silo: silo => silo.Services.AddGrains().AddMatching());
        var services = cluster.Silos.Select(silo => silo.ServiceProvider).ToList();
        var sealers = await Task.WhenAll(services.Select(silo => silo.GetRequiredService<IProtector>().NewSealer(TestContext.Current.CancellationToken).AsTask()));

        for (var person = 0; person < 100; person++)
        {
            var ended = await Task.WhenAll(services.Select((silo, n) => silo.GetRequiredService<IGrainFactory>().GetGrain<ISuspectIntake>(ISuspectIntake.Key)
                .Submit([Telling($"record-{person:D3}-{n}", services[n], sealers[n], new() { FullName = "张测一", Phones = [$"139{person:D8}"] })])));

            Assert.All(ended, reply => Assert.Null(reply.Single().Failure));
            Assert.Contains(ended, reply => reply.Single().Resolved!.Others == 1);
        }
    }

    private static Submission Telling(string record, IServiceProvider silo, ISealer sealer, SubmittedAttributes attributes)
    {
        var index = silo.GetRequiredService<ISuspectReader>().Index(Guangdong, attributes);
        var header = new CommandHeader(Guid.NewGuid(), "440000/rms", record, "440000/rms", Guangdong, "lead");
        var json = JsonSerializer.Serialize(attributes, SubmittedAttributesJson.Default.SubmittedAttributes);
        return new(record, new SubmitRecord(header, record, "", sealer.Seal(json), record) { Keys = index.Keys, Part = index.Part }, sealer.Key);
    }

    private static readonly ImmutableDictionary<string, ImmutableArray<long>> NoneUnseen = ImmutableDictionary<string, ImmutableArray<long>>.Empty;

    private static Submission New(string record, string content, long key, bool validateOnly = false, int part = 0)
    {
        var header = new CommandHeader(Guid.NewGuid(), "440000/rms", content, "440000/rms", Guangdong, "lead") { ValidateOnly = validateOnly };
        return new(record, new SubmitRecord(header, record, "", new("k1", "sealed"), content) { Keys = [key], Part = part }, new("k1", []));
    }
}
