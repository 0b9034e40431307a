using System.Globalization;
using Coordination.Persistence.Reads;
using Grpc.Core;

namespace Coordination.Gateway.Conventions;

/// <summary>
/// Reads filters, a subset of AIP-160: <c>status = FILED AND (owner = 440000 OR owner = 310000) AND NOT create_time &lt; "2025-06-01"</c>.
/// As there, OR binds closer than AND.
/// </summary>
public sealed class FilterText
{
    /// <summary>Longest filter.</summary>
    public const int LengthMax = 2048;

    /// <summary>Deepest nesting of parentheses and NOTs.</summary>
    private const int DepthMax = 32;

    private static readonly (string Sign, Comparison Meaning)[] Signs =
    [
        ("!=", Comparison.NotEqual), ("<=", Comparison.LessOrEqual), (">=", Comparison.GreaterOrEqual),
        ("=", Comparison.Equal), (":", Comparison.Equal), ("<", Comparison.Less), (">", Comparison.Greater),
    ];

    private readonly string _text;
    private readonly ImmutableDictionary<string, FilterField> _fields;
    private int _at;
    private int _depth;

    private FilterText(string text, ImmutableDictionary<string, FilterField> fields) => (_text, _fields) = (text, fields);

    /// <returns>Null for an empty filter.</returns>
    /// <exception cref="RpcException">FILTER_INVALID, with the column and what stands there.</exception>
    public static ResourceFilter? Parse(string text, ImmutableDictionary<string, FilterField> fields)
    {
        var filter = new FilterText(text, fields);
        if (text.Length > LengthMax)
        {
            throw filter.Wrong($"A filter has at most {LengthMax} characters.");
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        var parsed = filter.All();
        return filter.Peek().Length == 0 ? parsed : throw filter.Wrong("AND or OR is expected here.");
    }

    private ResourceFilter All()
    {
        var parts = ImmutableArray.Create(Any());
        while (Take("AND"))
        {
            parts = parts.Add(Any());
        }
        return parts.Length == 1 ? parts[0] : new ResourceFilter.And(parts);
    }

    private ResourceFilter Any()
    {
        var parts = ImmutableArray.Create(One());
        while (Take("OR"))
        {
            parts = parts.Add(One());
        }
        return parts.Length == 1 ? parts[0] : new ResourceFilter.Or(parts);
    }

    private ResourceFilter One()
    {
        if (++_depth > DepthMax)
        {
            throw Wrong($"A filter nests at most {DepthMax} deep.");
        }
        ResourceFilter filter;
        if (Take("NOT"))
        {
            filter = new ResourceFilter.Not(One());
        }
        else if (Take("("))
        {
            filter = All();
            if (!Take(")"))
            {
                throw Wrong("A parenthesis is not closed.");
            }
        }
        else
        {
            filter = Condition();
        }
        _depth--;
        return filter;
    }

    private ResourceFilter Condition()
    {
        var name = Peek();
        if (!_fields.TryGetValue(name, out var field))
        {
            throw Wrong($"A field is expected here: {string.Join(", ", _fields.Keys.Order(StringComparer.Ordinal))}.");
        }
        _at += name.Length;
        var sign = Signs.FirstOrDefault(sign => Take(sign.Sign));
        if (sign.Sign is null)
        {
            throw Wrong("A comparison is expected here: = != < <= > >= or :");
        }
        var at = _at;
        var condition = field(sign.Meaning, Value());
        if (condition is null)
        {
            _at = at;
            throw Wrong($"{name} does not take this value with {sign.Sign}");
        }
        return condition;
    }

    private string Value()
    {
        var word = Peek();
        if (word.Length == 0)
        {
            throw Wrong("A value is expected here.");
        }
        if (word[0] is not ('"' or '\''))
        {
            _at += word.Length;
            return word;
        }
        var end = _text.IndexOf(word[0], _at + 1);
        if (end < 0)
        {
            throw Wrong("A quotation is not closed.");
        }
        var value = _text[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private bool Take(string expected)
    {
        var isWord = char.IsLetter(expected[0]);
        var found = isWord ? Peek() == expected : Peek().Length > 0 && _text.AsSpan(_at).StartsWith(expected, StringComparison.Ordinal);
        _at += found ? expected.Length : 0;
        return found;
    }

    /// <summary>The word or sign at the next place that is not blank; empty at the end.</summary>
    private string Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
        var end = _at;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '-' or '/' or '.'))
        {
            end++;
        }
        return end == _at && _at < _text.Length ? _text[_at..(_at + 1)] : _text[_at..end];
    }

    private RpcException Wrong(string what)
    {
        var near = _text.AsSpan(Math.Min(_at, _text.Length));
        return Failure.Of(new Rejection(Reason.FilterInvalid, what) { Violations = [new("filter", what)] }
            .With("column", (_at + 1).ToString(CultureInfo.InvariantCulture))
            .With("near", near[..Math.Min(near.Length, 20)].ToString()));
    }
}
