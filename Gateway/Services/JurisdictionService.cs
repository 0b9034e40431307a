using Coordination.Jurisdictions;
using Coordination.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Reference data and profiles of jurisdictions, and who the caller is.</summary>
public sealed class JurisdictionService(Access access, IGrainFactory grains, IProtector protector, DecisionClock clock)
    : V1.JurisdictionService.JurisdictionServiceBase
{
    private const string Collection = "jurisdictions";

    public override async Task<Jurisdiction> GetJurisdiction(GetJurisdictionRequest request, ServerCallContext context)
    {
        access.AllowRead(context, Verb.ReadJurisdiction);
        var division = Find(request.Name, context);

        var reply = await Grain(division.Code).Read();
        return await Show(division, reply.State, reply.Version, context.CancellationToken);
    }

    public override Task<ListJurisdictionsResponse> ListJurisdictions(ListJurisdictionsRequest request, ServerCallContext context)
    {
        access.AllowRead(context, Verb.ReadJurisdiction);
        var listed = Divisions.All.Where(division => !request.OperationalOnly || division.Kind is not DivisionKind.DataOnly).Select(ToProto);

        var response = new ListJurisdictionsResponse { Jurisdictions = { listed } };
        response.TotalSize = response.Jurisdictions.Count;
        return Task.FromResult(response);
    }

    public override async Task<Jurisdiction> UpdateJurisdiction(UpdateJurisdictionRequest request, ServerCallContext context)
    {
        var header = access.Allow(context, Verb.UpdateJurisdiction, request);
        var division = Find(request.Name, context);
        var sealer = await protector.NewSealer(context.CancellationToken);
        var profile = request.Profile;

        var reply = await Grain(division.Code).Execute(new UpdateJurisdiction(
            header, division.Code,
            profile.ContactDesk is { } desk ? new(sealer.Seal(desk.Title), sealer.Seal(desk.Phone)) : null,
            [.. profile.RegisteredSystems],
            profile.Capacity is { } capacity ? new(capacity.Teams, capacity.Officers) : null));
        return await Show(division, reply.OrThrow(context), reply.Version, context.CancellationToken);
    }

    public override Task<CallerIdentity> GetCallerIdentity(GetCallerIdentityRequest request, ServerCallContext context)
    {
        var caller = access.AllowRead(context, Verb.GetCallerIdentity);

        return Task.FromResult(new CallerIdentity
        {
            Jurisdiction = $"{Collection}/{caller.Jurisdiction}",
            System = caller.System,
            Person = caller.Person ?? "",
            Roles = { caller.Roles.Select(role => role.ToString()).Order(StringComparer.Ordinal) },
            ServerTime = clock.GetUtcNow().ToTimestamp(),
            CertificateExpireTime = caller.CertificateExpires == default ? null : caller.CertificateExpires.ToTimestamp(),
        });
    }

    private IJurisdictionGrain Grain(JurisdictionCode code) => grains.GetGrain<IJurisdictionGrain>($"jur-{code.Value.ToLowerInvariant()}");

    private static Division Find(string name, ServerCallContext context) => Divisions.Find(Require.Code(name, "name"))
        ?? throw Failure.Of(new Rejection(Reason.ResourceNotFound, "There is no such resource."), CallState.Of(context).ResourceName);

    private async Task<Jurisdiction> Show(Division division, Jurisdictions.JurisdictionProfile? profile, int version, CancellationToken cancel)
    {
        var proto = ToProto(division);
        if (profile is null)
        {
            return proto;
        }
        proto.Etag = Etags.Of(version);
        proto.Profile = new()
        {
            RegisteredSystems = { profile.Systems },
            Capacity = profile.Capacity is { } capacity ? new() { Teams = capacity.Teams, Officers = capacity.Officers } : null,
        };
        if (profile.Desk is { } desk)
        {
            var plain = await protector.Reveal([desk.Title, desk.Phone], cancel);
            proto.Profile.ContactDesk = new() { Title = plain[0] ?? "", Phone = plain[1] ?? "" };
        }
        return proto;
    }

    private static Jurisdiction ToProto(Division division) => new()
    {
        Name = $"{Collection}/{division.Code}", ChineseName = division.Chinese, EnglishName = division.English, Operational = division.IsOperational,
    };
}
