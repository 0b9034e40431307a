using Coordination.Gateway.Tests.Hosting;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

/// <summary>Core data only after the owner's release: D3, D7; J11.</summary>
public sealed class DisclosureTests(TestGateway gateway)
{
    private static readonly Timestamp Verified = Desk.At(new(2025, 10, 9, 3, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_asker_reads_the_core_fields_once_the_desk_has_released_them_and_the_desk_hears_of_each_reading()
    {
        using var scene = await Scene.Set(gateway, "450000", "13900000401");
        var asked = await scene.Ask(urgent: false);
        Assert.Equal(DisclosureState.Requested, asked.State);
        Assert.Equal(TimeSpan.FromHours(48), asked.DueTime.ToDateTimeOffset() - asked.RequestTime.ToDateTimeOffset());
        Assert.Empty((await scene.Get(scene.Asker, asked.Name)).Persons);

        var released = await scene.Decide(asked, new() { Decision = DisclosureDecision.Release, VerifiedTime = Verified });
        var read = await scene.Get(scene.Asker, asked.Name);
        var desk = await scene.Get(scene.Holder, asked.Name);
        await scene.Asker.Settled();
        var listed = Assert.Single((await scene.Asker.Suspects.ListDisclosuresAsync(new() { PageSize = 1_000 }, cancellationToken: Cancel)).Disclosures, d => d.Name == asked.Name);

        Assert.Equal((DisclosureState.Released, Verified), (released.State, read.VerifiedTime));
        var person = Assert.Single(read.Persons);
        Assert.Equal(("韩样例", "330000199206200065"), (person.FullName, person.IdNumber));
        Assert.DoesNotContain("13900000401", read.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (desk.Persons.Count, listed.Persons.Count));
        Assert.Equal((0, scene.Basis), (read.Records.Count, read.Basis));
        Assert.Equal((scene.Record, "", "officer-500000-450000"), (Assert.Single(desk.Records), desk.Basis, desk.AskerActor));
        Assert.Equal(["disclosure.requested", "disclosure.released", "disclosure.read"],
            (await scene.Holder.Notices(0)).Where(notice => notice.Resource == asked.Name).Select(notice => notice.Type));
        Assert.Equal(["disclosure.requested", "disclosure.released"],
            (await scene.Asker.Notices(0)).Where(notice => notice.Resource == asked.Name).Select(notice => notice.Type));
    }

    [Fact]
    public async Task What_the_desk_seals_after_its_release_is_shown_no_more()
    {
        using var scene = await Scene.Set(gateway, "520000", "13900000402");
        var asked = await scene.Ask(urgent: true);
        await scene.Decide(asked, new() { Decision = DisclosureDecision.Release });
        await scene.Holder.Submit("DISCLOSED", Scene.Content("13900000402"), isSealed: true);

        var read = await scene.Get(scene.Asker, asked.Name);

        Assert.Equal((0, 1, null), (read.Persons.Count, read.WithheldCount, read.VerifiedTime));
        Assert.Equal(TimeSpan.FromHours(8), read.DueTime.ToDateTimeOffset() - read.RequestTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task A_refusal_needs_a_lawful_ground_and_a_person_of_the_desk()
    {
        using var scene = await Scene.Set(gateway, "530000", "13900000403");
        using var system = new Desk(gateway, "530000");
        using var stranger = new Desk(gateway, "540000", "officer-540000");
        var asked = await scene.Ask(urgent: false);

        var groundless = await Refused(scene.Decide(asked, new() { Decision = DisclosureDecision.Refuse }));
        var personless = await Refused(scene.Decide(asked, new() { Decision = DisclosureDecision.Release }, system));
        var asker = await Refused(scene.Decide(asked, new() { Decision = DisclosureDecision.Release }, scene.Asker));
        var unknown = await Refused(scene.Decide(asked, new() { Decision = DisclosureDecision.Release }, stranger));
        var stale = await Refused(scene.Decide(asked, new() { Decision = DisclosureDecision.Release, Etag = "\"99\"" }));
        var refused = await scene.Decide(asked, new() { Decision = DisclosureDecision.Refuse, Ground = DisclosureGround.PapersIncomplete, Explanation = "缺少协查函" });
        var read = await scene.Get(scene.Asker, asked.Name);

        Assert.Equal("GROUND_REQUIRED", groundless.Reason());
        Assert.Equal((StatusCode.PermissionDenied, "ROLE_REQUIRED"), (personless.StatusCode, personless.Reason()));
        Assert.Equal("JURISDICTION_MISMATCH", asker.Reason());
        Assert.Equal("RESOURCE_NOT_FOUND", unknown.Reason());
        Assert.Equal("ETAG_MISMATCH", stale.Reason());
        Assert.Equal((DisclosureState.Refused, "officer-530000"), (refused.State, refused.Decider));
        Assert.Equal((DisclosureGround.PapersIncomplete, "缺少协查函", "", 0), (read.Ground, read.Explanation, read.Decider, read.Persons.Count));
    }

    [Fact]
    public async Task A_disclosure_is_known_to_both_sides_and_the_ministry_only()
    {
        using var scene = await Scene.Set(gateway, "610000", "13900000404");
        using var ministry = new Desk(gateway, "000000", "commander-1");
        using var stranger = new Desk(gateway, "540000");
        var asked = await scene.Ask(urgent: false);

        Assert.Equal(asked.Name, (await scene.Get(ministry, asked.Name)).Name);
        Assert.Equal(StatusCode.NotFound, (await Refused(scene.Get(stranger, asked.Name))).StatusCode);
    }

    [Fact]
    public async Task A_hit_serves_its_own_caller_only_unaltered_and_for_its_own_desks()
    {
        using var scene = await Scene.Set(gateway, "410000", "13900000405");
        using var colleague = new Desk(gateway, "500000", "officer-500000-other");
        using var elsewhere = new Desk(gateway, "210000", "officer-210000");
        var altered = string.Concat(scene.Hit[..^2], scene.Hit[^2] == 'A' ? "B" : "A", scene.Hit[^1..]);

        foreach (var (who, hit, desk, field) in new[]
        {
            (colleague, scene.Hit, "410000", "hit"),
            (elsewhere, scene.Hit, "410000", "hit"),
            (scene.Asker, altered, "410000", "hit"),
            (scene.Asker, "no-hit", "410000", "hit"),
            (scene.Asker, scene.Hit, "420000", "desk"),
            (scene.Asker, scene.Hit, "500000", "desk"),
        })
        {
            var basis = await who.OpenCase($"HIT-{Desk.NewId()}");
            var refused = await Refused(who.Suspects.RequestDisclosureAsync(
                new() { RequestId = Desk.NewId(), Hit = hit, Desk = desk, Purpose = "核查", Basis = basis }, cancellationToken: Cancel).ResponseAsync);

            Assert.Equal((StatusCode.InvalidArgument, "FIELD_INVALID"), (refused.StatusCode, refused.Reason()));
            Assert.Equal([field], refused.Fields());
        }
    }

    [Fact]
    public async Task Data_are_asked_for_on_an_open_basis_only()
    {
        using var scene = await Scene.Set(gateway, "430000", "13900000406");

        var refused = await Refused(scene.Asker.Suspects.RequestDisclosureAsync(
            new() { RequestId = Desk.NewId(), Hit = scene.Hit, Desk = "430000", Purpose = "核查", Basis = "cases/0" }, cancellationToken: Cancel).ResponseAsync);

        Assert.Equal("PURPOSE_REQUIRED", refused.Reason());
    }

    private static Task<RpcException> Refused(Task call) => Assert.ThrowsAsync<RpcException>(() => call);

    /// <summary>Chongqing has found a record of another desk by its phone.</summary>
    private sealed class Scene : IDisposable
    {
        public required Desk Asker { get; init; }
        public required Desk Holder { get; init; }
        public required string Record { get; init; }
        public required string Basis { get; init; }
        public required string Hit { get; init; }

        public static SuspectAttributes Content(string phone) => new() { FullName = "韩样例", IdNumber = "330000199206200065", Phones = { phone } };

        public static async Task<Scene> Set(TestGateway gateway, string holder, string phone)
        {
            var (asker, desk) = (new Desk(gateway, "500000", $"officer-500000-{holder}"), new Desk(gateway, holder, $"officer-{holder}"));
            var record = await desk.Submit("DISCLOSED", Content(phone));
            var basis = await asker.OpenCase($"DISCLOSURE-{holder}");
            var found = await asker.SearchPhone(phone, basis);
            return new() { Asker = asker, Holder = desk, Record = record.Name, Basis = basis, Hit = Assert.Single(found.Hits).Hit };
        }

        public async Task<Disclosure> Ask(bool urgent) => await Asker.Suspects.RequestDisclosureAsync(
            new() { RequestId = Desk.NewId(), Hit = Hit, Desk = Holder.Code, Purpose = "核查身份", Basis = Basis, Urgent = urgent }, cancellationToken: Cancel);

        public async Task<Disclosure> Decide(Disclosure asked, DecideDisclosureRequest decision, Desk? by = null)
        {
            (decision.Name, decision.RequestId) = (asked.Name, Desk.NewId());
            decision.Etag = decision.Etag.Length == 0 ? asked.Etag : decision.Etag;
            return await (by ?? Holder).Suspects.DecideDisclosureAsync(decision, cancellationToken: Cancel);
        }

        public async Task<Disclosure> Get(Desk by, string name) => await by.Suspects.GetDisclosureAsync(new() { Name = name }, cancellationToken: Cancel);

        public void Dispose()
        {
            Asker.Dispose();
            Holder.Dispose();
        }
    }
}
