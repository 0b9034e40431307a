using System.Diagnostics;
using System.Text.Json.Nodes;
using Coordination.Client.Api;
using Coordination.Client.Cli;
using Coordination.Client.Import;
using Coordination.Client.Operations;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Client.Demo;

/// <summary>The parts of the demo against a system that is up. Every figure is the gateway's own answer.</summary>
public sealed class DemoRun(Session session, Fleet fleet, CancellationToken cancellation)
{
    /// <summary>Seed of the shuffle: the same order on each run.</summary>
    private const int ShuffleSeed = 17;
    private const int Copies = 3;
    private const int ReplayInFlight = 24;

    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(20);

    private readonly SentCalls _sent = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _suspects = [];

    public JsonObject Seconds { get; } = [];

    public async Task<JsonObject> SuspectsAsync()
    {
        var records = ImportFile.Suspects(Path.Combine(AppContext.BaseDirectory, "Data", "suspects-1k.csv"));
        var importId = RequestIds.Of("demo", "suspects");
        var names = records.Select(record => record.Jurisdiction!).Distinct().ToDictionary(code => code, _ => new List<string>());
        var counts = new ImportCounts();
        await fleet.IssueAsync(names.Keys, cancellation);
        await TimeAsync("suspects", $"{records.Count:N0} suspect records of {names.Count} provinces", records.Count, advance => Task.WhenAll(
            records.GroupBy(record => record.Jurisdiction!).Select(async own =>
            {
                var caller = await fleet.OfAsync(own.Key);
                await new ImportStream(caller.Imports, RequestIds.Of(importId, own.Key), [.. own], []).RunAsync((_, result) =>
                {
                    counts.Count(result.Status);
                    names[own.Key].Add(result.Name);
                    advance();
                }, cancellation);
            })));
        if (counts[ImportStatus.Created] != records.Count)
        {
            throw new CommandException($"Of {records.Count} suspect records {counts[ImportStatus.Created]} were created and {counts[ImportStatus.Failed]} refused.", ExitCode.ServerError);
        }
        var summary = await SettledAsync(records.Count);
        await ChooseTargetsAsync(names);
        session.Say($"  {summary.Records:N0} records are {summary.Persons:N0} persons; {summary.OpenReviews:N0} pairs wait for a person's judgement.");
        return new() { ["records"] = summary.Records, ["persons"] = summary.Persons, ["reviews"] = summary.OpenReviews };
    }

    public async Task<JsonObject> CampaignAsync()
    {
        var ministry = await fleet.MinistryAsync;
        var commander = await fleet.PersonAsync(ministry.Jurisdiction, "commander-a");
        var campaign = await ministry.Campaigns.CreateCampaignAsync(new CreateCampaignRequest
        {
            RequestId = RequestIds.Of("demo", "campaign"), Title = "2025年打击金融领域“黑灰产”集群战役", KeyLabel = Test17.Label,
            StartTime = Timestamp.FromDateTimeOffset(Test17.WindowStart), EndTime = Timestamp.FromDateTimeOffset(Test17.WindowEnd),
            KeyJurisdictions = { Test17.Provinces.Select(province => $"jurisdictions/{province.Jurisdiction}") },
        }, Caller.Options(commander, cancellation));

        var loading = await TimeAsync("load", $"{Test17.CaseCount:N0} cases, 206 groups, 58 operations by {Test17.Provinces.Length} clients", CampaignLoad.Writes,
            advance => new CampaignLoad(fleet, campaign.Name, _sent, advance).RunAsync(cancellation));
        var tally = await TallyAsync(campaign.Name);
        session.Say($"  {CampaignLoad.Writes:N0} writes acknowledged, {CampaignLoad.Writes / loading.TotalSeconds:N0}/s. {tally.PressLine}");

        var calls = _sent.Shuffled(Copies, new Random(ShuffleSeed));
        var replaying = await TimeAsync("replay", $"The whole stream again, shuffled (seed {ShuffleSeed}), {Copies} copies each: {calls.Length:N0} calls", calls.Length, advance => ReplayAsync(calls, advance));
        var after = await TallyAsync(campaign.Name);
        session.Say($"  {calls.Length:N0} duplicates answered as the first time, {calls.Length / replaying.TotalSeconds:N0}/s. {after.PressLine}");
        Demand(tally.AsOfPosition == after.AsOfPosition, "The replay left new entries in the log.");

        return new()
        {
            ["official"] = CampaignReport.Of(tally), ["seedLiteral"] = CampaignReport.SeedLiteral(tally), ["afterReplay"] = CampaignReport.Of(after),
            ["pressLine"] = tally.PressLine, ["writes"] = CampaignLoad.Writes, ["writesPerSecond"] = Math.Round(CampaignLoad.Writes / loading.TotalSeconds),
            ["replays"] = calls.Length, ["replaysPerSecond"] = Math.Round(calls.Length / replaying.TotalSeconds),
        };
    }

