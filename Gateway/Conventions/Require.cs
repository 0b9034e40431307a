using System.Buffers;
using Grpc.Core;

namespace Coordination.Gateway.Conventions;

/// <summary>Reads single fields of a request, or refuses with the field's path. Rules that can be told together belong in a validator.</summary>
public static class Require
{
    /// <summary>Longest id in a resource name.</summary>
    public const int IdLengthMax = 128;

    private static readonly SearchValues<char> IdAlphabet = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The grain key that a resource name stands for: <c>cases/0198…</c> is <c>case-0198…</c>.</summary>
    /// <param name="collection">The collection's name, e.g. <c>cases</c>.</param>
    /// <param name="keyPrefix">The aggregate's key prefix without its dash, e.g. <c>case</c>.</param>
    /// <exception cref="RpcException">FIELD_INVALID.</exception>
    public static string Name(string value, string collection, string keyPrefix, string field) => IsName(value, collection)
        ? string.Concat(keyPrefix, "-", value.AsSpan(collection.Length + 1))
        : throw Failure.InvalidField(field, $"A name like {collection}/{{id}} is needed.");

    /// <summary>True if <paramref name="value"/> names one resource of <paramref name="collection"/>.</summary>
    public static bool IsName(string value, string collection) =>
        value.Length > collection.Length + 1
        && value.Length <= collection.Length + 1 + IdLengthMax
        && value.StartsWith(collection, StringComparison.Ordinal)
        && value[collection.Length] == '/'
        && !value.AsSpan(collection.Length + 1).ContainsAnyExcept(IdAlphabet);

    /// <summary>The resource name of a grain key.</summary>
    public static string NameOf(string key, string collection) => string.Concat(collection, "/", key.AsSpan(key.IndexOf('-') + 1));

    /// <summary>Text of 1 to <paramref name="lengthMax"/> characters.</summary>
    /// <exception cref="RpcException">FIELD_INVALID.</exception>
    public static string Text(string value, int lengthMax, string field) => string.IsNullOrWhiteSpace(value) || value.Length > lengthMax
        ? throw Failure.InvalidField(field, $"Text of 1 to {lengthMax} characters is needed.")
        : value;

    /// <summary>A jurisdiction by its code, or by its name <c>jurisdictions/440000</c>.</summary>
    /// <exception cref="RpcException">FIELD_INVALID.</exception>
    public static JurisdictionCode Code(string value, string field)
    {
        var code = value.AsSpan(value.StartsWith("jurisdictions/", StringComparison.Ordinal) ? "jurisdictions/".Length : 0);
        return IsCode(code) ? new(code.ToString())
            : throw Failure.InvalidField(field, "A GB/T 2260 code of six digits is needed, e.g. 440000 or jurisdictions/440000.");
    }

    /// <summary>True for six digits, and for XPCC.</summary>
    public static bool IsCode(ReadOnlySpan<char> code) => (code.Length == 6 && !code.ContainsAnyExceptInRange('0', '9')) || code is "XPCC";

    /// <summary>An enum's value other than its zero.</summary>
    /// <exception cref="RpcException">FIELD_INVALID.</exception>
    public static TEnum Enum<TEnum>(TEnum value, string field) where TEnum : struct, Enum =>
        EqualityComparer<TEnum>.Default.Equals(value, default) || !System.Enum.IsDefined(value)
            ? throw Failure.InvalidField(field, $"One of {string.Join(", ", System.Enum.GetNames<TEnum>().Skip(1))} is needed.")
            : value;

    /// <summary>A message that must be there.</summary>
    /// <exception cref="RpcException">FIELD_INVALID.</exception>
    public static T Present<T>(T? value, string field) where T : class => value ?? throw Failure.InvalidField(field, "This is needed.");
}
