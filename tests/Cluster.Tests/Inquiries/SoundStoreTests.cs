using Coordination.Disclosures;
using Coordination.Inboxes;
using Coordination.Inquiries;
using Coordination.Persistence;
using Coordination.Persistence.Readers;
using Coordination.Persistence.Reads;
using Coordination.Persistence.Verify;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Cluster.Tests.Inquiries;

public sealed class SoundStoreTests(SiloCluster cluster) : IClassFixture<SiloCluster>
{
    private static readonly JurisdictionCode Asker = new("500000"), Holder = new("440000"), SealedHolder = new("320000");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_with_searches_disclosures_and_acknowledgements_verifies_and_no_inbox_receives_an_acknowledgement()
    {
        var disclosure = cluster.Grains.GetGrain<IDisclosureGrain>("disclosure-sound");
        Rejection?[] refusals =
        [
            (await cluster.Grains.GetGrain<IInquiryGrain>("inquiry-sound").Execute(new MakeSearch(By(Asker), "search-sound", SelectorKind.Phone, "hash", "cases/1", true,
                [new("e1", HitBand.Weak, [new("record-1", Holder)])], [new("record-2", SealedHolder)]))).Rejection,
            (await disclosure.Execute(new RequestDisclosure(By(Asker), Holder, ["record-1"], "search-sound", "cases/1", BasisStands: true, Urgent: true))).Rejection,
            (await disclosure.Execute(new ReleaseDisclosure(By(Holder), null))).Rejection,
            (await disclosure.Execute(new NoteDisclosureRead(By(Asker)))).Rejection,
            (await cluster.Grains.GetGrain<IInboxMarkGrain>("inbox-sound").Execute(new AcknowledgeInbox(By(Holder), Through: 1, Head: 1))).Rejection,
        ];
        await cluster.Service<Freshness>().WaitForLog(Cancel);

        var report = await new ServiceCollection()
            .AddSingleton(cluster.Service<StoreDatabase>()).AddAggregates().AddProjections().AddStoreVerifier().BuildServiceProvider().GetRequiredService<StoreVerifier>().Run(null, Cancel);

        Assert.All(refusals, Assert.Null);
        Assert.All(report.Checks, check => Assert.Empty(check.Findings));
        Assert.Equal(["inquiry.made", "disclosure.requested", "disclosure.released"], await Inbox(Asker));
        Assert.Equal(["inquiry.hit-noted", "disclosure.requested", "disclosure.released", "disclosure.read"], await Inbox(Holder));
        Assert.Equal(["inquiry.silent-hit"], await Inbox(SealedHolder));
    }

    private async Task<IEnumerable<string>> Inbox(JurisdictionCode code) =>
        (await cluster.Service<ReadModel>().Inbox(code, 0, 100, Cancel)).Select(entry => entry.Entry.EventType);

    private static CommandHeader By(JurisdictionCode code) => new(Guid.NewGuid(), $"{code}/rms", "f", "officer-1", code, "lead");
}
