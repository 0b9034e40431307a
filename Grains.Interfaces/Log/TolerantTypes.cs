using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Coordination.Log;

/// <summary>
/// The types that a generated context knows, read by reflection, so that a field can be added to a stored type: generated code gives
/// an init-only property that an older row lacks the default of its type (null, an unusable array), not that of its initialiser.
/// </summary>
internal sealed class TolerantTypes(IJsonTypeInfoResolver known) : IJsonTypeInfoResolver
{
    private readonly DefaultJsonTypeInfoResolver _reflection = new() { Modifiers = { FillMissingArrays } };

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        known.GetTypeInfo(type, options) is null ? null : _reflection.GetTypeInfo(type, options);

    /// <summary>An array that a constructor was not given is empty.</summary>
    private static void FillMissingArrays(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }
        var arrays = type.Type.GetProperties().Where(IsWritableArray).Select(property => (Property: property, Missing: Activator.CreateInstance(property.PropertyType)!,
            Empty: property.PropertyType.GetField(nameof(ImmutableArray<int>.Empty))!.GetValue(null))).ToArray();
        if (arrays.Length > 0)
        {
            type.OnDeserialized = read =>
            {
                foreach (var (property, missing, empty) in arrays)
                {
                    if (missing.Equals(property.GetValue(read)))
                    {
                        property.SetValue(read, empty);
                    }
                }
            };
        }
    }

    private static bool IsWritableArray(PropertyInfo property) => property.CanWrite
        && property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
}
