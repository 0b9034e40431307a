using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Coordination.Gateway.Conventions;

/// <summary>
/// What every field of every message keeps to, whatever it means: text that a database takes and returns equal, enum values that
/// exist, times that are times, numbers that are numbers, lists that end. The fields to look at are found once for each type.
/// </summary>
public static class WellFormed
{
    /// <summary>Longest text of any field, in UTF-16 units; validators set tighter limits.</summary>
    public const int TextLengthMax = 16_384;

    /// <summary>Most elements of any repeated field.</summary>
    public const int ElementsMax = 1000;

    private static readonly ConcurrentDictionary<MessageDescriptor, ImmutableArray<FieldDescriptor>> Looked = new();

    public static List<Violation> Check(IMessage message)
    {
        List<Violation> violations = [];
        Walk(message, "", violations);
        return violations;
    }

    private static void Walk(IMessage message, string prefix, List<Violation> violations)
    {
        if (Problem(message) is { } problem)
        {
            violations.Add(new(prefix.TrimEnd('.'), problem));
        }
        foreach (var field in Looked.GetOrAdd(message.Descriptor, static descriptor => [.. descriptor.Fields.InFieldNumberOrder().Where(IsLookedAt)]))
        {
            var value = field.Accessor.GetValue(message);
            if (value is IDictionary map)
            {
                foreach (DictionaryEntry entry in map)
                {
                    Look(field.MessageType.Fields[1], entry.Key, prefix, $"{field.Name}[]", violations);
                    Look(field.MessageType.Fields[2], entry.Value, prefix, $"{field.Name}[{entry.Key}]", violations);
                }
            }
            else if (field.IsRepeated)
            {
                var list = (IList)value;
                if (list.Count > ElementsMax)
                {
                    violations.Add(new(prefix + field.Name, $"At most {ElementsMax} elements are taken at once."));
                    continue;
                }
                for (var i = 0; i < list.Count; i++)
                {
                    Look(field, list[i], prefix, i, violations);
                }
            }
            else
            {
                Look(field, value, prefix, field.Name, violations);
            }
        }
    }

    private static void Look(FieldDescriptor field, object? value, string prefix, int index, List<Violation> violations)
    {
        // A path is only built for what is nested or wrong: nearly all text is neither.
        if (value is string text ? Problem(text) is not null : value is not null)
        {
            Look(field, value, prefix, $"{field.Name}[{index}]", violations);
        }
    }

    private static void Look(FieldDescriptor field, object? value, string prefix, string name, List<Violation> violations)
    {
        var problem = value switch
        {
            string text => Problem(text),
            double number when !double.IsFinite(number) => "A finite number is needed.",
            float number when !float.IsFinite(number) => "A finite number is needed.",
            _ when field.FieldType is FieldType.Enum && field.EnumType.FindValueByNumber(Convert.ToInt32(value, null)) is null =>
                "This version knows no such value.",
            _ => null,
        };
        if (problem is not null)
        {
            violations.Add(new(prefix + name, problem));
        }
        else if (value is IMessage nested)
        {
            Walk(nested, $"{prefix}{name}.", violations);
        }
    }

    private static bool IsLookedAt(FieldDescriptor field) =>
        field.IsMap || field.IsRepeated || field.FieldType is FieldType.String or FieldType.Message or FieldType.Enum or FieldType.Double or FieldType.Float;

    private static string? Problem(string text)
    {
        if (text.Length > TextLengthMax)
        {
            return $"Text has at most {TextLengthMax} characters.";
        }
        // PostgreSQL cannot store U+0000, and half a surrogate pair has no UTF-8.
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var first ? first : text.Length; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return "The text holds half a surrogate pair.";
            }
        }
        return text.Contains('\0') ? "The text holds U+0000." : null;
    }

    private static string? Problem(IMessage message) => message switch
    {
        Timestamp { Seconds: < -62_135_596_800 or > 253_402_300_799 } or Timestamp { Nanos: < 0 or > 999_999_999 } =>
            "A time lies in the years 1 to 9999, its nanos between 0 and 999,999,999.",
        Duration { Seconds: < -315_576_000_000 or > 315_576_000_000 } or Duration { Nanos: < -999_999_999 or > 999_999_999 }
            or Duration { Seconds: > 0, Nanos: < 0 } or Duration { Seconds: < 0, Nanos: > 0 } =>
            "A duration has seconds and nanos of one sign and within range.",
        _ => null,
    };
}
