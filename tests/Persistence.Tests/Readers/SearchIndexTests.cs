using System.Text.Json;
using Coordination.Inquiries;
using Coordination.Persistence.Matching;
using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

namespace Coordination.Persistence.Tests.Readers;

/// <summary>What a search reads, on both databases: the records' own commits say how they are found and which are sealed.</summary>
public sealed class SearchIndexTests(TestServer server)
{
    private const int Phone = 6;

    public static TheoryData<StoreKind> Kinds => [StoreKind.Sqlite, StoreKind.Postgres];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_record_is_found_by_its_key_with_its_person_and_says_whether_it_is_sealed_now(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        await Submit(cluster, "record-a", "440000", "13900000001", isSealed: false);
        await Submit(cluster, "record-b", "320000", "13900000001", isSealed: true);
        await Submit(cluster, "record-c", "310000", "13900000002", isSealed: false);
        await store.Execute("""
            insert into suspect_member (record_id, owner, component_id, entity_id)
            values ('record-a', '440000', 'component-a', 'e1'), ('record-c', '310000', 'component-a', 'e1')
            """);
        var index = new SearchIndex(Service<StoreDatabase>(cluster));
        var (asked, other) = (Key("13900000001"), Key("13900000003"));

        Assert.Equal(
            [("record-a", "e1", false, true), ("record-b", "record-b", true, true), ("record-c", "e1", false, false)],
            await Found([other, asked], [asked]));
        Assert.Empty(await Found([asked], [other]));
        Assert.Empty(await Found([other], [asked]));
        Assert.Equal(["record-b"], await index.Sealed(["record-a", "record-b"], Cancel));

        await Submit(cluster, "record-a", "440000", "13900000001", isSealed: true);
        await Submit(cluster, "record-b", "320000", "13900000001", isSealed: false);
        Assert.Equal(["record-a"], await index.Sealed(["record-a", "record-b"], Cancel));

        long Key(string phone) => Service<IMatchKeyHash>(cluster).Key(Phone, phone);
        async Task<IEnumerable<(string, string, bool, bool)>> Found(long[] first, long[] second) =>
            (await index.Find(first, second, Cancel)).Select(r => (r.Record, r.Person, r.Sealed, r.Matched));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_search_is_read_back_by_its_principal_and_request_as_soon_as_it_was_made(StoreKind kind)
    {
        var store = await TestStore.Create(server, kind);
        await using var cluster = await store.SuspectCluster();
        var reads = new SearchReads(Service<StoreDatabase>(cluster));
        var header = Header("500000");
        var hit = new SearchHit("e1", HitBand.Weak, [new("record-a", new("440000"))]);

        var reply = await cluster.Client.GetGrain<IInquiryGrain>("inquiry-1").Execute(
            new MakeSearch(header, "search-1", SelectorKind.Phone, "hash", "cases/1", true, [hit], [new("record-b", new("320000"))]));

        Assert.Null(reply.Rejection);
        var made = await reads.Made(header.Principal, header.RequestId, Cancel);
        Assert.Equal(("search-1", "hash", "record-a"), (made!.Search, made.Selector, made.Hits.Single().Records.Single().Record));
        Assert.Null(await reads.Made("510000/rms", header.RequestId, Cancel));
        Assert.Null(await reads.Made(header.Principal, Guid.NewGuid(), Cancel));
        Assert.Equal(1, await store.Scalar<int>("select count(*) from event_log where event_type = 'inquiry.silent-hit' and jurisdictions = '320000'"));
    }

    private static T Service<T>(InProcessTestCluster cluster) where T : notnull => cluster.Silos[0].ServiceProvider.GetRequiredService<T>();

    private static async Task Submit(InProcessTestCluster cluster, string record, string owner, string phone, bool isSealed)
    {
        var sealer = await Service<IProtector>(cluster).NewSealer();
        var json = JsonSerializer.Serialize(new() { Phones = [phone] }, SubmittedAttributesJson.Default.SubmittedAttributes);
        var submit = new SubmitRecord(Header(owner), record, "", sealer.Seal(json), "hash") { Sealed = isSealed, Keys = [Service<IMatchKeyHash>(cluster).Key(Phone, phone)] };
        var reply = await Service<SuspectRecords>(cluster).Execute([new(record, submit, sealer.Key)])[0];
        Assert.Null(reply.Rejection);
    }

    private static CommandHeader Header(string owner) => new(Guid.NewGuid(), $"{owner}/rms", "f", $"{owner}/rms", new(owner), "lead");
}
