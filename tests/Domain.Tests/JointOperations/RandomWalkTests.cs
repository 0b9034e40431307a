using Xunit;
using static Coordination.JointOperations.Takedown;

namespace Coordination.JointOperations;

/// <summary>Whatever is asked in whatever order, the invariants of B9 and I7 hold after each step.</summary>
public class RandomWalkTests(ITestOutputHelper output)
{
    private static readonly int[] Provinces = [31, 33, 44, 51];

    private static readonly Dictionary<OperationStatus, OperationStatus[]> Transitions = new()
    {
        [OperationStatus.Draft] = [OperationStatus.Proposed, OperationStatus.Aborted],
        [OperationStatus.Proposed] = [OperationStatus.Consenting, OperationStatus.Aborted],
        [OperationStatus.Consenting] = [OperationStatus.Proposed, OperationStatus.Ready, OperationStatus.Aborted],
        [OperationStatus.Ready] = [OperationStatus.Proposed, OperationStatus.Consenting, OperationStatus.Arming, OperationStatus.Aborted],
        [OperationStatus.Arming] = [OperationStatus.Armed],
        [OperationStatus.Armed] = [OperationStatus.Executing, OperationStatus.Aborted],
        [OperationStatus.Executing] = [OperationStatus.Consolidating, OperationStatus.Aborted],
        [OperationStatus.Consolidating] = [OperationStatus.Closed],
        [OperationStatus.Closed] = [],
        [OperationStatus.Aborted] = [],
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory, MemberData(nameof(Seeds))]
    public void Invariants_hold_after_each_step(int seed)
    {
        output.WriteLine($"seed {seed}");
        Walk(seed);
    }

    [Fact]
    public void The_walks_reach_every_state()
    {
        var reached = Seeds.SelectMany(row => Walk(row.Data)).ToHashSet();

        Assert.Equal(Transitions.Keys.Order(), reached.Order());
    }

    private static HashSet<OperationStatus> Walk(int seed)
    {
        var random = new Random(seed);
        var op = new Takedown().Draft();
        var consents = new Dictionary<JurisdictionCode, Plan>();
        var folded = JointOperationMachine.Apply(new(), op.Log[0].Event);
        var reached = new HashSet<OperationStatus> { folded.Status };

        for (var step = 0; step < 300; step++)
        {
            var asked = Next(op, random);
            var seen = op.Log.Count;
            var decision = op.Do(asked);
            foreach (var happened in decision.Events)
            {
                var before = folded;
                folded = JointOperationMachine.Apply(before, happened);
                Assert.True(before.Status == folded.Status || Transitions[before.Status].Contains(folded.Status), $"{before.Status} to {folded.Status}");
                Follow(consents, folded, happened);
                Holds(before, folded, happened, consents);
                reached.Add(folded.Status);
            }
            Assert.Equal(seen + decision.Events.Length, op.Log.Count);
            if (op.Operation.Plan is not null)
            {
                op.Figures();
            }
        }
        return reached;
    }

    // The model: which plan each party has agreed to, by its own word or by order.
    private static void Follow(Dictionary<JurisdictionCode, Plan> consents, JointOperation after, JointOperationEvent happened)
    {
        switch (happened)
        {
            case PlanAccepted accepted:
                consents[accepted.Party] = after.Plan!;
                break;
            case RefusalDecided { Decision: RefusalDecision.Overrule } overruled:
                consents[overruled.Party] = after.Plan!;
                break;
            case PlanRefused refused:
                consents.Remove(refused.Party);
                break;
            case PartyWithdrew withdrew:
                consents.Remove(withdrew.Party);
                break;
        }
    }

