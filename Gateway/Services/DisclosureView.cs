using System.Text.Json;
using Coordination.Disclosures;
using Coordination.Suspects;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Disclosures as one viewer may see them.</summary>
public sealed class DisclosureView(IGrainFactory grains, IProtector protector, Ids ids)
{
    /// <summary>Key of the disclosure that a request asks for.</summary>
    public string KeyOf(CommandHeader header, string method) => ids.Named(DisclosureMapping.KeyPrefix, header.Principal, method, header.RequestId);

    /// <summary>The disclosure as its grain knows it.</summary>
    /// <exception cref="RpcException">RESOURCE_NOT_FOUND: there is none, or the caller may not know of it.</exception>
    public async Task<(Disclosure Disclosure, int Version)> Read(string key, Caller caller, ServerCallContext context)
    {
        var reply = await grains.GetGrain<IDisclosureGrain>(key).Read();
        return reply.OrThrow(context) is { } disclosure && caller.MayKnow([disclosure.Asker, disclosure.Desk])
            ? (disclosure, reply.Version)
            : throw Failure.NotFound(CallState.Of(context).ResourceName);
    }

    public async Task<V1.Disclosure> Show(string key, Disclosure disclosure, int version, Caller viewer, CancellationToken cancel) =>
        (await Show([(key, disclosure, version)], viewer, cancel))[0];

    /// <summary>Many disclosures without what they released; explanations are opened with one question to the store.</summary>
    public async Task<IReadOnlyList<V1.Disclosure>> Show(
        IEnumerable<(string Key, Disclosure Disclosure, int Version)> disclosures, Caller viewer, CancellationToken cancel)
    {
        var shown = disclosures.ToList();
        var parties = shown.Where(d => viewer.Jurisdiction == d.Disclosure.Asker || viewer.Jurisdiction == d.Disclosure.Desk);
        Protected[] texts = [.. parties.Select(d => d.Disclosure.Explanation).OfType<Protected>().Distinct()];
        var opened = texts.Length == 0 ? [] : await protector.Reveal(texts, cancel);
        var plain = texts.Zip(opened).ToDictionary(pair => pair.First, pair => pair.Second ?? "");
        return [.. shown.Select(d => d.Disclosure.ToProto(
            d.Key, d.Version, viewer.Jurisdiction, d.Disclosure.Explanation is { } text ? plain.GetValueOrDefault(text, "") : ""))];
    }

    /// <summary>A released disclosure with the core fields of the desk's records as they are now. What the desk has sealed since, it has taken back.</summary>
    public async Task<V1.Disclosure> ShowContent(string key, Disclosure disclosure, int version, Caller viewer, CancellationToken cancel)
    {
        var proto = await Show(key, disclosure, version, viewer, cancel);
        var records = await Task.WhenAll(disclosure.Records.Select(record => grains.GetGrain<ISuspectIntake>(ISuspectIntake.Key).Read(record)));
        var open = records.Select(reply => reply.State).OfType<SuspectRecord>().Where(record => !record.Sealed && record.Owner == disclosure.Desk).ToList();
        var contents = open.Count == 0 ? [] : await protector.Reveal([.. open.Select(record => record.Attributes!)], cancel);
        proto.Persons.Add(open.Zip(contents).Where(pair => pair.Second is not null)
            .Select(pair => JsonSerializer.Deserialize(pair.Second!, SubmittedAttributesJson.Default.SubmittedAttributes)!.ToDisclosed(pair.First.Flags)));
        proto.WithheldCount = disclosure.Records.Length - proto.Persons.Count;
        return proto;
    }
}
