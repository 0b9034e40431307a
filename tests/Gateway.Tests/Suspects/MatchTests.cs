using System.Net;
using System.Text.Json;
using Coordination.Gateway.Tests.Hosting;
using Coordination.V1;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Coordination.Gateway.Tests.Suspects;

/// <summary>What people do with pairs: look at one, judge it, take a person apart. Rules M3 and M5 of B10.</summary>
public sealed class MatchTests(TestGateway gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_match_tells_how_far_two_records_agree_and_nothing_of_what_anothers_says()
    {
        using var own = new Desk(gateway, "540000");
        using var other = new Desk(gateway, "460000");
        var (mine, theirs) = await Pair("tells", own, other, "19850314");

        var match = await own.Suspects.GetMatchAsync(new() { Name = (await Of(own, mine, theirs)).Name }, cancellationToken: Cancel);

        Assert.Equal(match.Weight, match.Waterfall.Sum(line => line.Bits), 6);
        Assert.Contains(match.Waterfall, line => line.Comparison == "name");
        Assert.Equal([mine.Name], match.OwnRecords);
        Assert.Equal(["460000", "540000"], match.Desks);
        Assert.DoesNotContain("测", match.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("540000198503140", match.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Name, match.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("\"", match.Etag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_match_has_one_name_for_all_and_no_other_desk_learns_that_it_is_there()
    {
        using var own = new Desk(gateway, "540000");
        using var other = new Desk(gateway, "460000");
        using var third = new Desk(gateway, "360000");
        using var ministry = new Desk(gateway, "000000", "commander-1");
        var (mine, theirs) = await Pair("name", own, other, "19850315");
        var name = (await Of(own, mine, theirs)).Name;

        Assert.Equal(name, (await Of(other, theirs, mine)).Name);
        Assert.Equal(name, (await ministry.Suspects.GetMatchAsync(new() { Name = name }, cancellationToken: Cancel)).Name);
        var hidden = await Refused(third.Suspects.GetMatchAsync(new() { Name = name }, cancellationToken: Cancel));
        var absent = await Refused(third.Suspects.GetMatchAsync(new() { Name = $"{name[..^1]}{(name[^1] == '0' ? '1' : '0')}" }, cancellationToken: Cancel));
        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (hidden.StatusCode, hidden.Reason()));
        Assert.Equal((absent.StatusCode, absent.Status.Detail), (hidden.StatusCode, hidden.Status.Detail));
        Assert.Equal("RESOURCE_NOT_FOUND", (await Refused(third.Suspects.ListMatchesAsync(new() { Record = mine.Name }, cancellationToken: Cancel))).Reason());
    }

    [Fact]
    public async Task Two_jurisdictions_decide_with_a_person_of_each_and_the_first_vote_says_what_is_missing()
    {
        using var own = new Desk(gateway, "540000", "officer-54-a");
        using var other = new Desk(gateway, "460000", "officer-46-a");
        var (mine, theirs) = await Pair("decide", own, other, "19850316");
        var match = await Of(own, mine, theirs);
        var vote = Verdict(match, MatchVerdict.Same);

        var pending = await own.Suspects.DecideMatchAsync(vote, cancellationToken: Cancel);
        Assert.False(pending.SamePerson);
        Assert.Equal(["460000"], pending.WaitsFor);
        Assert.Equal(pending.Name, (await own.Suspects.DecideMatchAsync(vote, cancellationToken: Cancel)).Name);
        Assert.Equal("SECOND_REVIEWER_REQUIRED", (await Refused(own.Suspects.DecideMatchAsync(Verdict(pending, MatchVerdict.Same), cancellationToken: Cancel))).Reason());
        var stale = await Refused(other.Suspects.DecideMatchAsync(Verdict(match, MatchVerdict.Same), cancellationToken: Cancel));
        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH", "undecided"), (stale.StatusCode, stale.Reason(), stale.GetRpcStatus()!.GetDetail<ErrorInfo>().Metadata["currentJudgement"]));

        var decided = await other.Suspects.DecideMatchAsync(Verdict(await Of(other, theirs, mine), MatchVerdict.Same), cancellationToken: Cancel);
        Assert.Equal((true, MatchVerdict.Same, 2, 0), (decided.SamePerson, decided.Judgement, decided.DecidedBy.Count, decided.OpenVotes.Count));
        Assert.Equal("MATCH_ALREADY_DECIDED", (await Refused(other.Suspects.DecideMatchAsync(Verdict(decided, MatchVerdict.Same), cancellationToken: Cancel))).Reason());
        await own.Notices(0);
        Assert.Contains((await own.Suspects.ListMatchesAsync(new() { State = MatchState.Decided, PageSize = 1_000 }, cancellationToken: Cancel)).Matches, m => m.Name == match.Name);
        Assert.Equal(["460000", "540000"], (await own.Suspects.GetSuspectAsync(new() { Name = mine.Suspect }, cancellationToken: Cancel)).Desks);
    }

    [Fact]
    public async Task A_split_waits_for_a_second_person_and_gives_back_what_was_there()
    {
        using var own = new Desk(gateway, "540000", "officer-54-b");
        using var other = new Desk(gateway, "460000", "officer-46-b");
        var content = new SuspectAttributes { FullName = "钱样例", IdNumber = Id("54000019850317") };
        var (mine, theirs) = (await own.Submit("split-1", content), await other.Submit("split-2", content));
        await own.Notices(0);
        var before = await own.Suspects.GetSuspectAsync(new() { Name = mine.Suspect }, cancellationToken: Cancel);
        Assert.Equal(["460000", "540000"], before.Desks);
        var split = new SplitSuspectRequest { RequestId = Desk.NewId(), Name = before.Name, Records = { mine.Name }, Reason = "另一人" };

        var pending = await own.Suspects.SplitSuspectAsync(split, cancellationToken: Cancel);
        Assert.True(pending.SamePerson);
        Assert.Equal(["460000"], pending.WaitsFor);
        var done = await other.Suspects.DecideMatchAsync(Verdict(await other.Suspects.GetMatchAsync(new() { Name = pending.Name }, cancellationToken: Cancel), MatchVerdict.NotSame), cancellationToken: Cancel);
        Assert.Equal((false, MatchVerdict.NotSame), (done.SamePerson, done.Judgement));
        await own.Notices(0);
        var parted = await SuspectOf(own, mine);
        Assert.Equal(["540000"], (await own.Suspects.GetSuspectAsync(new() { Name = parted }, cancellationToken: Cancel)).Desks);
        Assert.Equal(["460000"], (await other.Suspects.GetSuspectAsync(new() { Name = await SuspectOf(other, theirs) }, cancellationToken: Cancel)).Desks);

        // The same request again is answered, though the records are elsewhere by now.
        Assert.Equal(pending.Name, (await own.Suspects.SplitSuspectAsync(split, cancellationToken: Cancel)).Name);
        using var ministry = new Desk(gateway, "000000", "commander-split");
        var redone = await ministry.Suspects.DecideMatchAsync(Verdict(await ministry.Suspects.GetMatchAsync(new() { Name = pending.Name }, cancellationToken: Cancel), MatchVerdict.Unsure), cancellationToken: Cancel);
        Assert.True(redone.SamePerson);
        await own.Notices(0);
        // All names lead to the person that is there again under its own.
        foreach (var name in new[] { before.Name, parted })
        {
            var again = await own.Suspects.GetSuspectAsync(new() { Name = name }, cancellationToken: Cancel);
            Assert.Equal(before.Name, again.Name);
            Assert.Equal(before.Desks, again.Desks);
        }
    }

    [Fact]
    public async Task The_ministry_takes_out_the_records_of_desks_and_needs_a_second_person_too()
    {
        using var own = new Desk(gateway, "540000", "officer-54-c");
        using var ministry = new Desk(gateway, "000000", "commander-a");
        using var second = new Desk(gateway, "000000", "commander-b");
        using var other = new Desk(gateway, "460000");
        var content = new SuspectAttributes { FullName = "孙样例", IdNumber = Id("54000019850318") };
        var mine = await own.Submit("desks-1", content);
        await other.Submit("desks-2", content);
        await own.Notices(0);
        SplitSuspectRequest Split() => new() { RequestId = Desk.NewId(), Name = mine.Suspect, Desks = { "460000" }, Reason = "另一人" };

        Assert.True((await ministry.Suspects.SplitSuspectAsync(Split(), cancellationToken: Cancel)).SamePerson);
        Assert.Equal("SECOND_REVIEWER_REQUIRED", (await Refused(ministry.Suspects.SplitSuspectAsync(Split(), cancellationToken: Cancel))).Reason());
        Assert.False((await second.Suspects.SplitSuspectAsync(Split(), cancellationToken: Cancel)).SamePerson);
    }

    [Fact]
    public async Task A_match_with_anothers_sealed_record_is_not_there_for_the_others()
    {
        using var own = new Desk(gateway, "540000", "officer-54-d");
        using var holder = new Desk(gateway, "460000", "officer-46-d");
        var mine = await own.Submit("sealed-match-1", new() { FullName = "周样例", Phones = { "13900000411" } });
        var hidden = await holder.Submit("sealed-match-2", new() { FullName = "许样本", Phones = { "13900000411" } }, isSealed: true);
        await own.Notices(0);
        var seen = await Of(holder, hidden, mine);

        Assert.Equal(StatusCode.NotFound, (await Refused(own.Suspects.GetMatchAsync(new() { Name = seen.Name }, cancellationToken: Cancel))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Refused(own.Suspects.DecideMatchAsync(Verdict(seen, MatchVerdict.Same), cancellationToken: Cancel))).StatusCode);
        Assert.Equal(StatusCode.NotFound, (await Refused(own.Suspects.ListMatchesAsync(new() { Record = mine.Name, Other = hidden.Name }, cancellationToken: Cancel))).StatusCode);
        Assert.DoesNotContain((await own.Suspects.ListMatchesAsync(new() { Record = mine.Name }, cancellationToken: Cancel)).Matches, m => m.Name == seen.Name);
        Assert.Contains((await holder.Suspects.ListMatchesAsync(new() { Record = hidden.Name }, cancellationToken: Cancel)).Matches, m => m.Name == seen.Name);
    }

    public static TheoryData<string, DecideMatchRequest, string, string> BadVotes => new()
    {
        { "no etag", new() { RequestId = Desk.NewId(), Name = "matches/00", Verdict = MatchVerdict.Same, Reason = "档案一致" }, "ETAG_REQUIRED", "etag" },
        { "no request id", new() { Etag = "\"1\"", Name = "matches/00", Verdict = MatchVerdict.Same, Reason = "档案一致" }, "REQUEST_ID_REQUIRED", "request_id" },
        { "no verdict", new() { RequestId = Desk.NewId(), Etag = "\"1\"", Name = "matches/00", Reason = "档案一致" }, "FIELD_INVALID", "verdict" },
        { "no reason", new() { RequestId = Desk.NewId(), Etag = "\"1\"", Name = "matches/00", Verdict = MatchVerdict.Same }, "FIELD_INVALID", "reason" },
        { "a reason too long", new() { RequestId = Desk.NewId(), Etag = "\"1\"", Name = "matches/00", Verdict = MatchVerdict.Same, Reason = new('一', 1_001) }, "FIELD_INVALID", "reason" },
        { "a phone in the reason", new() { RequestId = Desk.NewId(), Etag = "\"1\"", Name = "matches/00", Verdict = MatchVerdict.Same, Reason = "机主 139 0000 0001 相同" }, "FIELD_INVALID", "reason" },
        { "no name of a match", new() { RequestId = Desk.NewId(), Etag = "\"1\"", Name = "cases/00", Verdict = MatchVerdict.Same, Reason = "档案一致" }, "FIELD_INVALID", "name" },
        { "a name that was never given", new() { RequestId = Desk.NewId(), Etag = "\"1\"", Name = "matches/00", Verdict = MatchVerdict.Same, Reason = "档案一致" }, "RESOURCE_NOT_FOUND", "" },
    };

    [Theory, MemberData(nameof(BadVotes))]
    public async Task A_bad_vote_is_refused_with_the_field_over_both_doors(string what, DecideMatchRequest request, string reason, string field)
    {
        using var desk = new Desk(gateway, "540000", "officer-54-e");
        using var json = gateway.Http(gateway.Authority.IssueClient("540000", "rms"), gateway.Authority.IssueToken("540000", "officer-54-e", ["officer"]));

        var grpc = await Refused(desk.Suspects.DecideMatchAsync(request, cancellationToken: Cancel));
        var body = request.Clone();
        body.Name = "";
        using var rest = request.Name.StartsWith("matches/", StringComparison.Ordinal)
            ? await json.PostAsync($"/v1/{request.Name}:decide", new StringContent(Google.Protobuf.JsonFormatter.Default.Format(body), System.Text.Encoding.UTF8, "application/json"), Cancel)
            : null;

        Assert.True(reason == grpc.Reason(), $"{what} gave {grpc.Reason()}.");
        Assert.True(field.Length == 0 || grpc.Fields().Contains(field), $"{what} named {string.Join(", ", grpc.Fields())}.");
        if (rest is not null)
        {
            Assert.Equal(reason == "RESOURCE_NOT_FOUND" ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest, rest.StatusCode);
            Assert.Contains(reason, await rest.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_split_names_ones_own_records_of_this_suspect_and_leaves_some()
    {
        using var own = new Desk(gateway, "540000", "officer-54-f");
        using var ministry = new Desk(gateway, "000000", "commander-f");
        var mine = await own.Submit("bad-split-1", new() { FullName = "郑样例", IdNumber = Id("54000019850320") });
        var stranger = await own.Submit("bad-split-2", new() { FullName = "冯样例", IdNumber = Id("54000019850321") });
        await own.Notices(0);
        SplitSuspectRequest Split(params string[] records) => new() { RequestId = Desk.NewId(), Name = mine.Suspect, Records = { records }, Reason = "另一人" };

        Assert.Equal(["records"], (await Refused(own.Suspects.SplitSuspectAsync(Split(), cancellationToken: Cancel))).Fields());
        Assert.Equal(["records[0]"], (await Refused(own.Suspects.SplitSuspectAsync(Split(stranger.Name), cancellationToken: Cancel))).Fields());
        Assert.Equal(["records"], (await Refused(ministry.Suspects.SplitSuspectAsync(Split(mine.Name), cancellationToken: Cancel))).Fields());
        Assert.Equal("STATE_TRANSITION_INVALID", (await Refused(own.Suspects.SplitSuspectAsync(Split(mine.Name), cancellationToken: Cancel))).Reason());
        using var third = new Desk(gateway, "360000", "officer-36-f");
        Assert.Equal("RESOURCE_NOT_FOUND", (await Refused(third.Suspects.SplitSuspectAsync(Split(mine.Name), cancellationToken: Cancel))).Reason());
    }

    [Fact]
    public async Task A_system_without_a_person_judges_nothing()
    {
        using var system = new Desk(gateway, "540000");

        var vote = await Refused(system.Suspects.DecideMatchAsync(new(), cancellationToken: Cancel));
        var split = await Refused(system.Suspects.SplitSuspectAsync(new(), cancellationToken: Cancel));

        Assert.All(new[] { vote, split }, refused => Assert.Equal((StatusCode.PermissionDenied, "ROLE_REQUIRED"), (refused.StatusCode, refused.Reason())));
    }

    [Fact]
    public async Task A_match_is_read_and_listed_over_JSON_as_over_gRPC()
    {
        using var own = new Desk(gateway, "540000");
        using var other = new Desk(gateway, "460000");
        var (mine, theirs) = await Pair("json", own, other, "19850322");
        var match = await Of(own, mine, theirs);
        using var http = gateway.Http(gateway.Authority.IssueClient("540000", "rms"));

        using var read = JsonDocument.Parse(await http.GetStringAsync($"/v1/{match.Name}", Cancel));
        using var listed = JsonDocument.Parse(await http.GetStringAsync($"/v1/matches?record={mine.Name}", Cancel));

        Assert.Equal(match.Etag, read.RootElement.GetProperty("etag").GetString());
        Assert.Contains(listed.RootElement.GetProperty("matches").EnumerateArray(), m => m.GetProperty("name").GetString() == match.Name);
    }

    [Fact]
    public async Task Candidates_are_listed_of_one_record_only()
    {
        using var own = new Desk(gateway, "540000");

        Assert.Equal(["state"], (await Refused(own.Suspects.ListMatchesAsync(new() { State = MatchState.Candidate }, cancellationToken: Cancel))).Fields());
        Assert.Equal(["other"], (await Refused(own.Suspects.ListMatchesAsync(new() { Other = "suspectRecords/00" }, cancellationToken: Cancel))).Fields());
    }

    /// <summary>Two records of two desks: the same name, and document numbers of which one fails its check and is a slip away from the other.</summary>
    private static async Task<(SuspectRecord Mine, SuspectRecord Theirs)> Pair(string id, Desk own, Desk other, string birth)
    {
        var mine = await own.Submit($"{id}-1", new() { FullName = "吴测四", IdNumber = Id($"540000{birth}") });
        var theirs = await other.Submit($"{id}-2", new() { FullName = "吴测四", IdNumber = Id($"540000{birth}", wrong: true) });
        await own.Notices(0);
        return (mine, theirs);
    }

    private static async Task<Match> Of(Desk desk, SuspectRecord own, SuspectRecord other) =>
        (await desk.Suspects.ListMatchesAsync(new() { Record = own.Name, Other = other.Name }, cancellationToken: Cancel)).Matches.Single();

    private static async Task<string> SuspectOf(Desk desk, SuspectRecord record) =>
        (await desk.Suspects.GetSuspectRecordAsync(new() { Name = record.Name }, cancellationToken: Cancel)).Suspect;

    private static DecideMatchRequest Verdict(Match match, MatchVerdict verdict) =>
        new() { RequestId = Desk.NewId(), Name = match.Name, Etag = match.Etag, Verdict = verdict, Reason = "核对档案" };

    private static async Task<RpcException> Refused<T>(AsyncUnaryCall<T> call) => await Assert.ThrowsAsync<RpcException>(async () => await call);

    /// <summary>A synthetic resident id of a province: address and birth date, sequence 001, and its check digit or a wrong one. Source: B7.</summary>
    private static string Id(string addressAndBirth, bool wrong = false)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var digits = $"{addressAndBirth}001";
        var check = weights.Zip(digits, (weight, digit) => weight * (digit - '0')).Sum() % 11;
        return digits + "10X98765432"[wrong ? (check + 1) % 11 : check];
    }
}
