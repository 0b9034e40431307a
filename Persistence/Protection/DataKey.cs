using System.Security.Cryptography;
using System.Text;

namespace Coordination.Persistence;

/// <summary>AES-256-GCM under one key; the key's id is authenticated with the text, so a ciphertext cannot be moved to another key.</summary>
internal sealed class DataKey(string id, byte[] key)
{
    private const int IdBytes = 10, KeyBytes = 32, NonceBytes = 12;
    internal const int TagBytes = 16;

    public string KeyId { get; } = id;

    public static DataKey New()
    {
        var random = RandomNumberGenerator.GetBytes(IdBytes + KeyBytes);
        return new(Convert.ToHexStringLower(random, 0, IdBytes), random[IdBytes..]);
    }

    public Protected Seal(string plainText) => new(KeyId, Convert.ToBase64String(Encrypt(Encoding.UTF8.GetBytes(plainText))));

    public string Open(Protected field) => Encoding.UTF8.GetString(Decrypt(Convert.FromBase64String(field.Ciphertext)));

    /// <summary>This key as stored: encrypted by the wrapping key.</summary>
    public StoredKey Wrap(WrappingKey wrapping) => new(KeyId, wrapping.Use(aes => Encrypt(aes, KeyId, key)));

    public static DataKey Unwrap(string id, byte[] wrapped, WrappingKey wrapping) => new(id, wrapping.Use(aes => Decrypt(aes, id, wrapped)));

    private byte[] Encrypt(byte[] plain)
    {
        using var aes = new AesGcm(key, TagBytes);
        return Encrypt(aes, KeyId, plain);
    }

    private byte[] Decrypt(byte[] sealedBytes)
    {
        using var aes = new AesGcm(key, TagBytes);
        return Decrypt(aes, KeyId, sealedBytes);
    }

    private static byte[] Encrypt(AesGcm aes, string id, byte[] plain)
    {
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(id));
        return sealedBytes;
    }

    private static byte[] Decrypt(AesGcm aes, string id, byte[] sealedBytes)
    {
        var length = sealedBytes.Length - NonceBytes - TagBytes;
        if (length < 0)
        {
            throw new AuthenticationTagMismatchException("The ciphertext is too short.");
        }
        var plain = new byte[length];
        aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, length), sealedBytes.AsSpan(NonceBytes + length), plain, Encoding.UTF8.GetBytes(id));
        return plain;
    }
}
