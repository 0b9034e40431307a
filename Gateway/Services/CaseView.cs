using Coordination.Cases;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Cases as one viewer may see them, with their sealed texts opened.</summary>
public sealed class CaseView(IGrainFactory grains, IProtector protector)
{
    /// <summary>The case as its grain knows it.</summary>
    /// <exception cref="RpcException">RESOURCE_NOT_FOUND: there is none, or the caller may not know of it.</exception>
    public async Task<(CaseFile File, int Version)> Read(string key, JurisdictionCode viewer, string name)
    {
        var reply = await grains.GetGrain<ICaseGrain>(key).Read();
        return reply.State is { } file && file.MayBeKnownTo(viewer)
            ? (file, reply.Version)
            : throw Failure.Of(new Rejection(Reason.ResourceNotFound, "There is no such resource."), name);
    }

    /// <summary>The main case that <paramref name="file"/> was merged into; null if it stands for itself or the viewer may not know of that one yet.</summary>
    public async Task<(string Key, CaseFile File, int Version)?> Main(CaseFile file, JurisdictionCode viewer)
    {
        if (file.Merged is not { } merged)
        {
            return null;
        }
        var reply = await grains.GetGrain<ICaseGrain>(merged.Into).Read();
        return reply.State is { Merged: null } main && main.MayBeKnownTo(viewer) ? (merged.Into, main, reply.Version) : null;
    }

    public async Task<V1.Case> Show(string key, CaseFile file, int version, JurisdictionCode viewer, CancellationToken cancel) =>
        (await Show([(key, file, version)], viewer, cancel))[0];

    /// <summary>Many cases, opened with one question to the store.</summary>
    public async Task<IReadOnlyList<V1.Case>> Show(
        IReadOnlyCollection<(string Key, CaseFile File, int Version)> cases, JurisdictionCode viewer, CancellationToken cancel)
    {
        Protected[] texts = [.. cases.Where(c => CaseMapping.SeesAll(c.File, viewer)).SelectMany(c => new[] { c.File.Title, c.File.Summary }).OfType<Protected>().Distinct()];
        var opened = texts.Length == 0 ? [] : await protector.Reveal(texts, cancel);
        var plain = texts.Zip(opened).ToDictionary(pair => pair.First, pair => pair.Second ?? "");     // empty once its key was destroyed
        return [.. cases.Select(c => c.File.ToProto(c.Key, c.Version, viewer, Text(c.File.Title), Text(c.File.Summary)))];

        string Text(Protected? field) => field is null ? "" : plain.GetValueOrDefault(field, "");
    }
}
