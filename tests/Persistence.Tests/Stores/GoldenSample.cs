using System.Collections;
using System.Reflection;

namespace Coordination.Persistence.Tests;

/// <summary>Makes an instance of a stored type with every field set to something that is not its default, always the same.</summary>
public static class GoldenSample
{
    private const int DepthMax = 6; // states that hold themselves end here

    public static object Of(StoredType stored) => Of(stored.Type, stored.Type.Name, 0)!;

    private static object? Of(Type type, string name, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner, name, depth);
        }
        return type switch
        {
            _ when type == typeof(string) => $"{name} 示例",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 7,
            _ when type == typeof(long) => 1_234_500L,
            _ when type == typeof(short) => (short)7,
            _ when type == typeof(double) => 0.5,
            _ when type == typeof(decimal) => 0.5m,
            _ when type == typeof(Guid) => new Guid("00000000-0000-4000-8000-000000000001"),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 1, 8, 30, 0, TimeSpan.Zero),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 11, 1),
            _ when type == typeof(TimeSpan) => TimeSpan.FromHours(24),
            _ when type == typeof(JurisdictionCode) => new JurisdictionCode("440000"),
            _ when type == typeof(Protected) => new Protected("0123456789abcdef0123", "AAECAwQFBgcICQoL"),
            _ when type.IsEnum => Enum.GetValues(type).Cast<object>().ElementAt(Math.Min(1, Enum.GetValues(type).Length - 1)),
            _ when type.IsGenericType && type.GetGenericArguments() is [var item] && type.IsAssignableTo(typeof(IEnumerable)) => Many(type, item, name, depth),
            _ when type.IsGenericType && type.GetGenericArguments() is [var key, var value] && type.IsAssignableTo(typeof(IEnumerable)) => Map(type, key, value, name, depth),
            _ => depth >= DepthMax ? null : Record(type, depth),
        };
    }

    private static object? Many(Type type, Type item, string name, int depth)
    {
        var items = Array.CreateInstance(item, depth >= DepthMax ? 0 : 1);
        if (items.Length == 1)
        {
            items.SetValue(Of(item, name, depth + 1), 0);
        }
        return Factory(type, nameof(ImmutableArray.CreateRange), typeof(IEnumerable<>).MakeGenericType(item)).Invoke(null, [items]);
    }

    private static object? Map(Type type, Type key, Type value, string name, int depth)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        map.Add(Of(key, name, depth + 1)!, Of(value, name, depth + 1));
        return Factory(type, nameof(ImmutableDictionary.CreateRange), typeof(IEnumerable<>).MakeGenericType(typeof(KeyValuePair<,>).MakeGenericType(key, value))).Invoke(null, [map]);
    }

    /// <summary>E.g. <c>ImmutableArray.CreateRange&lt;T&gt;(IEnumerable&lt;T&gt;)</c> for <c>ImmutableArray&lt;T&gt;</c>.</summary>
    private static MethodInfo Factory(Type type, string method, Type parameter) =>
        type.Assembly.GetType(type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)])!
            .GetMethods().Where(m => m.Name == method && m.GetParameters().Length == 1)
            .Select(m => m.MakeGenericMethod(type.GetGenericArguments()))
            .Single(m => m.GetParameters()[0].ParameterType == parameter);

    private static object Record(Type type, int depth)
    {
        if (type.IsAbstract)
        {
            type = type.Assembly.GetTypes().First(t => !t.IsAbstract && t.IsAssignableTo(type));
        }
        var constructor = type.GetConstructors().Where(c => c.GetParameters() is not [{ ParameterType: var only }] || only != type).MaxBy(c => c.GetParameters().Length);
        var instance = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, p.Name!, depth + 1))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && constructor?.GetParameters().All(c => c.Name != p.Name) != false))
        {
            property.SetValue(instance, Of(property.PropertyType, property.Name, depth + 1));
        }
        return instance;
    }
}
