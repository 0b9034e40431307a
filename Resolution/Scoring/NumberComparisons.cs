namespace Coordination.Resolution;

internal enum NumberLevel
{
    Absent = 0,
    Different,
    OneEdit,
    Same,
}

/// <summary>Phones, cards, plates: numbers of which a person has several and which can change hands.</summary>
internal sealed class NumberComparison(string name, Func<NormalizedRecord, ImmutableArray<string>> numbers) : Comparison<NumberLevel>(name)
{
    public override int Level(NormalizedRecord a, NormalizedRecord b)
    {
        var (x, y) = (numbers(a), numbers(b));
        if (x.IsEmpty || y.IsEmpty) { return (int)NumberLevel.Absent; }
        var near = false;
        foreach (var one in x)
        {
            foreach (var other in y)
            {
                if (string.Equals(one, other, StringComparison.Ordinal)) { return (int)NumberLevel.Same; }
                near = near || EditDistance.Between(one, other, 1) == 1;
            }
        }
        return near ? (int)NumberLevel.OneEdit : (int)NumberLevel.Different;
    }
}

internal enum PhoneLevel
{
    Absent = 0,
    Different,

    /// <summary>Other numbers, but years apart: people change them.</summary>
    DifferentYearsApart,
    OneEdit,

    /// <summary>Same number, but years apart: it may have been given out anew in between.</summary>
    SameYearsApart,
    Same,
}

/// <summary>Phone numbers. They are changed, and what is unused for long is given to someone else, so years apart say less.</summary>
internal sealed class PhoneComparison() : Comparison<PhoneLevel>("phone")
{
    private static readonly TimeSpan Reissue = TimeSpan.FromDays(3 * 365);
    private static readonly NumberComparison Numbers = new("phone", record => record.Phones);

    public override int Level(NormalizedRecord a, NormalizedRecord b)
    {
        var apart = a.SubmittedAt is { } x && b.SubmittedAt is { } y && (x - y).Duration() > Reissue;
        return (int)((NumberLevel)Numbers.Level(a, b) switch
        {
            NumberLevel.Absent => PhoneLevel.Absent,
            NumberLevel.Different => apart ? PhoneLevel.DifferentYearsApart : PhoneLevel.Different,
            NumberLevel.OneEdit => PhoneLevel.OneEdit,
            _ => apart ? PhoneLevel.SameYearsApart : PhoneLevel.Same,
        });
    }
}

internal enum TextLevel
{
    Absent = 0,
    Different,
    Same,
}

/// <summary>One text that is equal or not: an account, a case number, the province that submitted.</summary>
internal sealed class TextComparison(string name, Func<NormalizedRecord, string> text) : Comparison<TextLevel>(name)
{
    public override int Level(NormalizedRecord a, NormalizedRecord b)
    {
        var (x, y) = (text(a), text(b));
        return x.Length == 0 || y.Length == 0 ? (int)TextLevel.Absent
            : string.Equals(x, y, StringComparison.Ordinal) ? (int)TextLevel.Same
            : (int)TextLevel.Different;
    }
}

/// <summary>Sex, stated or from the document.</summary>
internal sealed class SexComparison() : Comparison<TextLevel>("sex")
{
    public override int Level(NormalizedRecord a, NormalizedRecord b) =>
        a.Sex == Sex.Unspecified || b.Sex == Sex.Unspecified ? (int)TextLevel.Absent
        : a.Sex == b.Sex ? (int)TextLevel.Same
        : (int)TextLevel.Different;
}