    public async Task<JsonObject> OperationAsync()
    {
        var ministry = await fleet.MinistryAsync;
        var commander = await fleet.PersonAsync(ministry.Jurisdiction, "commander-a");
        var known = await ministry.Jurisdictions.ListJurisdictionsAsync(new ListJurisdictionsRequest(), Caller.Options(commander, cancellation));
        var draft = await Takedown.OpenAsync(fleet, cancellation);
        var live = new LiveBoard(session, new Board(known.Jurisdictions.ToDictionary(item => item.Name, item => item.EnglishName)),
            BoardStream.FollowAsync(ministry.Operations, draft.Name, commander, CancellationToken.None));
        JointOperation? closed = null;
        var watch = Stopwatch.StartNew();
        session.Say("A joint takedown, live:");
        await live.RunAsync(async () => closed = await new Takedown(fleet, live, draft, _suspects, cancellation).RunAsync(), cancellation);
        Seconds["operation"] = Rounded(watch.Elapsed);
        var report = new JsonObject
        {
            ["targets"] = closed!.Figures.Sum(figure => figure.Count), ["arrested"] = Takedown.Count(closed, TargetOutcome.Arrested),
            ["surrendered"] = Takedown.Count(closed, TargetOutcome.Surrendered), ["notFound"] = Takedown.Count(closed, TargetOutcome.NotFound),
            ["unknown"] = Takedown.Count(closed, TargetOutcome.Unknown), ["postponed"] = Takedown.Count(closed, TargetOutcome.Postponed),
        };
        Demand(JsonNode.DeepEquals(report, new JsonObject { ["targets"] = 26, ["arrested"] = 20, ["surrendered"] = 1, ["notFound"] = 3, ["unknown"] = 0, ["postponed"] = 2 }),
            $"The takedown's figures are {report.ToJsonString()}.");
        return report;
    }

    private Task ReplayAsync(SentCalls.Sent[] calls, Action advance) => Task.WhenAll(calls.GroupBy(call => call.Caller).Select(own =>
        Parallel.ForEachAsync(own, new ParallelOptions { MaxDegreeOfParallelism = ReplayInFlight, CancellationToken = cancellation }, async (call, again) =>
        {
            Demand(await call.AgainAsync(again), $"A request of {own.Key.Jurisdiction} that was sent again was not answered as the first time.");
            advance();
        })));

    // The figures once they are the fixture's; an error with the difference if they stay others.
    private async Task<CampaignTally> TallyAsync(string campaign)
    {
        var ministry = await fleet.MinistryAsync;
        var commander = await fleet.PersonAsync(ministry.Jurisdiction, "commander-a");
        var since = Stopwatch.StartNew();
        while (true)
        {
            var tally = await ministry.Campaigns.GetCampaignTallyAsync(new GetCampaignTallyRequest { Name = campaign }, Caller.Options(commander, cancellation));
            if (CampaignReport.IsComplete(tally))
            {
                return tally;
            }
            Demand(since.Elapsed < _quiet, $"The figures are not the fixture's: {CampaignReport.Of(tally).ToJsonString()}, literal reading {CampaignReport.SeedLiteral(tally).ToJsonString()}.");
            await Task.Delay(_poll, cancellation);
        }
    }

    // The counts once every record was compared.
    private async Task<SuspectSummary> SettledAsync(int records)
    {
        var ministry = await fleet.MinistryAsync;
        var commander = await fleet.PersonAsync(ministry.Jurisdiction, "commander-a");
        var since = Stopwatch.StartNew();
        while (true)
        {
            var summary = await ministry.Suspects.GetSuspectSummaryAsync(new GetSuspectSummaryRequest(), Caller.Options(commander, cancellation));
            if (summary.Pending == 0 && summary.Records == records)
            {
                return summary;
            }
            Demand(since.Elapsed < _quiet, $"{summary.Pending} of {summary.Records} records are still not compared.");
            await Task.Delay(_poll, cancellation);
        }
    }

    // Targets are persons, each of one party only.
    private async Task ChooseTargetsAsync(Dictionary<string, List<string>> records)
    {
        var taken = new HashSet<string>();
        foreach (var (code, targets) in Takedown.Cast)
        {
            var caller = await fleet.OfAsync(code);
            List<string> chosen = [];
            foreach (var name in records[code].Order(StringComparer.Ordinal))
            {
                var record = await caller.Suspects.GetSuspectRecordAsync(new GetSuspectRecordRequest { Name = name }, Caller.Options(null, cancellation));
                if (taken.Add(record.Suspect)) { chosen.Add(record.Suspect); }
                if (chosen.Count == targets) { break; }
            }
            _suspects[code] = chosen;
        }
    }

    private async Task<TimeSpan> TimeAsync(string part, string title, int total, Func<Action, Task> run)
    {
        var watch = Stopwatch.StartNew();
        await DemoProgress.ShowAsync(session, title, total, run);
        Seconds[part] = Rounded(watch.Elapsed);
        return watch.Elapsed;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds) { throw new CommandException(otherwise, ExitCode.ServerError); }
    }

    private static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 2);
}
