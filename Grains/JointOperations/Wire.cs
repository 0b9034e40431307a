using System.Globalization;
using System.Text.Json;

namespace Coordination.JointOperations;

/// <summary>Names and times as clients know them, for refusals and for the canonical form of a plan.</summary>
internal static class Wire
{
    /// <summary><c>AllCore</c> as <c>ALL_CORE</c>.</summary>
    public static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    /// <summary>RFC 3339 in UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
