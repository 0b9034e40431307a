using Coordination.Client.Api;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using static System.Globalization.CultureInfo;

namespace Coordination.Client.Demo;

/// <summary>Sends what the provinces of the fixture bring to the campaign: cases with their money, groups, operations.</summary>
public sealed class CampaignLoad(Fleet fleet, string campaign, SentCalls sent, Action advance)
{
    /// <summary>Requests under way per province: enough to fill the store's group commits, few enough for one HTTP/2 connection.</summary>
    private const int InFlight = 24;

    private static readonly FocusArea[] _areas =
        [FocusArea.IllegalLoanIntermediary, FocusArea.CounterCollection, FocusArea.UnlawfulCollection, FocusArea.IllegalSurrenderClaimsAgency];

    private static readonly TimeSpan _reviewTime = TimeSpan.FromDays(2);
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(50);

    /// <summary>How many writes a whole load is: per case its report, fact, acceptance and filing; per group its registration,
    /// relations and confirmation; one per operation.</summary>
    public static int Writes => 4 * Test17.CaseCount + Test17.Provinces.Sum(province => 3 * province.Groups + province.Operations);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var groups = await Task.WhenAll(Test17.Provinces.Select(province => ProvinceAsync(province, cancellation)));
        await ConfirmAsync([.. groups.SelectMany(names => names)], cancellation);
    }

    // Cases first: a case that learns that it belongs to a group has a new revision.
    private async Task<IReadOnlyList<string>> ProvinceAsync(FixtureProvince province, CancellationToken cancellation)
    {
        var caller = await fleet.OfAsync(province.Jurisdiction);
        var cases = await EachAsync([.. Test17.Cases.Where(item => item.Province == province)], item => CaseAsync(caller, item, cancellation), cancellation);
        var groups = await EachAsync([.. Enumerable.Range(0, province.Groups)], index => GroupAsync(caller, province, index, cases[index], cancellation), cancellation);
        await EachAsync([.. Enumerable.Range(0, province.Operations)], index => OperationAsync(caller, province, index, cancellation), cancellation);
        return groups;
    }

    private static async Task<TResult[]> EachAsync<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, Task<TResult>> run, CancellationToken cancellation)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellation };
        await Parallel.ForAsync(0, items.Count, options, async (index, _) => results[index] = await run(items[index]));
        return results;
    }

    private async Task<string> CaseAsync(Caller caller, FixtureCase item, CancellationToken cancellation)
    {
        var number = item.Number.ToString(InvariantCulture);
        var acceptedAt = item.FiledAt - _reviewTime;
        var reported = await sent.SendAsync(caller, caller.Cases.CreateCaseAsync, new CreateCaseRequest
        {
            RequestId = RequestIds.Of(Test17.Label, "report", number),
            EventTime = Timestamp.FromDateTimeOffset(acceptedAt - _reviewTime),
            CaseFile = new Case
            {
                CaseNumber = item.CaseNumber, Title = $"{Test17.Label} 第{number}号案件", FocusArea = _areas[item.Number % _areas.Length],
                Offences = { "CL-266" }, ReportSource = ReportSource.Complaint,
            },
        }, cancellation);
        advance();
        var valued = await sent.SendAsync(caller, caller.Cases.RecordCaseFactAsync, new RecordCaseFactRequest
        {
            Name = reported.Name, RequestId = RequestIds.Of(Test17.Label, "fact", number), EventTime = Timestamp.FromDateTimeOffset(acceptedAt - _reviewTime),
            Facts =
            {
                new FactLine
                {
                    FactId = $"F-{number}", Amount = Yuan(item.OfficialFen), SeedLiteralAmount = Yuan(item.SeedLiteralFen),
                    Date = new Date { Year = acceptedAt.Year, Month = acceptedAt.Month, Day = acceptedAt.Day },
                },
            },
        }, cancellation);
        advance();
        var accepted = await sent.SendAsync(caller, caller.Cases.TransitionCaseAsync, new TransitionCaseRequest
        {
            Name = reported.Name, Etag = valued.Etag, ToStatus = CaseStatus.Accepted, RequestId = RequestIds.Of(Test17.Label, "accept", number),
            EventTime = Timestamp.FromDateTimeOffset(acceptedAt), Approval = Approve(ApproverRank.Unit, "P-171", $"SA-{number}", acceptedAt),
            Acceptance = new AcceptanceGrounds { FormNumber = $"SA-{number}", ReceiptNumber = $"HZ-{number}", ReviewClass = ReviewClass.Ordinary },
        }, cancellation);
        advance();
        var filed = await sent.SendAsync(caller, caller.Cases.TransitionCaseAsync, new TransitionCaseRequest
        {
            Name = reported.Name, Etag = accepted.Etag, ToStatus = CaseStatus.Filed, RequestId = RequestIds.Of(Test17.Label, "file", number),
            EventTime = Timestamp.FromDateTimeOffset(item.FiledAt), Approval = Approve(ApproverRank.County, "P-178", $"LA-{number}", item.FiledAt),
            Filing = new FilingGrounds
            {
                Route = FilingRoute.Initial, FilingNumber = $"LA-{number}",
                Conditions = { FilingCondition.CriminalFact, FilingCondition.LiabilityThreshold, FilingCondition.OwnJurisdiction },
            },
        }, cancellation);
        advance();
        return filed.Name;
    }

    private async Task<string> GroupAsync(Caller caller, FixtureProvince province, int index, string caseName, CancellationToken cancellation)
    {
        var number = $"{province.Code}-{index}";
        var leader = $"suspectRecords/{RequestIds.Of(Test17.Label, "leader", number)}";
        var executed = Timestamp.FromDateTimeOffset(Test17.Spread(index, province.Groups));
        var registered = await sent.SendAsync(caller, caller.Groups.CreateGroupAsync, new CreateGroupRequest
        {
            RequestId = RequestIds.Of(Test17.Label, "group", number), Title = $"{Test17.Label} 团伙 {number}", PoliceTerm = "职业化犯罪团伙",
            LegalTier = LegalTier.CrimeGroup, FocusArea = _areas[index % _areas.Length],
        }, cancellation);
        advance();
        var known = await sent.SendAsync(caller, caller.Groups.ModifyGroupRelationsAsync, new ModifyGroupRelationsRequest
        {
            Name = registered.Name, Etag = registered.Etag, RequestId = RequestIds.Of(Test17.Label, "relations", number),
            Changes =
            {
                new GroupChange { AddMember = new GroupMember { Suspect = leader, Role = MemberRole.Leader } },
                new GroupChange { SetStanding = new SetMemberStanding { Suspect = leader, Standing = MemberStanding.CoerciveMeasure } },
                new GroupChange { AddStage = ChainStage.Negot },
                new GroupChange { AddAction = new GroupAction { ActionId = $"A-{number}", Stage = ChainStage.Negot, Jurisdiction = caller.Name, ExecuteTime = executed } },
                new GroupChange { AddCase = caseName },
            },
        }, cancellation);
        advance();
        return known.Name;
    }

    private async Task<string> OperationAsync(Caller caller, FixtureProvince province, int index, CancellationToken cancellation)
    {
        var number = $"{province.Code}-{index}";
        var recorded = await sent.SendAsync(caller, caller.Operations.RecordConcludedOperationAsync, new RecordConcludedOperationRequest
        {
            RequestId = RequestIds.Of(Test17.Label, "operation", number), TZero = WholeSecond(Test17.Spread(index, province.Operations)),
            JointOperation = new JointOperation { Lead = caller.Name, Title = $"{Test17.Label} 集群战役 {number}", Campaign = campaign },
            Parties = { new PlanParty { Jurisdiction = caller.Name } },
        }, cancellation);
        advance();
        return recorded.Name;
    }

    // The command centre confirms each group once nothing is missing: the news of the filing takes a moment to reach it.
    private async Task ConfirmAsync(IReadOnlyList<string> groups, CancellationToken cancellation)
    {
        var ministry = await fleet.MinistryAsync;
        var commander = await fleet.PersonAsync(ministry.Jurisdiction, "commander-a");
        await EachAsync(groups, async name =>
        {
            var group = await ministry.Groups.GetGroupAsync(new GetGroupRequest { Name = name }, Caller.Options(commander, cancellation));
            while (group.Status is not GroupStatus.AwaitsConfirmation)
            {
                await Task.Delay(_poll, cancellation);
                group = await ministry.Groups.GetGroupAsync(new GetGroupRequest { Name = name }, Caller.Options(commander, cancellation));
            }
            var confirmed = await sent.SendAsync(ministry, ministry.Groups.ConfirmGroupDismantledAsync, new ConfirmGroupDismantledRequest
            {
                Name = name, Etag = group.Etag, RequestId = RequestIds.Of(Test17.Label, "dismantled", name), Officer = "commander-a",
                DocumentNumber = $"{Test17.Label}-{name.Split('/')[^1][..8]}", EventTime = Timestamp.FromDateTimeOffset(Test17.WindowEnd),
            }, cancellation, commander);
            advance();
            return confirmed.Name;
        }, cancellation);
    }

    private static Timestamp WholeSecond(DateTimeOffset moment) => new() { Seconds = moment.ToUnixTimeSeconds() };

    private static Approval Approve(ApproverRank rank, string article, string document, DateTimeOffset at) =>
        new() { Approver = "officer-1", ApproverRank = rank, Article = article, DocumentNumber = document, ApproveTime = Timestamp.FromDateTimeOffset(at) };

    private static Money Yuan(long fen) => new() { CurrencyCode = "CNY", Units = fen / 100, Nanos = (int)(fen % 100) * 10_000_000 };
}
