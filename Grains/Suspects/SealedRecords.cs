namespace Coordination.Suspects;

/// <summary>What an owner may be told of where its record ended up: as if the sealed records of others did not exist. Source: D4.</summary>
internal static class SealedRecords
{
    public static SuspectComponent AsToldTo(this SuspectComponent component, JurisdictionCode owner, IReadOnlyDictionary<string, IndexedRecord> index) =>
        component.Without(component.Members.Where(m => m.Owner != owner && index.GetValueOrDefault(m.Record)?.Sealed == true)
            .Select(m => m.Record).ToHashSet(StringComparer.Ordinal));
}
