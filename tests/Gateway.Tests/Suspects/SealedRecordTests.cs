using Coordination.Gateway.Tests.Hosting;
using Coordination.V1;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

/// <summary>A sealed record takes part in matching, and nobody outside its owner and the ministry learns that it exists: D4, D5.</summary>
public sealed class SealedRecordTests(TestGateway gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_and_something_sealed_are_answered_alike_and_leave_the_asker_the_same_trail()
    {
        using var asker = new Desk(gateway, "130000", "officer-130000-sealed");
        using var holder = new Desk(gateway, "320000");
        await holder.Submit("SEALED-1", new() { FullName = "吴样例", BirthDate = "1991-02-03", Phones = { "13900000301" } }, isSealed: true);
        var basis = await asker.OpenCase("SEALED-1");
        var head = await asker.InboxHead();

        var nothing = await asker.SearchPhone("13900000302", basis);
        var hidden = await asker.SearchPhone("13900000301", basis);
        var byName = await asker.Search(new() { Person = new() { Name = "吴样例", BirthDate = "1991-02-03" }, Basis = basis });

        Assert.Equal(nothing.CalculateSize(), hidden.CalculateSize());
        Assert.Equal(Bare(nothing), Bare(hidden));
        Assert.Equal(Bare(nothing), Bare(byName));
        Assert.Equal(["inquiry.made", "inquiry.made", "inquiry.made"], (await asker.Notices(head)).Select(notice => notice.Type));
        Assert.Equal(2, (await holder.Notices(0)).Count(notice => notice.Type == "inquiry.silent-hit" && (notice.Resource == hidden.AuditEntry || notice.Resource == byName.AuditEntry)));
    }

    [Fact]
    public async Task A_number_that_only_a_sealed_record_of_a_known_person_has_is_no_hit()
    {
        using var asker = new Desk(gateway, "130000", "officer-130000-tie");
        using var open = new Desk(gateway, "340000");
        using var hidden = new Desk(gateway, "320000");
        await open.Submit("TIE", new() { FullName = "郑样例", IdNumber = "330000199206200030" });
        await hidden.Submit("TIE", new() { FullName = "郑样例", IdNumber = "330000199206200030", Phones = { "13900000303" } }, isSealed: true);

        var byPhone = await asker.SearchPhone("13900000303", await asker.OpenCase("TIE-1"));
        var byDocument = await asker.Search(new() { Document = new() { Number = "330000199206200030" }, Basis = await asker.OpenCase("TIE-2") });

        Assert.Empty(byPhone.Hits);
        Assert.Equal(["340000"], Assert.Single(byDocument.Hits).Desks);
    }

    [Fact]
    public async Task The_owner_finds_its_own_sealed_record_and_the_ministry_finds_all()
    {
        using var owner = new Desk(gateway, "320000", "officer-320000-own");
        using var ministry = new Desk(gateway, "000000", "commander-1");
        var own = await owner.Submit("OWN", new() { FullName = "冯样例", Phones = { "13900000304" } }, isSealed: true);
        var basis = await owner.OpenCase("OWN-1");

        Assert.Equal([own.Name], Assert.Single((await owner.SearchPhone("13900000304", basis)).Hits).OwnRecords);
        Assert.Equal(["320000"], Assert.Single((await ministry.SearchPhone("13900000304", basis)).Hits).Desks);
        Assert.True((await owner.Suspects.GetSuspectRecordAsync(new() { Name = own.Name }, cancellationToken: Cancel)).Sealed);
    }

    [Fact]
    public async Task A_submitter_and_a_viewer_see_a_person_as_if_the_sealed_record_were_not_there_until_the_seal_is_lifted()
    {
        using var owner = new Desk(gateway, "320000");
        using var other = new Desk(gateway, "350000");
        using var ministry = new Desk(gateway, "000000", "commander-1");
        var content = new SuspectAttributes { FullName = "陈样例", IdNumber = "330000199206200057" };
        await owner.Submit("SEEN", content, isSealed: true);

        var submitted = await other.Submit("SEEN", content);
        await other.Notices(0);   // the read model has it

        Assert.Equal((SubmissionOutcome.New, 0), (submitted.Outcome, submitted.Reasons.Count));
        Assert.Equal(["350000"], (await Person(other)).Desks);
        Assert.Equal(["320000", "350000"], (await Person(owner)).Desks);
        Assert.Equal(["320000", "350000"], (await Person(ministry)).Desks);

        await owner.Submit("SEEN", content);
        Assert.Equal(["320000", "350000"], (await Person(other)).Desks);

        async Task<Suspect> Person(Desk desk) => await desk.Suspects.GetSuspectAsync(new() { Name = submitted.Suspect }, cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_pair_with_anothers_sealed_record_waits_for_the_sealed_records_owner_alone()
    {
        using var owner = new Desk(gateway, "320000");
        using var other = new Desk(gateway, "360000");
        var content = new SuspectAttributes { FullName = "褚样例", IdNumber = "360000197703030016" };
        var hidden = await owner.Submit("PAIR", content, isSealed: true);
        var submitted = await other.Submit("PAIR", new() { FullName = content.FullName, IdNumber = "360000197703030011" });   // a wrong check digit: people judge
        await owner.Notices(0);

        Assert.Equal(SubmissionOutcome.New, submitted.Outcome);
        Assert.DoesNotContain(await Queue(other), match => match.Desks.Contains("320000"));
        Assert.Contains(await Queue(owner), match => match.OwnRecords.Contains(hidden.Name) && match.Desks.Contains("360000"));

        await owner.Submit("PAIR", content);
        await owner.Notices(0);
        Assert.Contains(await Queue(other), match => match.OwnRecords.Contains(submitted.Name) && match.Desks.Contains("320000"));

        static async Task<IEnumerable<Match>> Queue(Desk desk) =>
            (await desk.Suspects.ListMatchesAsync(new() { PageSize = 1_000 }, cancellationToken: Cancel)).Matches;
    }

    private static SearchSuspectsResponse Bare(SearchSuspectsResponse answer)
    {
        var bare = answer.Clone();
        bare.AuditEntry = "";
        return bare;
    }
}
