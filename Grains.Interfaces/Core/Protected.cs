namespace Coordination;

/// <summary>
/// A personal field at rest: AES-GCM ciphertext under a data key of its own record. Grains, rows, events and the read model hold
/// only this; plain text exists at the edge. Destroying the data key makes every copy unreadable at once.
/// </summary>
/// <param name="KeyId">Names the data key.</param>
/// <param name="Ciphertext">Nonce, ciphertext and tag, base64.</param>
[GenerateSerializer, Immutable, Alias("coord.Protected")]
public sealed record Protected([property: Id(0)] string KeyId, [property: Id(1)] string Ciphertext)
{
    public override string ToString() => "(protected)";
}
