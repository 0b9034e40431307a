namespace Coordination;

/// <summary>Seals and opens personal fields. Implemented by the store; used at the edges (gateway, suspect comparison) and nowhere between.</summary>
public interface IProtector
{
    /// <summary>A sealer with a data key of its own, taken from a pool: no round trip.</summary>
    ValueTask<ISealer> NewSealer(CancellationToken cancel = default);

    /// <summary>The plain text.</summary>
    /// <exception cref="KeyDestroyedException">The data key was destroyed; the field is gone for good.</exception>
    ValueTask<string> Reveal(Protected sealedText, CancellationToken cancel = default);

    /// <summary>Many plain texts with one question to the store at most, in the same order; null where the data key was destroyed.</summary>
    ValueTask<IReadOnlyList<string?>> Reveal(IReadOnlyList<Protected> sealedTexts, CancellationToken cancel = default);

    /// <summary>
    /// Takes the data key that came along with what was sealed under it, at most 20 s ago, so that revealing that asks no store. One that
    /// was destroyed here is not taken.
    /// </summary>
    void Learn(WrappedKey key);

    /// <summary>
    /// Erases all that was sealed under this key: rows, log, read model and backups at once, other processes within
    /// the time that they keep keys in memory (30 s by default). It cannot be undone. Idempotent.
    /// </summary>
    Task Destroy(string keyId, CancellationToken cancel = default);
}

/// <summary>Seals fields of one submission under one data key.</summary>
public interface ISealer
{
    Protected Seal(string plainText);

    /// <summary>The data key, for whoever has to open what was sealed. It travels and is not kept: kept beside the text, it could not be destroyed.</summary>
    WrappedKey Key { get; }
}

/// <summary>A data key, encrypted under the store's master key.</summary>
[GenerateSerializer, Immutable, Alias("coord.WrappedKey")]
public sealed record WrappedKey([property: Id(0)] string Id, [property: Id(1)] ImmutableArray<byte> Wrapped);

/// <summary>The data key of a protected field was destroyed.</summary>
public sealed class KeyDestroyedException(string keyId) : Exception($"The data key {keyId} was destroyed.")
{
    public string KeyId { get; } = keyId;
}
