using Coordination.Client.Api;
using Coordination.Client.Cli;
using Coordination.Client.Local;
using Coordination.Client.Operations;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Answer = Coordination.V1.RespondToPlanRequest.Types.Answer;
using Readiness = Coordination.V1.ReportReadinessRequest.Types.Readiness;
using State = Coordination.V1.JointOperation.Types.State;

namespace Coordination.Client.Demo;

/// <summary>
/// One joint takedown, live: seven provinces, 26 targets; one province refuses and is dropped, one is dark at T0 and reports late.
/// The cast is that of the domain rules' scenario C2.
/// </summary>
public sealed class Takedown(Fleet fleet, LiveBoard board, JointOperation draft, IReadOnlyDictionary<string, IReadOnlyList<string>> suspects, CancellationToken cancellation)
{
    /// <summary>Parties and how many targets each has.</summary>
    public static readonly IReadOnlyList<(string Jurisdiction, int Targets)> Cast =
        [("310000", 6), ("320000", 4), ("330000", 4), ("350000", 2), ("420000", 2), ("440000", 5), ("510000", 3)];

    public const string Lead = "310000";
    private const string Refuser = "350000";
    private const string Reserved = "440000";
    private const string Dark = "510000";

    private static readonly string[] _commanders = ["commander-a", "commander-b"];

    private static readonly TimeSpan _tZeroIn = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _consentBefore = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _leadTime = TimeSpan.FromSeconds(1);

    // What became of each party's targets, in order; 35 is dropped before it comes to that.
    private static readonly Dictionary<string, TargetOutcome[]> _outcomes = new()
    {
        ["310000"] = Six(TargetOutcome.Arrested),
        ["320000"] = [TargetOutcome.Arrested, TargetOutcome.Arrested, TargetOutcome.Arrested, TargetOutcome.NotFound],
        ["330000"] = [TargetOutcome.Arrested, TargetOutcome.Arrested, TargetOutcome.Arrested, TargetOutcome.Arrested],
        ["420000"] = [TargetOutcome.Arrested, TargetOutcome.Surrendered],
        ["440000"] = [TargetOutcome.Arrested, TargetOutcome.Arrested, TargetOutcome.Arrested, TargetOutcome.Arrested, TargetOutcome.NotFound],
        ["510000"] = [TargetOutcome.Arrested, TargetOutcome.Arrested, TargetOutcome.NotFound],
    };

    private readonly string _name = draft.Name;
    private int _requests;

    /// <summary>Opens the draft that a takedown starts from.</summary>
    public static async Task<JointOperation> OpenAsync(Fleet fleet, CancellationToken cancellation)
    {
        var lead = await fleet.OfAsync(Lead);
        await Task.WhenAll(_commanders.Select(person => fleet.PersonAsync(DevIdentities.Ministry, person))); // before the clock runs
        return await lead.Operations.CreateJointOperationAsync(new CreateJointOperationRequest
        {
            RequestId = RequestIds.Of("takedown", "open"), JointOperation = new JointOperation { Lead = lead.Name, Title = "OP-1 联合收网" },
        }, Caller.Options(null, cancellation));
    }

    /// <returns>The operation once closed.</returns>
    public async Task<JointOperation> RunAsync()
    {
        var proposed = await ProposeAsync();
        await ConsentAsync(proposed.PlanHash);
        var changed = await DropRefuserAsync(proposed.PlanHash);
        var parties = Cast.Select(party => party.Jurisdiction).Where(code => code != Refuser).ToList();
        await Task.WhenAll(parties.Select(code => RespondAsync(code, changed.PlanHash, Answer.Accept)));
        board.Note("All six consent to the changed plan.");
        await Task.WhenAll(parties.Select(ReadyAsync));
        await GoAsync(changed.PlanHash);

        var executing = await board.UntilAsync(operation => operation.State is State.Executing, cancellation);
        board.Note("T0.");
        var present = parties.Where(code => code != Dark).ToList();
        await Task.WhenAll(present.Select(code => ReportAsync(executing, code)));
        await ReportAsync(executing, Reserved);
        await ReportAsync(executing, Reserved);
        board.Note($"{Reserved} sent its batch three times; {Dark} is dark: its targets are unknown, not failed.");
        await board.UntilAsync(operation => Count(operation, TargetOutcome.Arrested) == 18 && Count(operation, TargetOutcome.Unknown) == 3, cancellation);
        await ReportAsync(executing, Dark);
        board.Note($"{Dark} is back and reports late.");
        await board.UntilAsync(operation => operation.State is State.Consolidating, cancellation);
        return await CloseAsync();
    }

    public static int Count(JointOperation operation, TargetOutcome outcome) => operation.Figures.FirstOrDefault(figure => figure.Outcome == outcome)?.Count ?? 0;

    private async Task<JointOperation> ProposeAsync()
    {
        var lead = await fleet.OfAsync(Lead);
        var tZero = DateTimeOffset.FromUnixTimeSeconds((DateTimeOffset.UtcNow + _tZeroIn).ToUnixTimeSeconds()); // T0 is a whole second
        var number = 0;
        var plan = new Plan
        {
            TZero = Timestamp.FromDateTimeOffset(tZero), ConsentDueTime = Timestamp.FromDateTimeOffset(tZero - _consentBefore), LeadTime = Duration.FromTimeSpan(_leadTime),
            Quorum = new Quorum { Rule = Quorum.Types.Rule.AllCore, Core = { "jurisdictions/310000", "jurisdictions/330000", "jurisdictions/440000" } },
            DisconnectedPolicy = DisconnectedPolicy.ProceedAsOrdered,
            Parties = { Cast.Select(party => new PlanParty { Jurisdiction = $"jurisdictions/{party.Jurisdiction}", Teams = { $"T-{party.Jurisdiction}" } }) },
            Targets =
            {
                Cast.SelectMany(party => suspects[party.Jurisdiction].Take(party.Targets).Select(suspect => new PlanTarget
                {
                    Id = $"{++number}", Subject = suspect, Jurisdiction = $"jurisdictions/{party.Jurisdiction}", Measures = { TargetMeasure.Arrest, TargetMeasure.Search },
                })),
            },
        };
        var proposed = await lead.Operations.ProposePlanAsync(new ProposePlanRequest { Name = _name, RequestId = NextId(), Etag = draft.Etag, Plan = plan }, Options());
        board.Note($"{Lead} proposes: seven parties, {plan.Targets.Count} targets, T0 in {_tZeroIn.TotalSeconds} s.");
        return proposed;
    }

