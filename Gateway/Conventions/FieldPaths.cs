using Google.Protobuf.Reflection;

namespace Coordination.Gateway.Conventions;

/// <summary>Field paths in proto names, as BadRequest has them: <c>case_file.crime_types[2]</c>.</summary>
public static class FieldPaths
{
    /// <summary>The proto path of a C# property path like <c>CaseFile.CrimeTypes[2]</c>.</summary>
    public static string Of(MessageDescriptor message, string propertyPath)
    {
        var at = (MessageDescriptor?)message;
        return string.Join('.', propertyPath.Split('.').Select(segment =>
        {
            var name = segment.AsSpan(0, segment.IndexOf('[') is >= 0 and var bracket ? bracket : segment.Length).ToString();
            var field = at?.Fields.InDeclarationOrder().FirstOrDefault(f => f.PropertyName == name);
            at = field is { FieldType: FieldType.Message } ? field.MessageType : null;
            return string.Concat(field?.Name ?? name, segment.AsSpan(name.Length));
        }));
    }
}
