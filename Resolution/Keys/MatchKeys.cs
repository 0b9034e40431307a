using System.Globalization;

namespace Coordination.Resolution;

/// <summary>
/// The keys under which a record is found: two records are compared when they share one. Never a bare name, surname
/// or city, which thousands share.
/// </summary>
public static class MatchKeys
{
    private const int NumberLengthMax = 11;

    /// <summary>Keys of the record, about a dozen, each once, in a fixed order.</summary>
    public static IReadOnlyList<MatchKey> Keys(NormalizedRecord record)
    {
        var keys = new KeyTexts();
        Give(record, keys);
        return keys.Keys;
    }

    /// <summary>Gives all keys of the record to <paramref name="taker"/>, in a fixed order.</summary>
    internal static void Give(NormalizedRecord record, IKeyTaker taker)
    {
        GiveDocument(record.Document, taker);
        GiveAll(KeyFamily.Phone, record.Phones, taker);
        GiveAll(KeyFamily.BankCard, record.BankCards, taker);
        GiveAll(KeyFamily.Plate, record.Plates, taker);
        if (record.WeChat.Length > 0) { taker.Take(KeyFamily.WeChat, record.WeChat, ""); }
        if (record.Qq.Length > 0) { taker.Take(KeyFamily.Qq, record.Qq, ""); }
        GiveNames(record, taker);
        GiveBirth(record, record.Birth, taker);
        if (record.Document.Birth.IsComplete && record.Document.Birth != record.Birth) { GiveBirth(record, record.Document.Birth, taker); }
        if (record.Place.IsDetailed) { GiveJoined(KeyFamily.Door, record.Place.Street, record.Place.Area, taker); }
        if (record.Huji.IsDetailed && record.Huji != record.Place) { GiveJoined(KeyFamily.Door, record.Huji.Street, record.Huji.Area, taker); }
        if (record.CaseNo.Length > 0) { taker.Take(KeyFamily.CaseNumber, record.CaseNo, ""); }
    }

    private static void GiveDocument(in DocumentNumber document, IKeyTaker taker)
    {
        if (!document.IsPresent) { return; }
        var text = document.Text.AsSpan();
        if ((document.Flags & DocumentFlags.Masked) == 0) { taker.Take(KeyFamily.Document, text, ""); }
        if (document.Kind == DocumentKind.Other)
        {
            var number = text[(text.LastIndexOf(':') + 1)..];
            if (number.Length < 6) { return; }
            taker.Take(KeyFamily.DocumentStart, number[..(number.Length / 2)], ""); // a slip spoils one half only
            taker.Take(KeyFamily.DocumentTail, number[(number.Length / 2)..], "");
            return;
        }
        if (text.Length < 17) { return; }

        GiveUnmasked(KeyFamily.DocumentStart, text[..14], taker);
        GiveUnmasked(KeyFamily.DocumentEnd, text[6..], taker);
        Span<char> withoutBirth = stackalloc char[10];
        text[..6].CopyTo(withoutBirth);
        text[^4..].CopyTo(withoutBirth[6..]);
        GiveUnmasked(KeyFamily.DocumentWithoutBirth, withoutBirth, taker);
        GiveUnmasked(KeyFamily.DocumentTail, text[^8..], taker);
    }

    private static void GiveUnmasked(KeyFamily family, ReadOnlySpan<char> text, IKeyTaker taker)
    {
        if (!text.Contains('*')) { taker.Take(family, text, ""); }
    }

    private static void GiveAll(KeyFamily family, ImmutableArray<string> texts, IKeyTaker taker)
    {
        foreach (var text in texts) { taker.Take(family, text, ""); }
    }

    private static void GiveNames(NormalizedRecord record, IKeyTaker taker)
    {
        for (var i = 0; i < record.Names.Length; i++)
        {
            if (!IsAmong(record.Names, i, record.Names[i].Letters)) { GiveLetters(record, record.Names[i].Letters, taker); }
        }
        if (record.Latin is { } latin)
        {
            if (!IsAmong(record.Names, record.Names.Length, latin.Letters)) { GiveLetters(record, latin.Letters, taker); }
            if (latin.LettersLastFirst != latin.Letters && !IsAmong(record.Names, record.Names.Length, latin.LettersLastFirst)) { GiveLetters(record, latin.LettersLastFirst, taker); }
        }
        GiveNicknames(record, taker);
    }

