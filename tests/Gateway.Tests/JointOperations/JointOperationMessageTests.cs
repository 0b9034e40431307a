using Coordination.Gateway.Conventions;
using Coordination.JointOperations;
using Coordination.V1;
using FluentValidation;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Gateway.Tests.JointOperations;

public sealed class JointOperationMessageTests
{
    public static TheoryData<System.Type, System.Type> Enums => new()
    {
        { typeof(OperationStatus), typeof(V1.JointOperation.Types.State) },
        { typeof(PartyStatus), typeof(V1.Participant.Types.State) },
        { typeof(Coordination.JointOperations.TargetOutcome), typeof(V1.TargetOutcome) },
        { typeof(Measure), typeof(TargetMeasure) },
        { typeof(QuorumRule), typeof(V1.Quorum.Types.Rule) },
        { typeof(Coordination.JointOperations.DisconnectedPolicy), typeof(V1.DisconnectedPolicy) },
        { typeof(Coordination.JointOperations.RefusalGround), typeof(V1.RefusalGround) },
        { typeof(Coordination.JointOperations.RefusalDecision), typeof(V1.RefusalDecision) },
        { typeof(PlanAnswer), typeof(RespondToPlanRequest.Types.Answer) },
        { typeof(Readiness), typeof(ReportReadinessRequest.Types.Readiness) },
    };

    [Theory, MemberData(nameof(Enums))]
    public void Enums_of_both_sides_share_names_and_numbers(System.Type inside, System.Type wire)
    {
        Assert.Equal(Values(inside), Values(wire));

        static IEnumerable<(string?, int)> Values(System.Type type) =>
            System.Enum.GetValuesAsUnderlyingType(type).Cast<int>().Select(value => (System.Enum.GetName(type, value), value));
    }

    public static TheoryData<IMessage, string[]> Wrong => new()
    {
        { new CreateJointOperationRequest(), ["joint_operation"] },
        { new CreateJointOperationRequest { JointOperation = new() { Campaign = "x" } },
            ["joint_operation.lead", "joint_operation.title", "joint_operation.campaign"] },
        { new RecordConcludedOperationRequest { Results = { new V1.ReportedResult() } },
            ["joint_operation", "t_zero", "parties", "results[0].sequence", "results[0].target", "results[0].outcome", "results[0].event_time"] },
        { new ProposePlanRequest(), ["plan"] },
        { new ProposePlanRequest { Plan = new() },
            ["plan.t_zero", "plan.consent_due_time", "plan.lead_time", "plan.quorum", "plan.disconnected_policy", "plan.parties", "plan.targets"] },
        { new ProposePlanRequest { Plan = Whole(plan => { plan.Quorum.Core.Add("here"); plan.LeadTime = Duration.FromTimeSpan(TimeSpan.FromDays(8)); }) },
            ["plan.lead_time", "plan.quorum.core[0]"] },
        { new ProposePlanRequest { Plan = Whole(plan => plan.LeadTime = new() { Seconds = 1, Nanos = -1 }) }, ["plan.lead_time", "plan.lead_time"] },
        { new ProposePlanRequest { Plan = Whole(plan => { plan.Parties[0].Teams.Add(["team 1", "team-2\n"]); plan.Targets[0].Measures.Add(TargetMeasure.Unspecified); }) },
            ["plan.parties[0].teams[0]", "plan.parties[0].teams[1]", "plan.targets[0].measures[1]"] },
        { new AssignTargetsRequest(), ["targets"] },
        { new AssignTargetsRequest { Targets = { new V1.PlanTarget { Address = new('a', 513) } } },
            ["targets[0].id", "targets[0].subject", "targets[0].jurisdiction", "targets[0].measures", "targets[0].address"] },
        { new RespondToPlanRequest(), ["plan_hash", "answer"] },
        { new DecideRefusalRequest(), ["jurisdiction", "decision", "reason"] },
        { new ReportReadinessRequest(), ["readiness"] },
        { new DecideGoRequest { PlanHash = "ABC" }, ["plan_hash"] },
        { new AbortJointOperationRequest { Reason = " " }, ["reason"] },
        { new ReportTargetResultRequest(), ["results"] },
        { new ReportTargetResultRequest { Results = { new V1.ReportedResult
            { Sequence = 1, Supersedes = 1, Target = "1", Outcome = V1.TargetOutcome.Arrested, EventTime = new() } } }, ["results[0].supersedes"] },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void All_that_is_wrong_is_told_by_field(IMessage request, string[] fields)
    {
        var violations = Rules().Check(request);

        Assert.Equal(fields, violations.Select(violation => violation.Subject));
    }

    [Fact]
    public void A_whole_plan_passes() => Assert.Empty(Rules().Check(new ProposePlanRequest { Plan = Whole(_ => { }) }));

    private static V1.Plan Whole(Action<V1.Plan> change)
    {
        var plan = new V1.Plan
        {
            TZero = new() { Seconds = 2_000_000_000 },
            ConsentDueTime = new() { Seconds = 1_999_000_000 },
            LeadTime = new(),
            Quorum = new() { Rule = V1.Quorum.Types.Rule.All },
            DisconnectedPolicy = V1.DisconnectedPolicy.Hold,
            Parties = { new V1.PlanParty { Jurisdiction = "jurisdictions/310000" } },
            Targets = { new V1.PlanTarget { Id = "1", Subject = "suspects/s-1", Jurisdiction = "310000", Measures = { TargetMeasure.Arrest } } },
        };
        change(plan);
        return plan;
    }

    private static RequestRules Rules()
    {
        var services = new ServiceCollection();
        foreach (var validator in AssemblyScanner.FindValidatorsInAssemblyContaining<RequestRules>())
        {
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
        }
        return new(services.BuildServiceProvider());
    }
}
