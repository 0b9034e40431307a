using System.Globalization;

namespace Coordination.Gateway.Conventions;

/// <summary>A resource's version as a quoted strong validator: version 7 is <c>"7"</c>, quotes included.</summary>
public static class Etags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Reads an etag as this server makes them.</summary>
    public static bool TryParse(string etag, out int? version)
    {
        version = null;
        if (etag is ['"', .. var digits, '"'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            version = number;
        }
        return version is not null;
    }
}
