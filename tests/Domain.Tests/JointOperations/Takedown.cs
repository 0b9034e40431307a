using Coordination.Core;
using Xunit;

namespace Coordination.JointOperations;

/// <summary>An operation driven by hand at hand-set times: 31 leads, the command centre decides, the clock stands until it is moved.</summary>
internal sealed class Takedown
{
    public static readonly DateTimeOffset TZero = At("2025-09-30 06:00:00");
    public static readonly JurisdictionCode Lead = Code(31), Ministry = JurisdictionCode.Ministry;
    public const string Planner = "person-planner", CommanderA = "person-a", CommanderB = "person-b";

    private int _requests;

    public JointOperation Operation { get; private set; } = new();
    public DateTimeOffset Now { get; set; } = At("2025-09-26 09:00:00");
    public List<(DateTimeOffset At, JointOperationEvent Event)> Log { get; } = [];
    public OperationStatus Status => Operation.Status;
    public string Hash => Operation.PlanHash;

    public static DateTimeOffset At(string chinaTime) =>
        DateTimeOffset.Parse($"{chinaTime.Replace(' ', 'T')}+08:00", System.Globalization.CultureInfo.InvariantCulture);

    public static JurisdictionCode Code(int province) => new($"{province}0000");

    public static Protected Text(string text) => new("key", text);

    /// <summary>C2: parties and numbers of targets, ids counted from 1 in this order.</summary>
    public static Plan Plan(params (int Province, int Targets)[] parties)
    {
        var targets = parties.SelectMany(party => Enumerable.Repeat(Code(party.Province), party.Targets))
            .Select((party, i) => new PlanTarget($"{i + 1}", $"suspects/s-{i + 1}", party) { Measures = [Measure.Arrest, Measure.Search] });
        return new()
        {
            TZero = TZero, ConsentDue = At("2025-09-27 18:00:00"), LeadTime = TimeSpan.FromMinutes(30),
            Quorum = Quorum.All, DisconnectedPolicy = DisconnectedPolicy.ProceedAsOrdered,
            Parties = [.. parties.Select(party => new PlanParty(Code(party.Province)) { Teams = ["t1"] })],
            Targets = [.. targets],
        };
    }

    public static Quorum AllCore(params int[] provinces) => new(QuorumRule.AllCore) { Core = [.. provinces.Select(Code)] };

    public CommandHeader By(JurisdictionCode who, string actor = Planner) =>
        new(new Guid(++_requests, 0, 0, new byte[8]), $"{who}/system", "", actor, who);

    public CommandHeader By(int province) => By(Code(province), $"{province}0000/system");

    /// <summary>Decides; what was accepted has happened.</summary>
    public Decision<JointOperationEvent> Do(JointOperationCommand command)
    {
        var decision = JointOperationMachine.Decide(Operation, command, Now);
        Assert.Equal(decision.Rejection is null, decision.Events.Length > 0);
        foreach (var happened in decision.Events)
        {
            Operation = JointOperationMachine.Apply(Operation, happened);
            Log.Add((Now, happened));
        }
        return decision;
    }

    public Takedown Must(JointOperationCommand command)
    {
        Assert.Null(Do(command).Rejection);
        return this;
    }

    public Rejection Refused(Reason reason, JointOperationCommand command)
    {
        var rejection = Do(command).Rejection;
        Assert.Equal(reason, rejection?.Reason);
        return rejection!;
    }

    public Takedown Draft() => Must(new CreateOperation(By(Lead), Lead, Text("title"), "campaign-1"));

    public Takedown Propose(Plan plan) => Must(new ProposePlan(By(Lead), plan));

    public Takedown Accept(params int[] provinces) => Each(provinces, p => new RespondToPlan(By(p), Hash, PlanAnswer.Accept));

    public Takedown Ready(params int[] provinces) => Each(provinces, p => new ReportReadiness(By(p), Readiness.Ready));

    public RespondToPlan Refusal(int province, RefusalGround ground) => new(By(province), Hash, PlanAnswer.Refuse) { Ground = ground };

    public DecideGo Go(string person) => new(By(Ministry, person), Hash);

    public AbortOperation Abort() => new(By(Lead), Text("reason"));

    public Takedown Decide(int province, RefusalDecision decision) => Must(new DecideRefusal(By(Ministry), Code(province), decision, Text("reason")));

    /// <summary>GO by two persons at 05:00 of the day.</summary>
    public Takedown Armed()
    {
        Now = At("2025-09-30 05:00:00");
        return Must(Go(CommanderA)).Must(Go(CommanderB));
    }

    public Takedown Executing()
    {
        Armed().Now = TZero;
        return Must(new ReachTZero(By(Ministry)));
    }

    public ReportResults Report(int province, params ReportedResult[] results) => new(By(province), [.. results]);

    public static ReportedResult Result(long sequence, int target, TargetOutcome outcome, string at = "2025-09-30 06:01:00", long? supersedes = null) =>
        new(sequence, $"{target}", outcome, At(at)) { Supersedes = supersedes };

    /// <summary>Figures as (arrested, surrendered, not found, unknown, postponed, released).</summary>
    public (int, int, int, int, int, int) Figures(DateTimeOffset? asOf = null)
    {
        var count = OperationFigures.Count(OperationFigures.Results(Operation, asOf ?? Now));
        Assert.Equal(Operation.Plan!.Targets.Length + Operation.Postponed.Length, count.Total);
        return (count.Arrested, count.Surrendered, count.NotFound, count.Unknown, count.Postponed, count.Released);
    }

    public PartyStatus Party(int province) => Operation.Parties.Single(party => party.Code == Code(province)).Status;

    private Takedown Each(int[] provinces, Func<int, JointOperationCommand> command)
    {
        foreach (var province in provinces)
        {
            Must(command(province));
        }
        return this;
    }
}
