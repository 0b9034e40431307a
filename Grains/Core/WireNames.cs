using System.Text.Json;

namespace Coordination.Core;

public static class WireNames
{
    /// <summary>An enum's value as the wire writes it, without the enum's own prefix: <c>NotFiled</c> is <c>NOT_FILED</c>. For refusals, which callers read beside the protos.</summary>
    public static string Wire<TEnum>(this TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    /// <summary>Many values, in their order.</summary>
    public static string Wire<TEnum>(this IEnumerable<TEnum> values) where TEnum : struct, Enum => string.Join(", ", values.Select(value => value.Wire()));

    /// <summary>All that may be given: every value but the unspecified one.</summary>
    public static string All<TEnum>() where TEnum : struct, Enum => Enum.GetValues<TEnum>().Skip(1).Wire();
}
