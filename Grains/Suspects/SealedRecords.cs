namespace Coordination.Suspects;

/// <summary>What an owner may be told of where its record ended up: as if the sealed records of others did not exist. Source: D4.</summary>
internal static class SealedRecords
{
    public static SuspectComponent AsToldTo(this SuspectComponent component, JurisdictionCode owner, IReadOnlyDictionary<string, IndexedRecord> index)
    {
        var hidden = component.Members.Where(m => m.Owner != owner && index.GetValueOrDefault(m.Record)?.Sealed == true)
            .Select(m => m.Record).ToHashSet(StringComparer.Ordinal);
        return hidden.Count == 0 ? component : component with
        {
            Edges = [.. component.Edges.Where(edge => !hidden.Contains(edge.RecordA) && !hidden.Contains(edge.RecordB))],
            Entities = [.. component.Entities.Select(entity => entity with { Records = [.. entity.Records.Where(record => !hidden.Contains(record))] })],
            Reviews = [.. component.Reviews.Where(review => !hidden.Contains(review.RecordA) && !hidden.Contains(review.RecordB))],
        };
    }
}
