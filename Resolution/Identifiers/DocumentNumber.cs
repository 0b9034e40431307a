using System.Globalization;

namespace Coordination.Resolution;

public enum DocumentKind : byte
{
    /// <summary>No number, or a placeholder that says nothing.</summary>
    Unspecified = 0,
    ResidentId = 1,

    /// <summary>Passport, permit or any other; its type is part of <see cref="DocumentNumber.Text"/>.</summary>
    Other = 2,
}

/// <summary>What is wrong with a number. A flagged number is kept, matched with care, and never alone links two records.</summary>
[Flags]
public enum DocumentFlags : byte
{
    None = 0,

    /// <summary>The check character is not the one the digits give (ID_CHECK_FAILED).</summary>
    CheckFailed = 1,

    /// <summary>The birth date inside is not a day of the calendar, or lies in the future (ID_CHECK_FAILED).</summary>
    DateImpossible = 2,

    /// <summary>Not 15 or 18 characters, or letters where digits belong (ID_CHECK_FAILED).</summary>
    Malformed = 4,

    /// <summary>Some characters are hidden by asterisks.</summary>
    Masked = 8,

    /// <summary>Was 15 digits, which carry no check character: a slip in it goes unseen.</summary>
    FromFifteenDigits = 16,
}

/// <summary>An identity document's number in one spelling.</summary>
/// <param name="Kind">Resident id or another document.</param>
/// <param name="Text">Resident ids: 18 characters where possible. Others: type, colon, number. Never equal across types.</param>
/// <param name="Flags">What is wrong with it.</param>
/// <param name="Birth">Birth date inside the number; unknown if it has none or an impossible one.</param>
/// <param name="Sex">Sex inside the number.</param>
public readonly record struct DocumentNumber(DocumentKind Kind, string Text, DocumentFlags Flags, PartialDate Birth, Sex Sex)
{
    public static readonly DocumentNumber None = new(DocumentKind.Unspecified, "", DocumentFlags.None, default, default);

    public bool IsPresent => Kind != DocumentKind.Unspecified;

    /// <summary>ID_CHECK_FAILED: kept and shown, but evidence of a slip rather than of a person.</summary>
    public bool IsCheckFailed => (Flags & (DocumentFlags.CheckFailed | DocumentFlags.DateImpossible | DocumentFlags.Malformed)) != 0;

    /// <summary>Complete and without a known fault: a strong key in the sense of rule M1.</summary>
    public bool IsStrong => IsPresent && !IsCheckFailed && (Flags & DocumentFlags.Masked) == 0;

    /// <summary>Strong, and a check character of its own speaks for it.</summary>
    public bool IsVerified => IsStrong && Kind == DocumentKind.ResidentId && (Flags & DocumentFlags.FromFifteenDigits) == 0;

    /// <summary>Prefecture whose police gave the number out (GB/T 2260 digits 1-4); 0 if it has none, or not for certain.</summary>
    public int Area
    {
        get
        {
            if (Kind != DocumentKind.ResidentId || IsCheckFailed || Text.Length != ResidentId.Length) { return 0; }
            if (!int.TryParse(Text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var area)) { return 0; }
            return area / 100 is 11 or 12 or 31 or 50 ? (area / 100 * 100) + 1 : area; // a municipality is one prefecture
        }
    }

    /// <summary>The same number of the same kind of document; how each was typed does not matter.</summary>
    public bool IsSameAs(in DocumentNumber other) => IsPresent && Kind == other.Kind && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <summary>Reads the number of a document of the type named, as typed.</summary>
    public static DocumentNumber Read(string? type, string? number, StopValues stop, DateOnly? notAfter = null)
    {
        var compact = CharacterWidth.Compact(number);
        if (compact.Length == 0 || stop.IsStopped(compact) || !compact.AsSpan().ContainsAnyInRange('0', '9')) { return None; }

        var named = CharacterWidth.Compact(type);
        if (named is "居民身份证" or "身份证" || (named.Length == 0 && ResidentId.LooksLikeOne(compact)))
        {
            return ResidentId.Read(compact, notAfter);
        }
        return new(DocumentKind.Other, $"{named}:{compact}", DocumentFlags.None, default, default);
    }
}
