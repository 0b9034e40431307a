using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Reads;

/// <summary>Turns a filter over <c>resource r</c> into a condition whose values are all parameters.</summary>
internal sealed partial class FilterSql(DbCommand command)
{
    public string Of(ResourceFilter filter) => filter switch
    {
        ResourceFilter.And { Parts.Length: 0 } or ResourceFilter.Or { Parts.Length: 0 } => throw new ArgumentException("A junction of nothing says nothing."),
        ResourceFilter.And and => $"({string.Join(" and ", and.Parts.Select(Of))})",
        ResourceFilter.Or or => $"({string.Join(" or ", or.Parts.Select(Of))})",
        ResourceFilter.Not not => $"not {Of(not.Part)}",
        ResourceFilter.Text text => $"({Column(text.Field)} {Sign(text.Is)} {Parameter(text.Value)})",
        ResourceFilter.Time time => $"({Column(time.Field)} {Sign(time.Is)} {Parameter(time.Value)})",
        ResourceFilter.Property property => $"coalesce(cast(r.state ->> '{Checked(property.Name)}' as text) {Sign(property.Is)} {Parameter(property.Value)}, false)",
        ResourceFilter.Party party => Party(party.Jurisdiction),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    public string Party(JurisdictionCode jurisdiction) => $"""
        exists (select 1 from resource_party p where p.grain_type = r.grain_type and p.grain_id = r.grain_id and p.jurisdiction = {Parameter(jurisdiction.Value)})
        """;

    public string Parameter(object value)
    {
        var name = "f" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
        command.Add(name, value);
        return "@" + name;
    }

    private static string Column(TextField field) => field switch
    {
        TextField.Id => "r.grain_id",
        TextField.Owner => "r.owner",
        TextField.Status => "r.status",
        TextField.Parent => "r.parent",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static string Column(TimeField field) => field switch
    {
        TimeField.CreatedAt => "r.created_at",
        TimeField.UpdatedAt => "r.updated_at",
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    private static string Checked(string property) =>
        PropertyName().IsMatch(property) ? property : throw new ArgumentException("A property's name is letters and digits.", nameof(property));

    [GeneratedRegex("^[a-z][A-Za-z0-9]{0,63}$")]
    private static partial Regex PropertyName();
}
