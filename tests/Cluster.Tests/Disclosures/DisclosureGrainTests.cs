using Coordination.Disclosures;
using Coordination.Persistence.Reads;
using Xunit;

namespace Coordination.Cluster.Tests.Disclosures;

/// <summary>The desk's clock as the due work shows it, and decisions that race.</summary>
public sealed class DisclosureGrainTests(SiloCluster cluster) : IClassFixture<SiloCluster>
{
    private static readonly JurisdictionCode Asker = new("500000"), Holder = new("440000");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_due_work_of_its_desk_until_it_is_answered_and_does_not_escalate_early()
    {
        var disclosure = cluster.Grains.GetGrain<IDisclosureGrain>("disclosure-due");
        var asked = (await disclosure.Execute(Ask())).State!;

        var waiting = Assert.Single(await Due("disclosure-due"));
        var early = await disclosure.OnDue("disclosure-answer", By(JurisdictionCode.Ministry));
        var unknown = await disclosure.OnDue("another-clock", By(JurisdictionCode.Ministry));
        var before = (await disclosure.Read()).State!;
        await disclosure.Execute(new ReleaseDisclosure(By(Holder), null));

        Assert.Equal(("disclosure-answer", asked.DueAt, Holder, true), (waiting.Kind, waiting.DueAt, waiting.Owner, waiting.Wakes));
        Assert.Equal((null, null, false), (early, unknown, before.Escalated));
        Assert.Empty(await Due("disclosure-due"));
    }

    [Fact]
    public async Task Of_a_release_and_a_refusal_on_the_same_version_one_is_decided()
    {
        var disclosure = cluster.Grains.GetGrain<IDisclosureGrain>("disclosure-race");
        var version = (await disclosure.Execute(Ask())).Version;

        var replies = await Task.WhenAll(
            disclosure.Execute(new ReleaseDisclosure(By(Holder) with { ExpectedVersion = version }, null)),
            disclosure.Execute(new RefuseDisclosure(By(Holder) with { ExpectedVersion = version }, DisclosureGround.JurisdictionDispute, null)));

        Assert.Single(replies, reply => reply.Rejection is null);
        Assert.Single(replies, reply => reply.Rejection?.Reason is Reason.EtagMismatch);
    }

    private async Task<IEnumerable<DueRow>> Due(string key)
    {
        await cluster.Service<Freshness>().WaitForLog(Cancel);
        return (await cluster.Service<ReadModel>().Due(null, DateTimeOffset.MaxValue, null, 100, Cancel)).Where(due => due.GrainId == key);
    }

    private static RequestDisclosure Ask() => new(By(Asker), Holder, ["record-1"], "search-1", "cases/1", BasisStands: true, Urgent: false);

    private static CommandHeader By(JurisdictionCode code) => new(Guid.NewGuid(), $"{code}/rms", "f", "officer-1", code, "lead");
}
