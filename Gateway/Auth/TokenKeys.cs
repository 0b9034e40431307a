using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Coordination.Gateway.Auth;

/// <summary>The key that signs persons' tokens.</summary>
public static class TokenKeys
{
    /// <summary>Reads a public or private P-256 key.</summary>
    /// <exception cref="CryptographicException">It is another kind of key.</exception>
    public static ECDsaSecurityKey Load(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key.KeySize == 256 ? new(key) : throw new CryptographicException($"its curve has {key.KeySize} bits.");
    }
}
