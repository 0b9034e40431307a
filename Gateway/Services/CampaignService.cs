using Coordination.Campaigns;
using Coordination.Persistence.Projections;
using Coordination.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Campaigns and their figures on the wire.</summary>
public sealed class CampaignService(Access access, IGrainFactory grains, IProtector protector, Ids ids, ResourceLists lists, CampaignTallies tallies)
    : V1.CampaignService.CampaignServiceBase
{
    public override async Task<V1.Campaign> CreateCampaign(CreateCampaignRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.CreateCampaign, request);
        var sealer = await protector.NewSealer(context.CancellationToken);

        return await Execute(
            ids.Named(CampaignMapping.KeyPrefix, header.Principal, context.Method, header.RequestId),
            new CreateCampaign(
                header, sealer.Seal(request.Title), request.StartTime.ToDateTimeOffset(), request.EndTime.ToDateTimeOffset(), request.KeyLabel,
                [.. request.KeyJurisdictions.Select((code, index) => Require.Code(code, $"key_jurisdictions[{index}]"))]),
            context);
    }

    public override async Task<V1.Campaign> GetCampaign(GetCampaignRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadCampaign);
        var key = CampaignMapping.Key(request.Name);

        return await Show(key, await Read(key, caller, context), context);
    }

    public override async Task<ListCampaignsResponse> ListCampaigns(ListCampaignsRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadCampaign);

        var page = await lists.List<Campaigns.Campaign>(
            caller, "campaign", request.Filter, request.PageSize, request.PageToken, context.CancellationToken);
        var titles = await protector.Reveal([.. page.Items.Select(item => item.State.Title!)], context.CancellationToken);
        return new()
        {
            Campaigns = { page.Items.Zip(titles, (item, title) => item.State.ToProto(item.Key, item.Version, title ?? "")) },
            NextPageToken = page.NextPageToken,
        };
    }

    public override Task<V1.Campaign> CloseCampaign(CloseCampaignRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.UpdateCampaign, request);

        return Execute(CampaignMapping.Key(request.Name), new CloseCampaign(header), context);
    }

    public override async Task<V1.CampaignTally> GetCampaignTally(GetCampaignTallyRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadTally);
        var key = CampaignMapping.Key(request.Name);

        var campaign = (await Read(key, caller, context)).State!;
        return await tallies.Show(key, campaign, AsOf(request.AsOfPosition, request.AsOfTime?.ToDateTimeOffset()), caller, context.CancellationToken);
    }

    public override async Task<V1.FigureCertificate> GetFigureCertificate(GetFigureCertificateRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadTally);
        var key = CampaignMapping.Key(request.Name);
        var scope = (Campaigns.CampaignScope)Require.Enum(request.Scope, "scope");

        var campaign = (await Read(key, caller, context)).State!;
        if (!CampaignTallies.MaySeeAll(caller, campaign))
        {
            throw Failure.Of(new Rejection(Reason.JurisdictionMismatch, "Figures are certified for who commands the campaign.")
                .With("caller", caller.Jurisdiction.Value).With("required", campaign.Owner.Value));
        }
        var (position, tally) = await tallies.Read(key, campaign, AsOf(request.AsOfPosition, null), context.CancellationToken);
        var certificate = Campaigns.FigureCertificate.Of(key, campaign, scope, position, tally);
        return new()
        {
            Campaign = request.Name,
            Scope = request.Scope,
            AsOfPosition = position,
            Statement = ByteString.CopyFrom(certificate.Statement.AsSpan()),
            Sha256 = certificate.Sha256,
        };
    }

    public override async Task WatchCampaignTally(
        WatchCampaignTallyRequest request, IServerStreamWriter<V1.CampaignTally> responseStream, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadTally);
        var key = CampaignMapping.Key(request.Name);

        var campaign = (await Read(key, caller, context)).State!;
        await tallies.Watch(key, campaign, caller, responseStream, context);
    }

    private async Task<V1.Campaign> Execute(string key, CampaignCommand command, ServerCallContext context) =>
        await Show(key, await grains.GetGrain<ICampaignGrain>(key).Execute(command), context);

    private async Task<Reply<Campaigns.Campaign>> Read(string key, Caller caller, ServerCallContext context)
    {
        var reply = await grains.GetGrain<ICampaignGrain>(key).Read();
        return reply.OrThrow(context) is { } campaign && caller.MayKnow(campaign.Parties())
            ? reply
            : throw Failure.Of(new Rejection(Reason.ResourceNotFound, "There is no such resource."), CallState.Of(context).ResourceName);
    }

    private async Task<V1.Campaign> Show(string key, Reply<Campaigns.Campaign> reply, ServerCallContext context)
    {
        var campaign = reply.OrThrow(context);
        var title = await protector.Reveal([campaign.Title!], context.CancellationToken);
        return campaign.ToProto(key, reply.Version, title[0] ?? "");
    }

    private static TallyAsOf AsOf(long position, DateTimeOffset? time) => position < 0
        ? throw Failure.InvalidField("as_of_position", "A position of the log is 1 or more; 0 means all of it.")
        : new(position == 0 ? null : position, time);
}
