namespace Coordination.Resolution;

internal enum DocumentLevel
{
    Absent = 0,

    /// <summary>Both verified, and different beyond the pattern of twins and neighbours.</summary>
    BothVerifiedDifferent,

    /// <summary>Both verified, same place and birth date, another sequence number: twins, or neighbours registered in a row.</summary>
    BothVerifiedSameStart,

    /// <summary>Both verified, one or two digits apart: a slip would have broken the check character.</summary>
    BothVerifiedNear,
    Different,
    OtherDifferent,

    /// <summary>The visible characters of a masked number do not fit.</summary>
    MaskedDifferent,
    MaskedSame,
    TwoEdits,

    /// <summary>At least one fails its check and they are a slip apart.</summary>
    OneEdit,
    SameUnverified,
    OtherSame,
    SameVerified,
}

/// <summary>
/// Document numbers. A valid check character makes a slip improbable, so two valid numbers that differ speak against,
/// while one that fails its check and lies one slip from the other speaks for.
/// </summary>
internal sealed class DocumentComparison() : Comparison<DocumentLevel>("document")
{
    private const int PlaceAndBirthLength = 14;

    public override int Level(NormalizedRecord a, NormalizedRecord b) => (int)Compare(a.Document, b.Document);

    internal static DocumentLevel Compare(in DocumentNumber a, in DocumentNumber b)
    {
        if (!a.IsPresent || !b.IsPresent || a.Kind != b.Kind) { return DocumentLevel.Absent; }
        if (a.Kind == DocumentKind.Other) { return CompareOther(a.Text, b.Text); }
        if (((a.Flags | b.Flags) & DocumentFlags.Masked) != 0) { return CompareMasked(a.Text, b.Text); }
        if (string.Equals(a.Text, b.Text, StringComparison.Ordinal)) { return a.IsStrong ? DocumentLevel.SameVerified : DocumentLevel.SameUnverified; }

        var samePlaceAndBirth = a.Text.AsSpan(0, Math.Min(PlaceAndBirthLength, a.Text.Length)).SequenceEqual(b.Text.AsSpan(0, Math.Min(PlaceAndBirthLength, b.Text.Length)));
        if (samePlaceAndBirth && a.IsStrong && b.IsStrong) { return DocumentLevel.BothVerifiedSameStart; }
        var edits = Edits(a, b);
        return (a.IsVerified && b.IsVerified, edits) switch
        {
            (true, <= 2) => DocumentLevel.BothVerifiedNear,
            (true, _) => DocumentLevel.BothVerifiedDifferent,
            (_, 1) => DocumentLevel.OneEdit,
            (_, 2) => DocumentLevel.TwoEdits,
            _ => DocumentLevel.Different,
        };
    }

    /// <summary>The check character of a number that had 15 digits was computed, so a slip in it would count twice.</summary>
    private static int Edits(in DocumentNumber a, in DocumentNumber b)
    {
        var computed = ((a.Flags | b.Flags) & DocumentFlags.FromFifteenDigits) != 0 && a.Text.Length == ResidentId.Length && b.Text.Length == ResidentId.Length;
        return computed ? EditDistance.Between(a.Text.AsSpan(0, 17), b.Text.AsSpan(0, 17), 2) : EditDistance.Between(a.Text, b.Text, 2);
    }

    private static DocumentLevel CompareOther(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.Ordinal)) { return DocumentLevel.OtherSame; }
        return EditDistance.Between(a, b, 1) == 1 ? DocumentLevel.TwoEdits : DocumentLevel.OtherDifferent;
    }

    private static DocumentLevel CompareMasked(string a, string b)
    {
        if (a.Length != b.Length) { return DocumentLevel.Absent; }
        int visible = 0, different = 0;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] == '*' || b[i] == '*') { continue; }
            visible++;
            different += a[i] == b[i] ? 0 : 1;
        }
        return visible < 8 ? DocumentLevel.Absent : different == 0 ? DocumentLevel.MaskedSame : DocumentLevel.MaskedDifferent;
    }
}
