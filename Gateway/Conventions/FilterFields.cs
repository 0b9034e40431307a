using System.Globalization;
using Coordination.Persistence.Reads;

namespace Coordination.Gateway.Conventions;

/// <summary>The condition that a field's comparison with a value stands for; null if the field takes no such value or comparison.</summary>
public delegate ResourceFilter? FilterField(Comparison comparison, string value);

/// <summary>What filters may name.</summary>
public static class FilterFields
{
    /// <summary>The fields of every list: owner, party, status, create_time, update_time.</summary>
    public static readonly ImmutableDictionary<string, FilterField> Common = new Dictionary<string, FilterField>
    {
        ["owner"] = (comparison, value) => Code(value) is { } code ? new ResourceFilter.Text(TextField.Owner, comparison, code.Value) : null,
        ["party"] = (comparison, value) => (comparison, Code(value)) switch
        {
            (Comparison.Equal, { } code) => new ResourceFilter.Party(code),
            (Comparison.NotEqual, { } code) => new ResourceFilter.Not(new ResourceFilter.Party(code)),
            _ => null,
        },
        ["status"] = (comparison, value) => comparison is Comparison.Equal or Comparison.NotEqual
            ? new ResourceFilter.Text(TextField.Status, comparison, Pascal(value))
            : null,
        ["create_time"] = Time(TimeField.CreatedAt),
        ["update_time"] = Time(TimeField.UpdatedAt),
    }.ToImmutableDictionary();

    /// <summary>A resource that the list's parent field holds, e.g. an operation's campaign.</summary>
    public static FilterField Parent(string collection, string keyPrefix) => (comparison, value) =>
        comparison is Comparison.Equal or Comparison.NotEqual && Require.IsName(value, collection)
            ? new ResourceFilter.Text(TextField.Parent, comparison, Require.Name(value, collection, keyPrefix, "filter"))
            : null;

    /// <summary>A top-level property of the state, by its name in JSON, compared as text.</summary>
    public static FilterField Property(string name) => (comparison, value) => new ResourceFilter.Property(name, comparison, value);

    private static FilterField Time(TimeField field) => (comparison, value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new ResourceFilter.Time(field, comparison, time.ToUniversalTime())
            : null;

    private static JurisdictionCode? Code(string value)
    {
        var code = value.StartsWith("jurisdictions/", StringComparison.Ordinal) ? value["jurisdictions/".Length..] : value;
        return Require.IsCode(code) ? new(code) : null;
    }

    /// <summary>A status as it is stored: NOT_FILED on the wire is NotFiled.</summary>
    private static string Pascal(string status) => string.Concat(status.Split('_').Select(word =>
        word.Length == 0 ? "" : string.Concat(word[..1].ToUpperInvariant(), word[1..].ToLowerInvariant())));
}
