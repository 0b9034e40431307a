using Coordination.Disclosures;
using Coordination.V1;
using Grpc.Core;
using Disclosure = Coordination.V1.Disclosure;
using DisclosureGround = Coordination.Disclosures.DisclosureGround;

namespace Coordination.Gateway.Services;

/// <summary>Data behind a hit: asked for by one jurisdiction, released by another.</summary>
public sealed partial class SuspectService
{
    public override async Task<Disclosure> RequestDisclosure(RequestDisclosureRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.RequestDisclosure, request);
        var desk = Require.Code(request.Desk, "desk");
        var hit = await searches.Hit(CallerPrincipal.Of(context), request.Hit, context.CancellationToken);

        var key = disclosures.KeyOf(header, context.Method);
        return await Execute(key, new RequestDisclosure(
            header, desk, [.. hit.Records.Where(record => record.Holder == desk).Select(record => record.Record)], hit.Search,
            request.Basis, await basis.Stands(request.Basis, header.Jurisdiction), request.Urgent), context);
    }

    public override async Task<Disclosure> DecideDisclosure(DecideDisclosureRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.DecideDisclosure, request);
        var key = DisclosureMapping.Key(request.Name);

        if (request.Decision is DisclosureDecision.Release)
        {
            return await Execute(key, new ReleaseDisclosure(header, request.VerifiedTime?.ToDateTimeOffset()), context);
        }
        var sealer = await protector.NewSealer(context.CancellationToken);
        return await Execute(key, new RefuseDisclosure(
            header, (DisclosureGround)request.Ground, request.Explanation.Length == 0 ? null : sealer.Seal(request.Explanation)), context);
    }

    public override async Task<Disclosure> GetDisclosure(GetDisclosureRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadDisclosure);
        var key = DisclosureMapping.Key(request.Name);

        var (disclosure, version) = await disclosures.Read(key, caller, context);
        if (disclosure.Status is not DisclosureStatus.Released || caller.Jurisdiction != disclosure.Asker)
        {
            return await disclosures.Show(key, disclosure, version, caller, context.CancellationToken);
        }
        // Stored before a word is shown: the desk is told of each reading.
        var noted = await grains.GetGrain<IDisclosureGrain>(key).Execute(new NoteDisclosureRead(access.NewHeader(caller, context)));
        return await disclosures.ShowContent(key, noted.OrThrow(context), noted.Version, caller, context.CancellationToken);
    }

    public override async Task<ListDisclosuresResponse> ListDisclosures(ListDisclosuresRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.ReadDisclosure);

        var page = await lists.List<Coordination.Disclosures.Disclosure>(
            caller, DisclosureMapping.GrainType, request.Filter, request.PageSize, request.PageToken, context.CancellationToken);
        return new()
        {
            Disclosures = { await disclosures.Show(page.Items.Select(item => (item.Key, item.State, item.Version)), caller, context.CancellationToken) },
            NextPageToken = page.NextPageToken,
        };
    }

    private async Task<Disclosure> Execute(string key, DisclosureCommand command, ServerCallContext context)
    {
        var reply = await grains.GetGrain<IDisclosureGrain>(key).Execute(command);
        return await disclosures.Show(key, reply.OrThrow(context), reply.Version, CallerPrincipal.Of(context), context.CancellationToken);
    }
}
