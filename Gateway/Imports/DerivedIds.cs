using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Coordination.Gateway.Imports;

/// <summary>Request ids that follow from an import's id, so that sending a record again is a retry.</summary>
public static class DerivedIds
{
    public static Guid Of(Guid importId, long sequence) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{importId:D}|{sequence}"))).AsSpan(0, 16));
}
