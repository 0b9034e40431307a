using Coordination.JointOperations;
using Coordination.V1;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Joint operations on the wire.</summary>
public sealed class JointOperationService(
    Access access, IGrainFactory grains, IProtector protector, Ids ids, JointOperationView view, ResourceLists lists, JointOperationBoards boards)
    : V1.JointOperationService.JointOperationServiceBase
{
    private static readonly ImmutableDictionary<string, FilterField> Fields =
        FilterFields.Common.Add("campaign", FilterFields.Parent("campaigns", "campaign"));

    public override async Task<V1.JointOperation> CreateJointOperation(CreateJointOperationRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.CreateJointOperation, request);
        var (lead, title, campaign) = Heading(request.JointOperation, await protector.NewSealer(context.CancellationToken));

        return await Execute(NewKey(header, context), new CreateOperation(header, lead, title, campaign), context);
    }

    public override async Task<V1.JointOperation> RecordConcludedOperation(RecordConcludedOperationRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.CreateJointOperation, request);
        var sealer = await protector.NewSealer(context.CancellationToken);
        var (lead, title, campaign) = Heading(request.JointOperation, sealer);

        return await Execute(
            NewKey(header, context),
            new RecordConcluded(header, lead, title, campaign, request.ToPlan(sealer), JointOperationRequests.ToResults(request.Results)),
            context);
    }

    public override async Task<V1.JointOperation> GetJointOperation(GetJointOperationRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadJointOperation);
        var key = Key(request.Name);

        var reply = await view.Read(key, caller, context);
        return await view.Show(reply.State!, key, reply.Version, caller.Jurisdiction, request.AsOfTime?.ToDateTimeOffset(), context.CancellationToken);
    }

    public override async Task<ListJointOperationsResponse> ListJointOperations(ListJointOperationsRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadJointOperation);

        var page = await lists.List<Coordination.JointOperations.JointOperation>(
            caller, JointOperationMapping.GrainType, request.Filter, request.PageSize, request.PageToken, context.CancellationToken, Fields);
        return new()
        {
            JointOperations = { await view.ShowList(page.Items, context.CancellationToken) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.JointOperation> ProposePlan(ProposePlanRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.ProposePlan, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(Key(request.Name), new ProposePlan(header, request.Plan.ToPlan(sealer)), context);
    }

    public override async Task<V1.JointOperation> AssignTargets(AssignTargetsRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.AssignTargets, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(Key(request.Name), new AssignTargets(header, JointOperationRequests.ToTargets(request.Targets, sealer, "targets")), context);
    }

    public override async Task<V1.JointOperation> RespondToPlan(RespondToPlanRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.RespondToPlan, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(
            Key(request.Name),
            new RespondToPlan(header, request.PlanHash, (PlanAnswer)request.Answer)
            {
                Ground = (Coordination.JointOperations.RefusalGround)request.Ground,
                Details = sealer.SealText(request.Details),
            },
            context);
    }

    public override async Task<V1.JointOperation> DecideRefusal(DecideRefusalRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.DecideRefusal, request);
        var sealer = await protector.NewSealer(context.CancellationToken);
        var party = Require.Code(request.Jurisdiction, "jurisdiction");

        return await Execute(
            Key(request.Name),
            new DecideRefusal(header, party, (Coordination.JointOperations.RefusalDecision)request.Decision, sealer.Seal(request.Reason)),
            context);
    }

    public override Task<V1.JointOperation> ReportReadiness(ReportReadinessRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.ReportReadiness, request);

        return Execute(Key(request.Name), new ReportReadiness(header, (Readiness)request.Readiness), context);
    }

    public override Task<V1.JointOperation> DecideGo(DecideGoRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.DecideGo, request);

        return Execute(Key(request.Name), new DecideGo(header, request.PlanHash), context);
    }

    public override async Task<V1.JointOperation> AbortJointOperation(AbortJointOperationRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.AbortJointOperation, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(Key(request.Name), new AbortOperation(header, sealer.Seal(request.Reason)), context);
    }

    public override Task<V1.JointOperation> ReportTargetResult(ReportTargetResultRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.ReportTargetResult, request);

        return Execute(
            Key(request.Name),
            new ReportResults(header, JointOperationRequests.ToResults(request.Results)) { StartedAt = request.StartTime?.ToDateTimeOffset() },
            context);
    }

    public override Task<V1.JointOperation> CloseJointOperation(CloseJointOperationRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.CloseJointOperation, request);

        return Execute(Key(request.Name), new CloseOperation(header), context);
    }

    public override Task WatchBoard(WatchBoardRequest request, IServerStreamWriter<BoardUpdate> responseStream, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadJointOperation);

        return boards.Run(Key(request.Name), caller, responseStream, context);
    }

    private async Task<V1.JointOperation> Execute(string key, JointOperationCommand command, ServerCallContext context)
    {
        var reply = await grains.GetGrain<IJointOperationGrain>(key).Execute(command);
        return await view.Show(reply.OrThrow(context), key, reply.Version, command.Header.Jurisdiction, null, context.CancellationToken);
    }

    private string NewKey(CommandHeader header, ServerCallContext context) =>
        ids.Named(JointOperationMapping.KeyPrefix, header.Principal, context.Method, header.RequestId);

    private static string Key(string name) => Require.Name(name, JointOperationMapping.Operations, JointOperationMapping.KeyPrefix, "name");

    private static (JurisdictionCode Lead, Protected Title, string Campaign) Heading(V1.JointOperation operation, ISealer sealer) => (
        Require.Code(operation.Lead, "joint_operation.lead"),
        sealer.Seal(operation.Title),
        operation.Campaign.Length == 0 ? "" : Require.Name(operation.Campaign, "campaigns", "campaign", "joint_operation.campaign"));
}