    private async Task ConsentAsync(string hash)
    {
        await Task.WhenAll(Cast.Select(party => party.Jurisdiction).Where(code => code is not Refuser and not Reserved).Select(code => RespondAsync(code, hash, Answer.Accept)));
        await RespondAsync(Reserved, hash, Answer.AcceptWithReservation, details: "两个小组在途");
        await RefusedAsync("GROUND_REQUIRED", () => RespondAsync(Refuser, hash, Answer.Refuse));
        await RespondAsync(Refuser, hash, Answer.Refuse, RefusalGround.OwnOperationConflict, "与本省行动冲突");
        board.Note($"{Refuser} refuses: OWN_OPERATION_CONFLICT.");
    }

    private async Task<JointOperation> DropRefuserAsync(string hash)
    {
        var ministry = await fleet.MinistryAsync;
        var commander = await fleet.PersonAsync(DevIdentities.Ministry, _commanders[0]);
        var changed = await ministry.Operations.DecideRefusalAsync(new DecideRefusalRequest
        {
            Name = _name, RequestId = NextId(), Etag = await EtagAsync(), Jurisdiction = $"jurisdictions/{Refuser}", Decision = RefusalDecision.Drop, Reason = "确认，退出本次行动",
        }, Options(commander));
        board.Note($"The ministry drops {Refuser}: two targets postponed, the consents are void.");
        await RefusedAsync("CONSENT_STALE", () => GoAsync(_commanders[0], changed.PlanHash));
        return changed;
    }

    private async Task GoAsync(string hash)
    {
        await GoAsync(_commanders[0], hash);
        board.Note("First GO: pending.");
        await RefusedAsync("SAME_PERSON", () => GoAsync(_commanders[0], hash));
        await GoAsync(_commanders[1], hash);
        board.Note("Second GO, another person: armed.");
    }

    private async Task<JointOperation> GoAsync(string person, string hash)
    {
        var ministry = await fleet.MinistryAsync;
        return await ministry.Operations.DecideGoAsync(
            new DecideGoRequest { Name = _name, RequestId = NextId(), Etag = await EtagAsync(), PlanHash = hash }, Options(await fleet.PersonAsync(DevIdentities.Ministry, person)));
    }

    private async Task<JointOperation> RespondAsync(string code, string hash, Answer answer, RefusalGround ground = RefusalGround.Unspecified, string details = "")
    {
        var party = await fleet.OfAsync(code);
        return await party.Operations.RespondToPlanAsync(
            new RespondToPlanRequest { Name = _name, RequestId = NextId(), PlanHash = hash, Answer = answer, Ground = ground, Details = details }, Options());
    }

    private async Task<JointOperation> ReadyAsync(string code)
    {
        var party = await fleet.OfAsync(code);
        return await party.Operations.ReportReadinessAsync(new ReportReadinessRequest { Name = _name, RequestId = NextId(), Readiness = Readiness.Ready }, Options());
    }

    // Each batch carries the party's own sequence numbers, so that a batch sent again counts once.
    private async Task ReportAsync(JointOperation operation, string code)
    {
        var party = await fleet.OfAsync(code);
        var targets = operation.Plan.Targets.Where(target => target.Jurisdiction == party.Name).Select(target => target.Id).ToList();
        var happened = operation.Plan.TZero.ToDateTimeOffset();
        await party.Operations.ReportTargetResultAsync(new ReportTargetResultRequest
        {
            Name = _name, RequestId = NextId(), StartTime = Timestamp.FromDateTimeOffset(happened),
            Results =
            {
                targets.Select((target, index) => new ReportedResult
                {
                    Sequence = index + 1, Target = target, Outcome = _outcomes[code][index], EventTime = Timestamp.FromDateTimeOffset(happened + TimeSpan.FromMilliseconds(100 * index)),
                }),
            },
        }, Options());
    }

    private async Task<JointOperation> CloseAsync()
    {
        var lead = await fleet.OfAsync(Lead);
        return await lead.Operations.CloseJointOperationAsync(new CloseJointOperationRequest { Name = _name, RequestId = NextId(), Etag = await EtagAsync() }, Options());
    }

    private async Task<string> EtagAsync()
    {
        var lead = await fleet.OfAsync(Lead);
        return (await lead.Operations.GetJointOperationAsync(new GetJointOperationRequest { Name = _name }, Options())).Etag;
    }

    private async Task RefusedAsync(string reason, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException e) when (CallError.ReasonOf(e) == reason)
        {
            board.Note($"Refused: {reason}.");
            return;
        }
        throw new CommandException($"The gateway should have refused with {reason}.", ExitCode.ServerError);
    }

    private string NextId() => RequestIds.Of("takedown", $"{Interlocked.Increment(ref _requests)}");

    private CallOptions Options(Metadata? headers = null) => Caller.Options(headers, cancellation);

    private static TargetOutcome[] Six(TargetOutcome outcome) => [.. Enumerable.Repeat(outcome, 6)];
}
