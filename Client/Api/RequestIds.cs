using System.Security.Cryptography;
using System.Text;

namespace Coordination.Client.Api;

/// <summary>Request ids that follow from what is asked, so that who asks again asks for the same.</summary>
public static class RequestIds
{
    /// <returns>A UUID of version 8 over the hash of its parts.</returns>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', parts!)));
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
}
