namespace Coordination.Resolution;

internal enum BirthLevel
{
    Absent = 0,
    Different,
    YearSame,

    /// <summary>Year and one of month and day agree, or only the year is off by one.</summary>
    OnePartOff,

    /// <summary>Less than two months apart: a lunar date taken for a solar one.</summary>
    LunarOff,
    DigitOff,
    DayMonthSwapped,
    YearCompatible,
    MonthCompatible,
    Same,

    /// <summary>The documents are the same, so the date inside is counted already; stated dates still may differ.</summary>
    UnderSameDocumentDifferent,
    UnderSameDocumentSame,
}

/// <summary>Dates of birth, stated or taken from the document, with the slips that forms and calendars make.</summary>
internal sealed class BirthComparison() : Comparison<BirthLevel>("birth")
{
    private const int LunarDaysMax = 60;

    public override int Level(NormalizedRecord a, NormalizedRecord b)
    {
        if (a.Document.IsSameAs(b.Document))
        {
            return !a.StatedBirth.IsKnown || !b.StatedBirth.IsKnown ? (int)BirthLevel.Absent
                : a.StatedBirth.IsCompatible(b.StatedBirth) ? (int)BirthLevel.UnderSameDocumentSame
                : (int)BirthLevel.UnderSameDocumentDifferent;
        }
        var level = Compare(a.Birth, b.Birth);
        if (level == BirthLevel.Same || level == BirthLevel.Absent) { return (int)level; }
        // A stated date may be the wrong one of the two a record holds.
        if (a.Document.Birth.IsComplete && a.Document.Birth != a.Birth) { level = Max(level, Compare(a.Document.Birth, b.Birth)); }
        if (b.Document.Birth.IsComplete && b.Document.Birth != b.Birth) { level = Max(level, Compare(a.Birth, b.Document.Birth)); }
        return (int)level;
    }

    private static BirthLevel Max(BirthLevel a, BirthLevel b) => a > b ? a : b;

    internal static BirthLevel Compare(PartialDate a, PartialDate b)
    {
        if (!a.IsKnown || !b.IsKnown) { return BirthLevel.Absent; }
        if (a.IsCompatible(b))
        {
            return a.IsComplete && b.IsComplete ? BirthLevel.Same
                : a.Month != 0 && b.Month != 0 ? BirthLevel.MonthCompatible
                : BirthLevel.YearCompatible;
        }
        if (!a.IsComplete || !b.IsComplete) { return a.Year == b.Year ? BirthLevel.YearSame : BirthLevel.Different; }
        if (a.Year == b.Year && a.Month == b.Day && a.Day == b.Month) { return BirthLevel.DayMonthSwapped; }
        if (IsDigitOff(a, b)) { return BirthLevel.DigitOff; }
        var days = Math.Abs(new DateOnly(a.Year, a.Month, a.Day).DayNumber - new DateOnly(b.Year, b.Month, b.Day).DayNumber);
        if (days <= LunarDaysMax) { return BirthLevel.LunarOff; }
        var parts = (a.Year == b.Year ? 1 : 0) + (a.Month == b.Month ? 1 : 0) + (a.Day == b.Day ? 1 : 0);
        return parts == 2 ? BirthLevel.OnePartOff : a.Year == b.Year ? BirthLevel.YearSame : BirthLevel.Different;
    }

    private static bool IsDigitOff(PartialDate a, PartialDate b)
    {
        Span<char> x = stackalloc char[PartialDate.LengthMax];
        Span<char> y = stackalloc char[PartialDate.LengthMax];
        return EditDistance.Between(x[..a.Write(x)], y[..b.Write(y)], 1) == 1;
    }
}