    /// <summary>A nickname by itself is anybody's: it takes a place, a full name, or the date of birth beside it.</summary>
    private static void GiveNicknames(NormalizedRecord record, IKeyTaker taker)
    {
        foreach (var nickname in record.Nicknames)
        {
            if (record.Place.HasCity || record.Huji.HasCity) { GivePerCity(KeyFamily.NicknameCity, nickname, record, taker); }
            for (var i = 0; i < record.Names.Length; i++)
            {
                if (!IsAmong(record.Names, i, record.Names[i].Letters)) { taker.Take(KeyFamily.NicknameName, nickname, record.Names[i].Letters); }
            }
        }
    }

    private static bool IsAmong(ImmutableArray<PersonName> names, int before, string letters)
    {
        for (var i = 0; i < before; i++)
        {
            if (names[i].Letters == letters) { return true; }
        }
        return false;
    }

    private static void GiveLetters(NormalizedRecord record, string letters, IKeyTaker taker)
    {
        if (record.Birth.IsKnown) { GiveJoined(KeyFamily.NameYear, letters, record.Birth.Year, taker); }
        GivePerCity(KeyFamily.NameCity, letters, record, taker);
    }

    private static void GiveBirth(NormalizedRecord record, PartialDate birth, IKeyTaker taker)
    {
        if (!birth.IsComplete) { return; }
        Span<char> text = stackalloc char[PartialDate.LengthMax];
        ReadOnlySpan<char> date = text[..birth.Write(text)];
        GivePerCity(KeyFamily.BirthCity, date, record, taker);
        GiveNicknamesWithBirth(record, date, taker);
        if (record.Names.IsEmpty)
        {
            foreach (var word in record.Latin?.Words ?? []) { taker.Take(KeyFamily.BirthSurname, date, word); }
            return;
        }
        taker.Take(KeyFamily.BirthSurname, date, record.Names[0].Surname);
        taker.Take(KeyFamily.BirthLastCharacter, date, record.Names[0].LastCharacter);
    }

    /// <summary>阿强 is found by a full name that ends so, 老王 by one that begins so.</summary>
    private static void GiveNicknamesWithBirth(NormalizedRecord record, ReadOnlySpan<char> date, IKeyTaker taker)
    {
        for (var i = 0; i < record.Nicknames.Length; i++)
        {
            var core = Nickname.Core(record.Nicknames[i]);
            if (IsKnown(record, i, core)) { continue; } // each key once
            taker.Take(KeyFamily.BirthSurname, date, core);
            taker.Take(KeyFamily.BirthLastCharacter, date, core);
        }
    }

    private static bool IsKnown(NormalizedRecord record, int before, string core)
    {
        for (var i = 0; i < before; i++)
        {
            if (Nickname.Core(record.Nicknames[i]) == core) { return true; }
        }
        return !record.Names.IsEmpty && (record.Names[0].Surname == core || record.Names[0].LastCharacter == core);
    }

    /// <summary>One key a prefecture; records of which none is known meet under 0.</summary>
    private static void GivePerCity(KeyFamily family, ReadOnlySpan<char> text, NormalizedRecord record, IKeyTaker taker)
    {
        if (!record.Place.HasCity && !record.Huji.HasCity) { GiveJoined(family, text, 0, taker); }
        if (record.Place.HasCity) { GiveJoined(family, text, record.Place.Area, taker); }
        if (record.Huji.HasCity && record.Huji.Area != record.Place.Area) { GiveJoined(family, text, record.Huji.Area, taker); }
    }

    private static void GiveJoined(KeyFamily family, ReadOnlySpan<char> text, int number, IKeyTaker taker)
    {
        Span<char> digits = stackalloc char[NumberLengthMax];
        number.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        taker.Take(family, text, digits[..length]);
    }
}
