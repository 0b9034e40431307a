using System.Globalization;
using Coordination.Groups;
using Coordination.V1;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Groups and their chains on the wire.</summary>
public sealed class GroupService(Access access, IGrainFactory grains, IProtector protector, Ids ids, ResourceLists lists, GroupChains chains)
    : V1.GroupService.GroupServiceBase
{
    private const int DepthDefault = 2;

    public override async Task<V1.Group> CreateGroup(CreateGroupRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.CreateGroup, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(
            ids.Named(GroupMapping.KeyPrefix, header.Principal, context.Method, header.RequestId),
            new CreateGroup(
                header, sealer.Seal(request.Title), request.PoliceTerm, (Groups.LegalTier)request.LegalTier, (FocusArea)request.FocusArea),
            context);
    }

    public override async Task<V1.Group> GetGroup(GetGroupRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadGroup);
        var key = GroupMapping.Key(request.Name);

        return await Show(key, await Read(key, caller, context), context);
    }

    public override async Task<ListGroupsResponse> ListGroups(ListGroupsRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadGroup);

        var page = await lists.List<Groups.Group>(
            caller, "group", request.Filter, request.PageSize, request.PageToken, context.CancellationToken);
        var titles = await protector.Reveal([.. page.Items.Select(item => item.State.Title!)], context.CancellationToken);
        return new()
        {
            Groups = { page.Items.Zip(titles, (item, title) => item.State.ToProto(item.Key, item.Version, title ?? "")) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override async Task<V1.Group> UpdateGroup(UpdateGroupRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.UpdateGroup, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(
            GroupMapping.Key(request.Name),
            new UpdateGroup(
                header, request.Title.Length == 0 ? null : sealer.Seal(request.Title), request.PoliceTerm,
                (Groups.LegalTier)request.LegalTier, (FocusArea)request.FocusArea),
            context);
    }

    public override async Task<V1.Group> ModifyGroupRelations(ModifyGroupRelationsRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.UpdateGroup, request);
        if (request.Changes.Count > Groups.ModifyGroupRelations.ChangesMax)
        {
            throw Failure.Of(new Rejection(Reason.BatchTooLarge, $"At most {Groups.ModifyGroupRelations.ChangesMax} changes are made at once.")
                .With("limit", Groups.ModifyGroupRelations.ChangesMax.ToString(CultureInfo.InvariantCulture)));
        }
        var caller = CallerPrincipal.Of(context);
        var changes = request.Changes.Select(change => change.ToChange()).ToImmutableArray();
        var suppliers = changes.OfType<AddUpstream>().Select(link => link.GroupId).ToList();

        var above = await chains.Above(suppliers);
        var unknown = suppliers.Where(key => !(above.TryGetValue(key, out var group) && caller.MayKnow(group.Parties()))).ToList();
        if (unknown.Count > 0)
        {
            throw Failure.Of(Reason.FieldInvalid, [.. unknown.Select(key => new Violation("changes.add_upstream", $"There is no group {GroupMapping.Name(key)}."))]);
        }
        var reply = await grains.GetGrain<IGroupGrain>(GroupMapping.Key(request.Name))
            .Execute(new ModifyGroupRelations(header, changes, [.. GroupChains.Links(above)]));
        return await Show(GroupMapping.Key(request.Name), WithPathFor(caller, reply, above), context);
    }

    public override async Task<V1.Group> ConfirmGroupDismantled(ConfirmGroupDismantledRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.ConfirmDismantled, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(
            GroupMapping.Key(request.Name), new ConfirmGroupDismantled(header, sealer.Seal(request.Officer), request.DocumentNumber), context);
    }

    public override async Task<GroupChain> GetGroupChain(GetGroupChainRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadGroup);
        var key = GroupMapping.Key(request.Name);

        var reply = await Read(key, caller, context);
        return await chains.Around(key, reply.State!, request.Depth == 0 ? DepthDefault : request.Depth, caller);
    }

    private async Task<V1.Group> Execute(string key, GroupCommand command, ServerCallContext context) =>
        await Show(key, await grains.GetGrain<IGroupGrain>(key).Execute(command), context);

    private async Task<Reply<Groups.Group>> Read(string key, Caller caller, ServerCallContext context)
    {
        var reply = await grains.GetGrain<IGroupGrain>(key).Read();
        return reply.OrThrow(context) is { } group && caller.MayKnow(group.Parties())
            ? reply
            : throw Failure.Of(new Rejection(Reason.ResourceNotFound, "There is no such resource."), CallState.Of(context).ResourceName);
    }

    private async Task<V1.Group> Show(string key, Reply<Groups.Group> reply, ServerCallContext context)
    {
        var group = reply.OrThrow(context);
        var title = await protector.Reveal([group.Title!], context.CancellationToken);
        return group.ToProto(key, reply.Version, title[0] ?? "");
    }

    /// <summary>The way round is shown by names, and only to who may know of every group on it.</summary>
    private static Reply<Groups.Group> WithPathFor(Caller caller, Reply<Groups.Group> reply, IReadOnlyDictionary<string, Groups.Group> above)
    {
        if (reply.Rejection is not { Reason: Reason.GroupCycle } cycle)
        {
            return reply;
        }
        var way = cycle.Metadata["path"].Split(" > ");
        // Both ends are the caller's own group.
        var visible = way[1..^1].All(key => above.TryGetValue(key, out var group) && caller.MayKnow(group.Parties()));
        return reply with
        {
            Rejection = visible
                ? cycle.With("path", string.Join(" > ", way.Select(GroupMapping.Name)))
                : cycle with { Metadata = cycle.Metadata.Remove("path") },
        };
    }
}
