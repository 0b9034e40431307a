namespace Coordination.Persistence;

/// <summary>A data key as stored: wrapped by the master key; null once destroyed.</summary>
public sealed record StoredKey(string Id, byte[]? Wrapped);

/// <summary>Where the wrapped data keys are kept.</summary>
public interface IKeyTable
{
    Task Add(IReadOnlyList<StoredKey> keys, CancellationToken cancel);

    Task<IReadOnlyList<StoredKey>> Find(IReadOnlyCollection<string> ids, CancellationToken cancel);

    Task Destroy(string id, CancellationToken cancel);
}
