using System.Globalization;

namespace Coordination.Resolution;

/// <summary>
/// The keys under which a record is found: two records are compared when they share one. Never a bare name, surname
/// or city, which thousands share. Each key is an entry and a look-up in an index, so none is there that another makes needless.
/// </summary>
public static class MatchKeys
{
    private const int NumberLengthMax = 11;

    /// <summary>Keys of the record, about eight, each once, in a fixed order.</summary>
    public static IReadOnlyList<MatchKey> Keys(NormalizedRecord record)
    {
        var keys = new KeyTexts();
        Give(record, keys);
        return keys.Keys;
    }

    /// <summary>Gives all keys of the record to <paramref name="taker"/>, in a fixed order.</summary>
    internal static void Give(NormalizedRecord record, IKeyTaker taker)
    {
        if (record.Document.IsPresent && (record.Document.Flags & DocumentFlags.Masked) == 0) { taker.Take(KeyFamily.Document, record.Document.Text, ""); }
        GiveAll(KeyFamily.Phone, record.Phones, taker);
        GiveAll(KeyFamily.BankCard, record.BankCards, taker);
        GiveAll(KeyFamily.Plate, record.Plates, taker);
        if (record.WeChat.Length > 0) { taker.Take(KeyFamily.WeChat, record.WeChat, ""); }
        if (record.Qq.Length > 0) { taker.Take(KeyFamily.Qq, record.Qq, ""); }
        GiveLetters(record, taker);
        GiveNicknames(record, taker);
        GiveBirths(record, taker);
        if (!IsWellDescribed(record)) { GiveLooseKeys(record, taker); }
    }

    /// <summary>
    /// Holds all that people are known by: name, day of birth, a valid document, a number to reach or pay them. Such a record meets
    /// its like by one of these. Loose keys are for two that each lack something, and cost the more the more records there are.
    /// </summary>
    private static bool IsWellDescribed(NormalizedRecord record) =>
        record.HasName && record.Birth.IsComplete && record.Document.IsStrong && !(record.Phones.IsEmpty && record.BankCards.IsEmpty);

    private static void GiveLooseKeys(NormalizedRecord record, IKeyTaker taker)
    {
        GiveParts(record.Document, taker);
        var city = record.Place.HasCity ? record.Place.Area : record.Registered.HasCity ? record.Registered.Area : 0;
        Span<char> text = stackalloc char[PartialDate.LengthMax];
        if (record.Birth.IsComplete) { GiveJoined(KeyFamily.BirthCity, text[..record.Birth.Write(text)], city, taker); }
        if (HasOtherBirth(record)) { GiveJoined(KeyFamily.BirthCity, text[..record.Document.Birth.Write(text)], city, taker); }
        var door = record.Place.IsDetailed ? record.Place : record.Registered;
        if (door.IsDetailed) { GiveJoined(KeyFamily.Door, door.Street, door.Area, taker); }
        if (record.CaseNo.Length > 0) { taker.Take(KeyFamily.CaseNumber, record.CaseNo, ""); }
    }

    /// <summary>
    /// Parts of a number that a slip spoils one of only. Of a resident id its place and sequence: they bear a slip in the birth date
    /// between them, and the asterisks that most often hide it.
    /// </summary>
    private static void GiveParts(in DocumentNumber document, IKeyTaker taker)
    {
        var text = document.Text.AsSpan();
        if (document.Kind == DocumentKind.Other)
        {
            var number = text[(text.LastIndexOf(':') + 1)..];
            if (number.Length < 6) { return; }
            taker.Take(KeyFamily.DocumentStart, number[..(number.Length / 2)], "");
            taker.Take(KeyFamily.DocumentTail, number[(number.Length / 2)..], "");
        }
        else if (text.Length >= 17)
        {
            Span<char> rest = stackalloc char[10];
            text[..6].CopyTo(rest);
            text[^4..].CopyTo(rest[6..]);
            if (!rest.Contains('*')) { taker.Take(KeyFamily.DocumentWithoutBirth, rest, ""); }
        }
    }

    private static void GiveAll(KeyFamily family, ImmutableArray<string> texts, IKeyTaker taker)
    {
        foreach (var text in texts) { taker.Take(family, text, ""); }
    }

    /// <summary>In alphabetical order the letters are the same whether the surname comes first or last, and where two characters changed places.</summary>
    private static void GiveLetters(NormalizedRecord record, IKeyTaker taker)
    {
        var names = record.Names.Select(name => name.SortedLetters);
        if (record.Latin is { } latin) { names = names.Append(latin.SortedLetters); }
        foreach (var letters in names.Distinct(StringComparer.Ordinal))
        {
            if (record.Birth.IsKnown) { GiveJoined(KeyFamily.LettersYear, letters, record.Birth.Year, taker); }
            GivePerCity(KeyFamily.LettersCity, letters, record, taker);
        }
    }

    /// <summary>A nickname by itself is anybody's: it takes a place, a full name, or the date of birth beside it.</summary>
    private static void GiveNicknames(NormalizedRecord record, IKeyTaker taker)
    {
        foreach (var nickname in record.Nicknames)
        {
            GivePerCity(KeyFamily.NicknameCity, nickname, record, taker);
            foreach (var letters in record.Names.Select(name => name.Letters).Distinct(StringComparer.Ordinal)) { taker.Take(KeyFamily.NicknameName, nickname, letters); }
        }
    }

    /// <summary>The day of birth, stated or inside the document, with the characters that a slip in the other ones leaves.</summary>
    private static void GiveBirths(NormalizedRecord record, IKeyTaker taker)
    {
        if (!record.Birth.IsComplete && !HasOtherBirth(record)) { return; }
        Span<char> text = stackalloc char[PartialDate.LengthMax];
        foreach (var character in Characters(record).Distinct(StringComparer.Ordinal))
        {
            if (record.Birth.IsComplete) { taker.Take(KeyFamily.BirthCharacter, text[..record.Birth.Write(text)], character); }
            if (HasOtherBirth(record)) { taker.Take(KeyFamily.BirthCharacter, text[..record.Document.Birth.Write(text)], character); }
        }
    }

    private static bool HasOtherBirth(NormalizedRecord record) => record.Document.Birth.IsComplete && record.Document.Birth != record.Birth;

    /// <summary>First and last character of the name, and what nicknames take from it: 阿强 is found by a name that ends so, 老王 by one that begins so.</summary>
    private static IEnumerable<string> Characters(NormalizedRecord record) =>
        (record.Names.IsEmpty ? record.Latin?.Words ?? [] : [record.Names[0].Surname, record.Names[0].LastCharacter])
        .Concat(record.Nicknames.Select(Nickname.Core));

    private static void GivePerCity(KeyFamily family, ReadOnlySpan<char> text, NormalizedRecord record, IKeyTaker taker)
    {
        if (record.Place.HasCity) { GiveJoined(family, text, record.Place.Area, taker); }
        if (record.Registered.HasCity && record.Registered.Area != record.Place.Area) { GiveJoined(family, text, record.Registered.Area, taker); }
    }

    private static void GiveJoined(KeyFamily family, ReadOnlySpan<char> text, int number, IKeyTaker taker)
    {
        Span<char> digits = stackalloc char[NumberLengthMax];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        taker.Take(family, text, digits[..length]);
    }
}