    private static void Holds(
        JointOperation before, JointOperation after, JointOperationEvent happened, Dictionary<JurisdictionCode, Plan> consents)
    {
        if (happened is OperationArmed armed)
        {
            var goers = before.Approvals.Select(approval => approval.Actor).ToArray();
            Assert.Equal(2, goers.Distinct().Count());
            Assert.Empty(goers.Intersect(before.Proposers));
            Assert.NotEmpty(armed.Participants);
            Assert.All(before.Parties, party =>
            {
                Assert.Contains(party.Status, new[] { PartyStatus.Ready, PartyStatus.Silent, PartyStatus.Refused });
                Assert.Equal(party.Status is PartyStatus.Ready, armed.Participants.Contains(party.Code));
            });
            Assert.All(armed.Participants, party => AssertSameTerms(consents[party], before.Plan!, party));
        }
        if (before.Approvals.Length == 2)
        {
            Assert.Equal((before.PlanHash, before.Plan!.TZero), (after.PlanHash, after.Plan!.TZero));
        }
        if (before.Status is OperationStatus.Aborted)
        {
            Assert.Equal(OperationStatus.Aborted, after.Status);
        }
    }

    // Consent to an old plan never counts, unless all that concerns the party is as it agreed to.
    private static void AssertSameTerms(Plan agreed, Plan inForce, JurisdictionCode party)
    {
        Assert.Equal(agreed.Parties.Select(p => p.Code).Order(), inForce.Parties.Select(p => p.Code).Order());
        Assert.Equal(agreed.DisconnectedPolicy, inForce.DisconnectedPolicy);
        Assert.InRange(inForce.TZero - agreed.TZero, TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
        Assert.Equal(Own(agreed), Own(inForce));

        IEnumerable<(string, string)> Own(Plan plan) => plan.Targets.Where(target => target.Party == party).Select(target => (target.Id, target.Subject)).Order();
    }

    private static JointOperationCommand Next(Takedown op, Random random)
    {
        op.Now += TimeSpan.FromMinutes(random.Next(0, 25));
        var party = Provinces[random.Next(Provinces.Length)];
        var old = op.Log.Select(entry => entry.Event).OfType<PlanProposed>().Select(plan => plan.Hash).ToArray();
        var hash = random.Next(6) == 0 && old.Length > 0 ? old[random.Next(old.Length)] : op.Hash;
        return random.Next(100) switch
        {
            < 4 => new ProposePlan(op.By(Lead), RandomPlan(op, random)),
            < 6 => new AssignTargets(op.By(Lead), [new($"{random.Next(1, 20)}", $"suspects/s-{random.Next(1, 20)}", Code(party))]),
            < 36 => new RespondToPlan(op.By(party), hash, PlanAnswer.Accept),
            < 39 => op.Refusal(party, (RefusalGround)random.Next(0, 6)),
            < 44 => new DecideRefusal(op.By(Ministry), Code(party), (RefusalDecision)random.Next(0, 4), Text("reason")),
            < 46 => new PassConsentDeadline(op.By(Ministry)),
            < 74 => new ReportReadiness(op.By(party), random.Next(10) == 0 ? (Readiness)random.Next(0, 5) : Readiness.Ready),
            < 88 => new DecideGo(op.By(Ministry, random.Next(4) switch { 0 => CommanderA, 1 => CommanderB, 2 => Planner, _ => "person-c" }), hash),
            < 91 => new ReachTZero(op.By(Ministry)),
            < 98 => op.Report(party, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomResult(op, random))]),
            98 => random.Next(6) == 0 ? op.Abort() : new AbortOperation(op.By(party), Text("reason")),
            _ => new CloseOperation(op.By(Lead)),
        };
    }

    private static Plan RandomPlan(Takedown op, Random random)
    {
        var plan = Plan([.. Provinces.Where(_ => random.Next(5) > 0).Select(province => (province, random.Next(1, 3)))]);
        return plan with
        {
            TZero = op.Operation.Plan is { } known && random.Next(2) == 0 ? known.TZero.AddMinutes(random.Next(-6, 7)) : op.Now.AddHours(30),
            ConsentDue = op.Now.AddHours(random.Next(1, 8)),
            Quorum = random.Next(3) switch { 0 => Quorum.All, 1 => AllCore(31), _ => new(QuorumRule.AtLeast) { Count = 2 } },
            DisconnectedPolicy = (DisconnectedPolicy)random.Next(1, 3),
        };
    }

    private static ReportedResult RandomResult(Takedown op, Random random)
    {
        var sequence = random.Next(1, 30);
        return new(sequence, $"{random.Next(1, 8)}", (TargetOutcome)random.Next(1, 8), op.Now)
        {
            Supersedes = random.Next(2) == 0 ? random.Next(1, 30) : null,
        };
    }
}
