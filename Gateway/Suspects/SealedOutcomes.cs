using Coordination.Persistence.Matching;
using Coordination.Suspects;

namespace Coordination.Gateway.Suspects;

/// <summary>What a submitter may be told of where its record ended up: as if the sealed records of others did not exist. Source: D4.</summary>
public sealed class SealedOutcomes(IGrainFactory grains, SearchIndex index)
{
    public async Task<Resolved> Told(Resolved resolved, string record, JurisdictionCode submitter)
    {
        if (resolved is { Others: 0, Reviews: 0 })
        {
            return resolved;
        }
        var component = (await grains.GetGrain<ISuspectComponentGrain>(resolved.Component).Read()).State!;
        var owners = component.Members.ToDictionary(member => member.Record, member => member.Owner);
        var foreign = (component.EntityOf(record)?.Records ?? [])
            .Concat(component.Reviews.Where(review => review.Touches(record)).SelectMany(review => new[] { review.RecordA, review.RecordB }))
            .Distinct().Where(other => owners[other] != submitter).ToList();
        var hidden = await index.Sealed(foreign, CancellationToken.None);
        return hidden.Count == 0 ? resolved : ResolvedWords.Of(resolved.Component, component.Without(hidden), record);
    }
}
